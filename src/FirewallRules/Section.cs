using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using FirewallRules.Networks;

namespace FirewallRules;

/// <summary>The name of a section of an ip-ranges document. An open set: the vendor adds sections, and <see cref="Parse"/> takes any.</summary>
/// <remarks>
/// A name is 1–64 lower-case ASCII letters, digits, hyphens, underscores and dots, and starts with a letter or digit; so it can stand in
/// any output. Sections are equal when their names are; the order is ordinal.
/// </remarks>
public sealed partial class Section : IEquatable<Section>, IComparable<Section>
{
    /// <summary>The longest name, in characters.</summary>
    public const int MaxNameLength = 64;

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-_.");

    private Section(string name) => Name = name;

    /// <summary>The name as it stands in the document, such as <c>remote-configuration</c>.</summary>
    public string Name { get; }

    /// <summary>Reads a section name.</summary>
    /// <exception cref="FormatException">The text is not a section name; the message says what one is.</exception>
    public static Section Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return TryParse(name, out var section)
            ? section
            : throw new FormatException($"'{PrintableText.Of(name)}' is no section name: "
                + $"1 to {MaxNameLength} of a-z, 0-9, '-', '_' and '.', starting with a letter or digit.");
    }

    /// <summary>Reads a section name.</summary>
    /// <returns>Whether the text is a section name.</returns>
    public static bool TryParse(string? name, [NotNullWhen(true)] out Section? section)
    {
        section = name is { Length: > 0 and <= MaxNameLength } && char.IsAsciiLetterOrDigit(name[0])
            && !name.AsSpan().ContainsAnyExcept(NameCharacters)
            ? new Section(name)
            : null;
        return section is not null;
    }

    /// <inheritdoc cref="SectionSelection.At" />
    public SectionSelection At(params string[] locations) => SectionSelection.FromSection(this).At(locations);

    /// <inheritdoc cref="SectionSelection.OrEmpty" />
    public SectionSelection OrEmpty() => SectionSelection.FromSection(this).OrEmpty();

    /// <inheritdoc cref="SectionSelection.OnPort" />
    public SectionSelection OnPort(params PortRange[] ports) => SectionSelection.FromSection(this).OnPort(ports);

    /// <inheritdoc cref="SectionSelection.With" />
    public SectionSelection With(Direction direction, Protocol protocol, params PortRange[] ports)
        => SectionSelection.FromSection(this).With(direction, protocol, ports);

    /// <inheritdoc />
    public bool Equals(Section? other) => other is not null && Name == other.Name;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as Section);

    /// <inheritdoc />
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc />
    public int CompareTo(Section? other) => string.CompareOrdinal(Name, other?.Name);

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    /// <summary>Whether two sections have the same name.</summary>
    public static bool operator ==(Section? left, Section? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether two sections have different names.</summary>
    public static bool operator !=(Section? left, Section? right) => !(left == right);

    /// <summary>Whether the first name comes before the second.</summary>
    public static bool operator <(Section? left, Section? right) => Compare(left, right) < 0;

    /// <summary>Whether the first name comes before the second or is the same.</summary>
    public static bool operator <=(Section? left, Section? right) => Compare(left, right) <= 0;

    /// <summary>Whether the first name comes after the second.</summary>
    public static bool operator >(Section? left, Section? right) => Compare(left, right) > 0;

    /// <summary>Whether the first name comes after the second or is the same.</summary>
    public static bool operator >=(Section? left, Section? right) => Compare(left, right) >= 0;

    private static int Compare(Section? left, Section? right) => string.CompareOrdinal(left?.Name, right?.Name);
}

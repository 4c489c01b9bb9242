using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using FirewallRules.Networks;

namespace FirewallRules;

/// <summary>
/// The name of a section of an ip-ranges document. An open set: Datadog adds sections, and <see cref="Parse(string)"/> accepts any.
/// </summary>
/// <remarks>
/// A name is 1–64 printable ASCII characters without a space at either end. The known ones consist of lower-case letters and hyphens, but a
/// document may use any, and outputs escape what they must. Case matters: <c>Logs</c> is not <c>logs</c>. Sections are equal when their names
/// are; the order is ordinal. In JSON and configuration a section is its name.
/// </remarks>
/// <example><code>
/// var rules = RuleSet.For(Section.Logs, Section.Synthetics.At("aws:eu-central-1"));
/// Console.Write(rules.ToNftables());
/// </code></example>
[JsonConverter(typeof(TextJsonConverter<Section>))]
[TypeConverter(typeof(TextTypeConverter<Section>))]
public sealed partial class Section : IEquatable<Section>, IComparable<Section>, ISpanParsable<Section>
{
    /// <summary>The longest name, in characters.</summary>
    public const int MaxNameLength = 64;

    private Section(string name) => Name = name;

    /// <summary>The name as published in the document, such as <c>remote-configuration</c>.</summary>
    public string Name { get; }

    /// <summary>Parses a section name, known to this version or not.</summary>
    /// <exception cref="FormatException">The text is not a valid section name.</exception>
    /// <example><code>
    /// var section = Section.Parse("new-section");
    /// Console.WriteLine(Section.Known.Contains(section)); // False
    /// </code></example>
    public static Section Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Parse(name.AsSpan());
    }

    /// <inheritdoc cref="Parse(string)" path="/summary|/exception" />
    public static Section Parse(ReadOnlySpan<char> name)
        => TryParse(name, out var section)
            ? section
            : throw new FormatException($"'{PrintableText.Of(name.ToString())}' is not a section name: "
                + $"expected 1 to {MaxNameLength} printable ASCII characters without a space at either end.");

    /// <summary>Parses a section name, known to this version or not.</summary>
    /// <returns>Whether the text is a valid section name.</returns>
    public static bool TryParse([NotNullWhen(true)] string? name, [NotNullWhen(true)] out Section? section) => TryParse(name.AsSpan(), out section);

    /// <inheritdoc cref="TryParse(string, out Section)" />
    public static bool TryParse(ReadOnlySpan<char> name, [NotNullWhen(true)] out Section? section)
    {
        section = name is { Length: > 0 and <= MaxNameLength } && name[0] != ' ' && name[^1] != ' ' && !name.ContainsAnyExceptInRange(' ', '~')
            ? new Section(name.ToString())
            : null;
        return section is not null;
    }

    /// <inheritdoc cref="SectionSelection.At" />
    public SectionSelection At(params string[] locations) => SectionSelection.FromSection(this).At(locations);

    /// <inheritdoc cref="SectionSelection.AllowMissing" />
    public SectionSelection AllowMissing() => SectionSelection.FromSection(this).AllowMissing();

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

    static Section IParsable<Section>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<Section>.TryParse(string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out Section result) => TryParse(s, out result);

    static Section ISpanParsable<Section>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Parse(s);

    static bool ISpanParsable<Section>.TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, [MaybeNullWhen(false)] out Section result)
        => TryParse(s, out result);

    private static int Compare(Section? left, Section? right) => string.CompareOrdinal(left?.Name, right?.Name);
}

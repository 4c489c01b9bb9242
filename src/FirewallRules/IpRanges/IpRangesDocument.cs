using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using FirewallRules.IpRanges;
using FirewallRules.Networks;

namespace FirewallRules;

/// <summary>An ip-ranges document: which prefixes a Datadog site uses for what, with a version that grows with every change.</summary>
/// <remarks>
/// <para>
/// Reading is strict, because a wrong document opens a network: prefixes must be canonical, in the list of their family, and no wider than
/// <see cref="IpRangesReadOptions"/> allows; keys must not repeat; and there must be at least one section. What this version does not know
/// (sections, keys) is kept and written back.
/// </para>
/// <para>Three forms are read: the whole document, the document of one section (<c>logs.json</c>), and a bare section object.</para>
/// </remarks>
[JsonConverter(typeof(IpRangesDocumentConverter))]
public sealed class IpRangesDocument
{
    /// <summary>The largest document that is read, in bytes (16 MiB).</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    private readonly Dictionary<Section, IpRangesSection> _sections;

    internal IpRangesDocument(
        IpRangesReadOptions options, long? version, string? modified, IReadOnlyList<IpRangesSection> sections, IReadOnlyDictionary<string, JsonElement> unknown)
    {
        (Site, Version, Modified, Sections, UnknownKeys) = (options.Site, version, modified, sections, unknown);
        _sections = sections.ToDictionary(section => section.Name);
        Provenance = new Provenance(Site, Version, ReadDay(modified), options.Origin);
    }

    /// <summary>The site that published the document; <see langword="null"/> when the reader was not told.</summary>
    public Site? Site { get; }

    /// <summary>The version, which grows with every change of the document; <see langword="null"/> when it has none. It alone orders documents.</summary>
    public long? Version { get; }

    /// <summary>The time of the last modification as published; two spellings occur, and it is not reliable.</summary>
    public string? Modified { get; }

    /// <summary>Site, version, day of modification and origin, for headers and comments.</summary>
    public Provenance Provenance { get; }

    /// <summary>The sections in the order in which they are published.</summary>
    public IReadOnlyList<IpRangesSection> Sections { get; }

    /// <summary>Top-level keys that are no section and not known to this version; they survive a round trip.</summary>
    public IReadOnlyDictionary<string, JsonElement> UnknownKeys { get; }

    /// <summary>The section of that name.</summary>
    /// <exception cref="KeyNotFoundException">The document has no such section; the message lists those it has.</exception>
    public IpRangesSection this[Section section]
        => TryGetSection(section, out var found)
            ? found
            : throw new KeyNotFoundException(
                $"The document ({PrintableText.Of(Provenance.ToString())}) has no section '{section}'; it has {string.Join(", ", _sections.Keys.Order())}.");

    /// <summary>Finds the section of that name.</summary>
    /// <returns>Whether the document has it.</returns>
    public bool TryGetSection(Section section, [NotNullWhen(true)] out IpRangesSection? found)
    {
        ArgumentNullException.ThrowIfNull(section);
        return _sections.TryGetValue(section, out found);
    }

    /// <summary>Reads a document from UTF-8 JSON; a byte order mark is skipped.</summary>
    /// <exception cref="IpRangesFormatException">The text is not a document that rules can be made from.</exception>
    public static IpRangesDocument Parse(ReadOnlySpan<byte> utf8Json, IpRangesReadOptions? options = null)
        => IpRangesReader.Read(utf8Json, options ?? new IpRangesReadOptions());

    /// <inheritdoc cref="Parse(ReadOnlySpan{byte}, IpRangesReadOptions)" />
    public static IpRangesDocument Parse(string json, IpRangesReadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        return Parse(Encoding.UTF8.GetBytes(json), options);
    }

    /// <summary>The document as indented JSON with LF line ends, unknown keys included.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, IpRangesJsonContext.Default.IpRangesDocument).ReplaceLineEndings("\n");

    /// <summary>The provenance, such as <c>us1 version 59, modified 2024-10-17 (embedded snapshot)</c>.</summary>
    public override string ToString() => Provenance.ToString();

    private static DateOnly? ReadDay(string? modified)
    {
        string[] forms = ["yyyy-MM-dd-HH-mm-ss", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ssK"];
        return DateTimeOffset.TryParseExact(modified, forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? DateOnly.FromDateTime(time.UtcDateTime)
            : null;
    }
}

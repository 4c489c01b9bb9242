using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using FirewallRules.IpRanges;

namespace FirewallRules;

/// <summary>
/// An ip-ranges document: the prefixes that a Datadog site uses, by section, with a version that grows with every change. Equal by
/// reference.
/// </summary>
/// <remarks>
/// <para>
/// Parsing is strict, because a wrong document opens a network: prefixes must be canonical, in the list of their family, and no wider than
/// <see cref="IpRangesReadOptions"/> allow; keys must be unique; and there must be at least one section. Unknown sections and keys are kept
/// and written back.
/// </para>
/// <para>Three forms are accepted: the whole document, the document of one section (<c>logs.json</c>), and a bare section object.</para>
/// </remarks>
[JsonConverter(typeof(IpRangesDocumentConverter))]
public sealed class IpRangesDocument
{
    /// <summary>The maximum size of a document, in bytes (16 MiB).</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    private readonly Dictionary<Section, IpRangesSection> _sections;

    internal IpRangesDocument(
        IpRangesReadOptions options,
        long? version,
        string? modified,
        IReadOnlyList<IpRangesSection> sections,
        IReadOnlyDictionary<string, JsonElement> unknown)
    {
        (Site, Version, Modified, Sections, UnknownKeys) = (options.Site, version, modified, sections, unknown);
        _sections = sections.ToDictionary(section => section.Section);
        Provenance = new Provenance(Site, Version, ReadDay(modified), options.Origin);
    }

    /// <summary>
    /// The site that published the document; <see langword="null"/> when <see cref="IpRangesReadOptions.Site"/> was not set.
    /// </summary>
    public Site? Site { get; }

    /// <summary>
    /// The version, which grows with every change of the document; <see langword="null"/> when it has none. See
    /// <see cref="Provenance.IsOlderThan"/> for the order of documents.
    /// </summary>
    public long? Version { get; }

    /// <summary>
    /// The time of the last modification as published; <see langword="null"/> when it is missing or no JSON string. Its format varies, and it is
    /// not reliable.
    /// </summary>
    public string? Modified { get; }

    /// <summary>The site, version, day of modification and origin, for headers and comments.</summary>
    public Provenance Provenance { get; }

    /// <summary>The document to take locations from: this one, unless the locations at its date were not recorded.</summary>
    internal IpRangesDocument Located => LocatedSource?.Value ?? this;

    internal Lazy<IpRangesDocument>? LocatedSource { private get; set; }

    /// <summary>Whether this document is older than another one of its site; see <see cref="Provenance.IsOlderThan"/>.</summary>
    /// <remarks>
    /// A document that is not newer than <see cref="IpRangesSnapshot.Us1WithLocations"/> is older than <see cref="IpRangesSnapshot.Us1"/>.
    /// </remarks>
    public bool IsOlderThan(IpRangesDocument other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Provenance.IsOlderThan(other.Provenance)
            || (!ReferenceEquals(other, other.Located) && !other.Located.Provenance.IsOlderThan(Provenance));
    }

    /// <summary>The sections in the order in which they are published.</summary>
    public IReadOnlyList<IpRangesSection> Sections { get; }

    /// <summary>Top-level keys that are neither sections nor known to this version. They are written back.</summary>
    public IReadOnlyDictionary<string, JsonElement> UnknownKeys { get; }

    /// <summary>Gets a section.</summary>
    /// <exception cref="SectionNotFoundException">The document does not have the section.</exception>
    public IpRangesSection this[Section section]
        => TryGetSection(section, out var found)
            ? found
            : throw new SectionNotFoundException(section, _sections.Keys, Provenance);

    /// <summary>Gets a section.</summary>
    /// <returns>Whether the document has the section.</returns>
    public bool TryGetSection(Section section, [NotNullWhen(true)] out IpRangesSection? found)
    {
        ArgumentNullException.ThrowIfNull(section);
        return _sections.TryGetValue(section, out found);
    }

    /// <summary>Parses a document from UTF-8 JSON; a byte order mark is skipped.</summary>
    /// <exception cref="IpRangesFormatException">The text is not a document that rules can be made from.</exception>
    /// <example><code>
    /// var json = File.ReadAllBytes("ip-ranges.json");
    /// var document = IpRangesDocument.Parse(json, new IpRangesReadOptions { Site = Site.Eu1, Origin = "ip-ranges.json" });
    /// Console.WriteLine(document[Section.Logs].Addresses);
    /// </code></example>
    public static IpRangesDocument Parse(ReadOnlySpan<byte> utf8Json, IpRangesReadOptions? options = null)
        => IpRangesReader.Read(utf8Json, options ?? new IpRangesReadOptions());

    /// <summary>Parses a document from JSON.</summary>
    /// <inheritdoc cref="Parse(ReadOnlySpan{byte}, IpRangesReadOptions)" path="/exception" />
    public static IpRangesDocument Parse(string json, IpRangesReadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        return Parse(Encoding.UTF8.GetBytes(json), options);
    }

    /// <summary>Parses a document from UTF-8 JSON without throwing for an invalid one; a byte order mark is skipped.</summary>
    /// <param name="utf8Json">The JSON.</param>
    /// <param name="document">The document; <see langword="null"/> when the text is not accepted.</param>
    /// <param name="options">Facts that the document does not contain, and limits; <see langword="null"/> for the defaults.</param>
    /// <returns>Whether the text is a document that rules can be made from.</returns>
    public static bool TryParse(ReadOnlySpan<byte> utf8Json, [NotNullWhen(true)] out IpRangesDocument? document, IpRangesReadOptions? options = null)
        => TryParse(utf8Json, options, out document, out _);

    /// <summary>Parses a document from JSON without throwing for an invalid one.</summary>
    /// <param name="json">The JSON; <see langword="null"/> is not accepted.</param>
    /// <param name="document">The document; <see langword="null"/> when the text is not accepted.</param>
    /// <param name="options">Facts that the document does not contain, and limits; <see langword="null"/> for the defaults.</param>
    /// <returns>Whether the text is a document that rules can be made from.</returns>
    public static bool TryParse(
        [NotNullWhen(true)] string? json, [NotNullWhen(true)] out IpRangesDocument? document, IpRangesReadOptions? options = null)
        => TryParse(json, options, out document, out _);

    /// <summary>Parses a document from UTF-8 JSON, and returns the reason when it is not accepted.</summary>
    /// <param name="utf8Json">The JSON; a byte order mark is skipped.</param>
    /// <param name="options">Facts that the document does not contain, and limits; <see langword="null"/> for the defaults.</param>
    /// <param name="document">The document; <see langword="null"/> when the text is not accepted.</param>
    /// <param name="error">
    /// What <see cref="Parse(ReadOnlySpan{byte}, IpRangesReadOptions)"/> would throw; <see langword="null"/> with a document.
    /// </param>
    /// <returns>Whether the text is a document that rules can be made from.</returns>
    public static bool TryParse(
        ReadOnlySpan<byte> utf8Json,
        IpRangesReadOptions? options,
        [NotNullWhen(true)] out IpRangesDocument? document,
        [NotNullWhen(false)] out IpRangesFormatException? error)
    {
        try
        {
            (document, error) = (Parse(utf8Json, options), null);
            return true;
        }
        catch (IpRangesFormatException e)
        {
            (document, error) = (null, e);
            return false;
        }
    }

    /// <summary>Parses a document from JSON, and returns the reason when it is not accepted.</summary>
    /// <param name="json">The JSON; <see langword="null"/> is treated as an empty text.</param>
    /// <param name="options">Facts that the document does not contain, and limits; <see langword="null"/> for the defaults.</param>
    /// <param name="document">The document; <see langword="null"/> when the text is not accepted.</param>
    /// <param name="error">
    /// What <see cref="Parse(string, IpRangesReadOptions)"/> would throw; <see langword="null"/> with a document.
    /// </param>
    /// <returns>Whether the text is a document that rules can be made from.</returns>
    public static bool TryParse(
        [NotNullWhen(true)] string? json,
        IpRangesReadOptions? options,
        [NotNullWhen(true)] out IpRangesDocument? document,
        [NotNullWhen(false)] out IpRangesFormatException? error)
        => TryParse(Encoding.UTF8.GetBytes(json ?? ""), options, out document, out error);

    /// <summary>Returns the document as indented JSON with LF line endings, including unknown keys.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, IpRangesJsonContext.Default.IpRangesDocument).ReplaceLineEndings("\n");

    /// <summary>The provenance, such as <c>us1 version 59, modified 2024-10-17 (embedded snapshot)</c>.</summary>
    public override string ToString() => Provenance.ToString();

    private static DateOnly? ReadDay(string? modified)
    {
        string[] forms = ["yyyy-MM-dd-HH-mm-ss", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy-MM-dd"];
        return DateTimeOffset.TryParseExact(modified, forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? DateOnly.FromDateTime(time.UtcDateTime)
            : null;
    }
}

using System.Numerics;
using System.Text;
using System.Text.Json;

namespace FirewallRules.IpRanges;

/// <summary>Reads an ip-ranges document strictly.</summary>
internal ref struct IpRangesReader
{
    public const string VersionKey = "version";
    public const string ModifiedKey = "modified";
    public const string IPv4Key = "prefixes_ipv4";
    public const string IPv6Key = "prefixes_ipv6";
    public const string IPv4ByLocationKey = "prefixes_ipv4_by_location";
    public const string IPv6ByLocationKey = "prefixes_ipv6_by_location";

    private static readonly string[] ListKeys = [IPv4Key, IPv6Key, IPv4ByLocationKey, IPv6ByLocationKey];

    private readonly IpRangesReadOptions _options;
    private JsonCursor _json;

    private IpRangesReader(Utf8JsonReader json, IpRangesReadOptions options)
    {
        _json = new JsonCursor(json);
        _options = options;
    }

    /// <summary>Reads a whole text.</summary>
    /// <exception cref="IpRangesFormatException">The text is not an ip-ranges document.</exception>
    public static IpRangesDocument Read(ReadOnlySpan<byte> utf8Json, IpRangesReadOptions options)
    {
        if (utf8Json.Length > IpRangesDocument.MaxBytes)
        {
            throw new IpRangesFormatException(
                IpRangesFormatError.TooLarge, "$", "the document is larger than 16 MiB; a real document has a few kilobytes")
            {
                Limit = IpRangesDocument.MaxBytes,
            };
        }

        utf8Json = utf8Json.StartsWith(Encoding.UTF8.Preamble) ? utf8Json[Encoding.UTF8.Preamble.Length..] : utf8Json;
        if (utf8Json.Trim(" \t\r\n"u8).IsEmpty)
        {
            throw new IpRangesFormatException(IpRangesFormatError.Empty, "$", "the document is empty");
        }

        var reader = new IpRangesReader(new Utf8JsonReader(utf8Json, new JsonReaderOptions { MaxDepth = JsonCursor.MaxDepth }), options);
        try
        {
            reader._json.Read();
            var document = reader.ReadDocument();
            reader._json.Read();
            return document;
        }
        catch (JsonException e)
        {
            throw reader._json.RefuseJson(e);
        }
    }

    /// <summary>Reads the value at the position of <paramref name="json"/> and moves to its last token.</summary>
    /// <exception cref="IpRangesFormatException">The value is not an ip-ranges document.</exception>
    public static IpRangesDocument Read(ref Utf8JsonReader json, IpRangesReadOptions options)
    {
        var reader = new IpRangesReader(json, options);
        var document = reader.ReadDocument();
        json = reader._json.Reader;
        return document;
    }

    private IpRangesDocument ReadDocument()
    {
        long? version = null;
        string? modified = null;
        var sections = new List<IpRangesSection>();
        var unknown = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        var bare = new IpRangesSectionContent();
        _json.Expect(JsonTokenType.StartObject, "an ip-ranges document must be a JSON object");
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (_json.NextKey(keys) is { } key)
        {
            if (key == VersionKey)
            {
                version = _json.ReadWholeNumber("the version must be a whole number, at least 0");
            }
            else if (key == ModifiedKey && _json.TokenType == JsonTokenType.String)
            {
                modified = _json.ReadString("the time of modification must be a JSON string");
            }
            else if (TryReadList(bare, key))
            {
            }
            else if (ReadSection(key) is { } section)
            {
                sections.Add(section);
            }
            else
            {
                unknown.Add(key, _json.ReadElement());
            }

            _json.LeaveKey();
        }

        if (bare.HasLists)
        {
            sections.Add(BareSection(bare, sections.Count));
        }

        return sections.Count > 0
            ? new IpRangesDocument(_options, version, modified, sections, unknown)
            : throw _json.Refuse(IpRangesFormatError.NoSections, "the document has no section with prefixes; is it an ip-ranges document?");
    }

    private readonly IpRangesSection BareSection(IpRangesSectionContent content, int otherSections)
    {
        if (otherSections > 0)
        {
            throw _json.Refuse(IpRangesFormatError.MixedForms, "the document has both sections and prefix lists outside of sections");
        }

        var name = _options.Section
            ?? throw _json.Refuse(IpRangesFormatError.UnnamedSection, "the document is a single section without a name; set IpRangesReadOptions.Section");
        return Checked(new IpRangesSection(name, content));
    }

    // A known name must be a section object. An unknown key is a section if it is an object with prefix lists; otherwise it is kept as it is.
    private IpRangesSection? ReadSection(string key)
    {
        var isName = Section.TryParse(key, out var name);
        var isKnown = isName && Section.Known.Contains(name);
        if (!isKnown && (_json.TokenType != JsonTokenType.StartObject || !_json.HasAnyKey(ListKeys)))
        {
            return null;
        }

        if (!isName)
        {
            throw _json.Refuse(
                IpRangesFormatError.InvalidName,
                $"a section needs a name of 1 to {Section.MaxNameLength} printable ASCII characters without a space at either end");
        }

        _json.Expect(JsonTokenType.StartObject, "a section must be a JSON object");
        var content = new IpRangesSectionContent();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (_json.NextKey(keys) is { } inner)
        {
            if (!TryReadList(content, inner))
            {
                content.Unknown.Add(inner, _json.ReadElement());
            }

            _json.LeaveKey();
        }

        return Checked(new IpRangesSection(name!, content));
    }

    // Many wide prefixes together are as dangerous as one that is too wide.
    private readonly IpRangesSection Checked(IpRangesSection section)
    {
        var addresses = section.Locations
            .Aggregate(new AddressSetBuilder().Add(section.Addresses), (all, location) => all.Add(section.AddressesAt(location)))
            .ToAddressSet();
        foreach (var (family, shortest) in new[] { (IpFamily.IPv4, _options.ShortestIPv4Prefix), (IpFamily.IPv6, _options.ShortestIPv6Prefix) })
        {
            var (count, bits) = family == IpFamily.IPv4 ? (addresses.IPv4.CountAddresses(), 32) : (addresses.IPv6.CountAddresses(), 128);
            if (count > BigInteger.One << (bits - shortest))
            {
                throw _json.Refuse(
                    IpRangesFormatError.TooManyAddresses,
                    $"the section has {count} {family} addresses in total, more than a /{shortest}, the widest accepted {family} prefix");
            }
        }

        return section;
    }

    private bool TryReadList(IpRangesSectionContent content, string key)
    {
        switch (key)
        {
            case IPv4Key:
                content.IPv4 = ReadPrefixes(IpFamily.IPv4, _options.ShortestIPv4Prefix);
                return true;
            case IPv6Key:
                content.IPv6 = ReadPrefixes(IpFamily.IPv6, _options.ShortestIPv6Prefix);
                return true;
            case IPv4ByLocationKey:
                content.IPv4ByLocation = ReadLocations(IpFamily.IPv4, _options.ShortestIPv4Prefix);
                return true;
            case IPv6ByLocationKey:
                content.IPv6ByLocation = ReadLocations(IpFamily.IPv6, _options.ShortestIPv6Prefix);
                return true;
            default:
                return false;
        }
    }

    private Dictionary<string, Cidr[]> ReadLocations(IpFamily family, int shortest)
    {
        _json.Expect(JsonTokenType.StartObject, "prefixes by location must be a JSON object");
        var locations = new Dictionary<string, Cidr[]>(StringComparer.Ordinal);
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (_json.NextKey(keys) is { } location)
        {
            locations.Add(location, ReadPrefixes(family, shortest));
            _json.LeaveKey();
        }

        return locations;
    }

    private Cidr[] ReadPrefixes(IpFamily family, int shortest)
    {
        _json.Expect(JsonTokenType.StartArray, "prefixes must be a JSON array of strings");
        var prefixes = new List<Cidr>();
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            _json.EnterElement(prefixes.Count);
            prefixes.Add(ReadPrefix(family, shortest));
            _json.LeaveElement();
        }

        return [.. prefixes];
    }

    private readonly Cidr ReadPrefix(IpFamily family, int shortest)
    {
        var text = _json.ReadString("a prefix must be a JSON string");
        if (!Cidr.TryParse(text, CidrStyles.Strict, out var prefix, out var error))
        {
            throw _json.Refuse(IpRangesFormatError.InvalidPrefix, new CidrFormatException(text, error).Message);
        }

        if (prefix.Family != family)
        {
            throw _json.RefusePrefix(
                IpRangesFormatError.WrongFamily, prefix, $"'{prefix}' is an {prefix.Family} prefix in a list of {family} prefixes");
        }

        if (prefix.PrefixLength < shortest)
        {
            throw _json.RefusePrefix(
                IpRangesFormatError.PrefixTooWide, prefix, $"'{prefix}' is wider than /{shortest}, the widest accepted {family} prefix", shortest);
        }

        return _options.AllowSpecialPurpose || !SpecialPurpose.NotForHosts.Overlaps(prefix)
            ? prefix
            : throw _json.RefusePrefix(
                IpRangesFormatError.SpecialPurpose, prefix, $"'{prefix}' contains addresses for a special purpose ({PurposeOf(prefix)})");
    }

    // The prefix is inside a block, or contains one.
    private static string PurposeOf(Cidr prefix)
    {
        var block = SpecialPurpose.Blocks.First(block => block.Prefix.Overlaps(prefix));
        return $"{block.Name}, {block.Source}";
    }
}

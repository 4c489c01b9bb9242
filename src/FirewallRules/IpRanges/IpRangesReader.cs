using System.Text;
using System.Text.Json;
using FirewallRules.Networks;

namespace FirewallRules.IpRanges;

/// <summary>Reads the JSON token by token, so that every refusal knows its path and repeated keys are seen.</summary>
internal ref struct IpRangesReader
{
    public const string VersionKey = "version";
    public const string ModifiedKey = "modified";
    public const string IPv4Key = "prefixes_ipv4";
    public const string IPv6Key = "prefixes_ipv6";
    public const string IPv4ByLocationKey = "prefixes_ipv4_by_location";
    public const string IPv6ByLocationKey = "prefixes_ipv6_by_location";

    private const int MaxDepth = 16;

    private readonly IpRangesReadOptions _options;
    private readonly List<string> _path = ["$"];
    private Utf8JsonReader _json;

    private IpRangesReader(Utf8JsonReader json, IpRangesReadOptions options)
    {
        _json = json;
        _options = options;
    }

    private readonly string Path => string.Concat(_path);

    public static IpRangesDocument Read(ReadOnlySpan<byte> utf8Json, IpRangesReadOptions options)
    {
        if (utf8Json.Length > IpRangesDocument.MaxBytes)
        {
            throw new IpRangesFormatException("$", "the document is over 16 MiB; a real one takes a few kilobytes");
        }

        utf8Json = utf8Json.StartsWith(Encoding.UTF8.Preamble) ? utf8Json[Encoding.UTF8.Preamble.Length..] : utf8Json;
        if (utf8Json.Trim(" \t\r\n"u8).IsEmpty)
        {
            throw new IpRangesFormatException("$", "the document is empty");
        }

        var reader = new IpRangesReader(new Utf8JsonReader(utf8Json, new JsonReaderOptions { MaxDepth = MaxDepth }), options);
        try
        {
            reader._json.Read();
            var document = reader.ReadDocument();
            reader._json.Read();
            return document;
        }
        catch (JsonException e)
        {
            throw NotJson(reader.Path, reader._json, e);
        }
    }

    /// <summary>Reads the value that <paramref name="json"/> stands on and leaves it on its last token.</summary>
    public static IpRangesDocument Read(ref Utf8JsonReader json, IpRangesReadOptions options)
    {
        var reader = new IpRangesReader(json, options);
        var document = reader.ReadDocument();
        json = reader._json;
        return document;
    }

    private IpRangesDocument ReadDocument()
    {
        long? version = null;
        string? modified = null;
        var sections = new List<IpRangesSection>();
        var unknown = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        var bare = new IpRangesSectionContent();
        Expect(JsonTokenType.StartObject, "an ip-ranges document is a JSON object");
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (NextKey(keys) is { } key)
        {
            if (key == VersionKey)
            {
                version = ReadVersion();
            }
            else if (key == ModifiedKey)
            {
                modified = ReadString("the time of modification is a JSON string");
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
                unknown.Add(key, ReadUnknown());
            }

            LeaveKey();
        }

        if (bare.HasLists)
        {
            sections.Add(BareSection(bare, sections.Count));
        }

        return sections.Count > 0
            ? new IpRangesDocument(_options, version, modified, sections, unknown)
            : throw Refuse("the document has no section with prefixes; is it an ip-ranges document?");
    }

    private readonly IpRangesSection BareSection(IpRangesSectionContent content, int others)
    {
        if (others > 0)
        {
            throw Refuse("prefix lists stand beside sections; a document has either");
        }

        var name = _options.Section ?? throw Refuse("the document is one bare section without its name: say which section it is");
        return new IpRangesSection(name, content);
    }

    // A name that this version knows must be a section object; another is one when it holds prefix lists, and kept as it is when not.
    private IpRangesSection? ReadSection(string key)
    {
        var isName = Section.TryParse(key, out var name);
        var isKnown = isName && Section.Known.Contains(name);
        if (!isKnown && (!isName || _json.TokenType != JsonTokenType.StartObject || !HoldsLists()))
        {
            return null;
        }

        Expect(JsonTokenType.StartObject, "a section is a JSON object");
        var content = new IpRangesSectionContent();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (NextKey(keys) is { } inner)
        {
            if (!TryReadList(content, inner))
            {
                content.Unknown.Add(inner, ReadUnknown());
            }

            LeaveKey();
        }

        return new IpRangesSection(name!, content);
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
        Expect(JsonTokenType.StartObject, "prefixes by location are a JSON object");
        var locations = new Dictionary<string, Cidr[]>(StringComparer.Ordinal);
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (NextKey(keys) is { } location)
        {
            locations.Add(location, ReadPrefixes(family, shortest));
            LeaveKey();
        }

        return locations;
    }

    private Cidr[] ReadPrefixes(IpFamily family, int shortest)
    {
        Expect(JsonTokenType.StartArray, "prefixes are a JSON array of strings");
        var prefixes = new List<Cidr>();
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            _path.Add($"[{prefixes.Count}]");
            var text = ReadString("a prefix is a JSON string");
            if (!Cidr.TryParse(text, CidrStyles.Strict, out var prefix, out var error))
            {
                throw Refuse(new CidrFormatException(text, error).Message);
            }

            if (prefix.Family != family)
            {
                throw Refuse($"'{prefix}' is an {prefix.Family} prefix in a list of {family} prefixes");
            }

            if (prefix.PrefixLength < shortest)
            {
                throw Refuse($"'{prefix}' is wider than /{shortest}, the widest {family} prefix that is believed");
            }

            prefixes.Add(prefix);
            _path.RemoveAt(_path.Count - 1);
        }

        return [.. prefixes];
    }

    private readonly long ReadVersion()
        => _json.TokenType == JsonTokenType.Number && _json.TryGetInt64(out var version) && version >= 0
            ? version
            : throw Refuse("a version is a whole number from 0");

    private readonly string ReadString(string otherwise)
    {
        Expect(JsonTokenType.String, otherwise);
        try
        {
            return _json.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw new IpRangesFormatException(Path, "the string is not valid Unicode", e);
        }
    }

    private JsonElement ReadUnknown()
    {
        CheckAhead();
        return JsonElement.ParseValue(ref _json);
    }

    // A value that is only kept has to be text all the same: it is written back, and the writer takes nothing else.
    private readonly void CheckAhead()
    {
        var ahead = _json;
        try
        {
            do
            {
                _ = ahead.TokenType is JsonTokenType.String or JsonTokenType.PropertyName ? ahead.GetString() : null;
            }
            while ((ahead.CurrentDepth > _json.CurrentDepth || ahead.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) && ahead.Read());
        }
        catch (JsonException e)
        {
            throw NotJson(Path, ahead, e);
        }
        catch (InvalidOperationException e)
        {
            throw new IpRangesFormatException(Path, "a string in it is not valid Unicode", e);
        }
    }

    /// <summary>Goes on to the next key and its value's first token; null at the end of the object.</summary>
    private string? NextKey(HashSet<string> seen)
    {
        _json.Read();
        if (_json.TokenType == JsonTokenType.EndObject)
        {
            return null;
        }

        string key;
        try
        {
            key = _json.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw new IpRangesFormatException(Path, "a key is not valid Unicode", e);
        }

        _path.Add(PathStep(key));
        if (!seen.Add(key))
        {
            throw Refuse("the key stands twice");
        }

        _json.Read();
        return key;
    }

    private readonly void LeaveKey() => _path.RemoveAt(_path.Count - 1);

    private readonly void Expect(JsonTokenType token, string otherwise)
    {
        if (_json.TokenType != token)
        {
            throw Refuse(otherwise);
        }
    }

    private readonly IpRangesFormatException Refuse(string reason) => new(Path, reason);

    private readonly bool HoldsLists()
    {
        CheckAhead();
        var ahead = _json;
        var depth = ahead.CurrentDepth;
        while (ahead.Read() && ahead.CurrentDepth > depth)
        {
            if (ahead.TokenType == JsonTokenType.PropertyName && ahead.CurrentDepth == depth + 1
                && (ahead.ValueTextEquals(IPv4Key) || ahead.ValueTextEquals(IPv6Key)
                    || ahead.ValueTextEquals(IPv4ByLocationKey) || ahead.ValueTextEquals(IPv6ByLocationKey)))
            {
                return true;
            }
        }

        return false;
    }

    private static IpRangesFormatException NotJson(string path, in Utf8JsonReader at, JsonException fault)
    {
        // An opening bracket counts as the level above it; where one more would be too deep, the reader stands on the one before.
        var depth = at.CurrentDepth + (at.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray ? 1 : 0);
        var place = $"line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}";
        return new IpRangesFormatException(path, depth >= MaxDepth ? $"nested more than {MaxDepth} deep at {place}" : $"not JSON at {place}", fault);
    }

    private static string PathStep(string key)
        => Section.TryParse(key, out _) && !key.Contains('.') ? "." + key : $"['{PrintableText.Of(key)}']";
}

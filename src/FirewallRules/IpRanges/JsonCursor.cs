using System.Buffers;
using System.Text.Json;
using FirewallRules.Networks;

namespace FirewallRules.IpRanges;

/// <summary>
/// Moves through JSON token by token and keeps the path, so that every error can be located and duplicate keys are found.
/// </summary>
internal ref struct JsonCursor(Utf8JsonReader json)
{
    /// <summary>How deep the JSON may be nested.</summary>
    public const int MaxDepth = 16;

    private static readonly SearchValues<char> PlainCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-_");

    private readonly List<string> _path = ["$"];
    private Utf8JsonReader _json = json;

    /// <summary>The reader at the current position, for the caller that passed it in.</summary>
    public readonly Utf8JsonReader Reader => _json;

    public readonly JsonTokenType TokenType => _json.TokenType;

    private readonly string Path => string.Concat(_path);

    public bool Read() => _json.Read();

    /// <summary>Moves to the next key and the first token of its value.</summary>
    /// <param name="seen">The keys of the object so far.</param>
    /// <returns>The key; null at the end of the object.</returns>
    public string? NextKey(HashSet<string> seen)
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
            throw Refuse(IpRangesFormatError.InvalidText, "a key is not valid Unicode", e);
        }

        _path.Add(PathStep(key));
        if (!seen.Add(key))
        {
            throw Refuse(IpRangesFormatError.DuplicateKey, "duplicate key");
        }

        _json.Read();
        return key;
    }

    /// <summary>Ends the value of a key.</summary>
    public readonly void LeaveKey() => _path.RemoveAt(_path.Count - 1);

    public readonly void EnterElement(int index) => _path.Add($"[{index}]");

    public readonly void LeaveElement() => _path.RemoveAt(_path.Count - 1);

    public readonly void Expect(JsonTokenType token, string reason)
    {
        if (_json.TokenType != token)
        {
            throw Refuse(IpRangesFormatError.WrongType, reason);
        }
    }

    public readonly string ReadString(string reason)
    {
        Expect(JsonTokenType.String, reason);
        try
        {
            return _json.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw Refuse(IpRangesFormatError.InvalidText, "the string is not valid Unicode", e);
        }
    }

    public readonly long ReadWholeNumber(string reason)
        => _json.TokenType == JsonTokenType.Number && _json.TryGetInt64(out var number) && number >= 0
            ? number
            : throw Refuse(IpRangesFormatError.WrongType, reason);

    /// <summary>Reads a value of any type.</summary>
    public JsonElement ReadElement()
    {
        CheckStrings();
        return JsonElement.ParseValue(ref _json);
    }

    /// <summary>Whether the object at this position has one of the keys. The position stays.</summary>
    public readonly bool HasAnyKey(ReadOnlySpan<string> keys)
    {
        CheckStrings();
        var ahead = _json;
        var depth = ahead.CurrentDepth;
        while (ahead.Read() && ahead.CurrentDepth > depth)
        {
            if (ahead.TokenType != JsonTokenType.PropertyName || ahead.CurrentDepth != depth + 1)
            {
                continue;
            }

            foreach (var key in keys)
            {
                if (ahead.ValueTextEquals(key))
                {
                    return true;
                }
            }
        }

        return false;
    }

    public readonly IpRangesFormatException Refuse(IpRangesFormatError error, string reason, Exception? innerException = null)
        => new(error, Path, reason, innerException);

    public readonly IpRangesFormatException RefusePrefix(IpRangesFormatError error, Cidr prefix, string reason, int? limit = null)
        => new(error, Path, reason) { Prefix = prefix, Limit = limit };

    public readonly IpRangesFormatException RefuseJson(JsonException fault) => RefuseJson(_json, fault);

    // Unknown values must be valid Unicode, too: they are written back, and the writer rejects anything else.
    private readonly void CheckStrings()
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
            throw RefuseJson(ahead, e);
        }
        catch (InvalidOperationException e)
        {
            throw Refuse(IpRangesFormatError.InvalidText, "the value contains a string that is not valid Unicode", e);
        }
    }

    private readonly IpRangesFormatException RefuseJson(in Utf8JsonReader at, JsonException fault)
    {
        // The reader counts an opening bracket as part of the level above it, and stays on the one before the bracket that is too deep.
        var depth = at.CurrentDepth + (at.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray ? 1 : 0);
        var (line, column) = (fault.LineNumber + 1, fault.BytePositionInLine + 1);
        return depth >= MaxDepth
            ? new(IpRangesFormatError.TooDeep, Path, $"nested more than {MaxDepth} levels deep at line {line}, byte {column}", fault)
            {
                Limit = MaxDepth,
                Line = line,
                Column = column,
            }
            : new(IpRangesFormatError.InvalidJson, Path, $"not valid JSON at line {line}, byte {column}", fault) { Line = line, Column = column };
    }

    private static string PathStep(string key)
        => key.Length > 0 && char.IsAsciiLetterOrDigit(key[0]) && !key.AsSpan().ContainsAnyExcept(PlainCharacters) && key.Length <= Section.MaxNameLength
            ? "." + key
            : $"['{PrintableText.Of(key)}']";
}

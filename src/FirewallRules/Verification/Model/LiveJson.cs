using System.Globalization;
using System.Text;
using System.Text.Json;

namespace FirewallRules.Verification;

/// <summary>A value in a JSON listing, with the path to it for messages. The names of properties are compared without regard to case.</summary>
internal sealed class LiveJson
{
    private readonly JsonElement _value;
    private readonly LiveJson? _parent;
    private readonly string _step;
    private Dictionary<string, LiveJson>? _properties;

    private LiveJson(JsonElement value, LiveJson? parent, string step, string source) => (_value, _parent, _step, Source) = (value, parent, step, source);

    /// <summary>What the listing should be, such as <c>the output of nft -j list ruleset</c>.</summary>
    public string Source { get; }

    /// <summary>Where the value is, such as <c>$.SecurityGroups[0].GroupId</c>. Untrusted text.</summary>
    public string Path
    {
        get
        {
            var steps = new Stack<string>();
            for (var at = this; at is not null; at = at._parent)
            {
                steps.Push(at._step);
            }

            return string.Concat(steps);
        }
    }

    public bool IsObject => _value.ValueKind == JsonValueKind.Object;

    public bool IsArray => _value.ValueKind == JsonValueKind.Array;

    /// <summary>A string as it is, a number as it is written, and <c>True</c> or <c>False</c>; <see langword="null"/> for an array or object.</summary>
    /// <exception cref="LiveStateFormatException">The string is not Unicode.</exception>
    public string? Text => _value.ValueKind switch
    {
        JsonValueKind.String => Decoded(_value.GetString, this)!,
        JsonValueKind.Number => _value.GetRawText(),
        JsonValueKind.True => bool.TrueString,
        JsonValueKind.False => bool.FalseString,
        _ => null,
    };

    /// <summary>The value as it is written.</summary>
    public string Raw => _value.GetRawText();

    /// <summary>A whole number, also one in a string; <see langword="null"/> for anything else.</summary>
    public int? Number => int.TryParse(Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The properties of an object that are not null.</summary>
    public IReadOnlyDictionary<string, LiveJson> Properties => _properties ??= ReadProperties();

    /// <summary>The elements of an array that are not null. Any other value is its own only element: some programs write a list of one so.</summary>
    public IEnumerable<LiveJson> Items
    {
        get
        {
            // Windows PowerShell 5.1 writes some arrays as an object.
            var list = IsObject && Properties.Count == 2 && Properties.ContainsKey("Count") && Properties.TryGetValue("value", out var inner) ? inner : this;
            return list.IsArray
                ? list._value.EnumerateArray().Select((item, i) => (item, i)).Where(pair => pair.item.ValueKind != JsonValueKind.Null)
                    .Select(pair => new LiveJson(pair.item, list, $"[{pair.i.ToString(CultureInfo.InvariantCulture)}]", Source))
                : [list];
        }
    }

    /// <summary>Reads a text in UTF-8, or in UTF-16 with a byte order mark.</summary>
    /// <param name="text">The text.</param>
    /// <param name="source">What it should be, for messages.</param>
    /// <exception cref="LiveStateFormatException">The text is not JSON.</exception>
    public static LiveJson Parse(ReadOnlyMemory<byte> text, string source)
    {
        try
        {
            using var document = JsonDocument.Parse(ToUtf8(text));
            return new LiveJson(document.RootElement.Clone(), parent: null, "$", source);
        }
        catch (JsonException e)
        {
            throw new LiveStateFormatException(source, "it is not JSON", (e.LineNumber ?? -1) + 1, e);
        }
    }

    /// <summary>The property with a name; <see langword="null"/> where it is missing or null, or this is no object.</summary>
    public LiveJson? Find(string name) => Properties.GetValueOrDefault(name);

    /// <summary>The property with a name.</summary>
    /// <exception cref="LiveStateFormatException">It is missing or null.</exception>
    public LiveJson Required(string name) => Find(name) ?? throw Fail($"has no '{name}'");

    /// <summary>The text of a property; <see langword="null"/> where it is missing or null.</summary>
    /// <exception cref="LiveStateFormatException">It is an array or object.</exception>
    public string? TextOf(string name) => Find(name) is { } value ? value.Text ?? throw value.Fail("is not a text") : null;

    /// <summary>The texts in a property that is a list or a single text; none where it is missing or null.</summary>
    /// <exception cref="LiveStateFormatException">It contains an array or object.</exception>
    public IEnumerable<string> TextsOf(string name) => Find(name)?.Items.Select(item => item.Text ?? throw item.Fail("is not a text")) ?? [];

    /// <summary>The exception for this value.</summary>
    /// <param name="what">What is wrong with it, such as <c>is not a prefix</c>.</param>
    public LiveStateFormatException Fail(string what) => new(Source, $"{Path} {what}");

    private static ReadOnlyMemory<byte> ToUtf8(ReadOnlyMemory<byte> text) => text.Span switch
    {
        [0xEF, 0xBB, 0xBF, ..] => text[3..],
        [0xFF, 0xFE, ..] => Encoding.UTF8.GetBytes(Encoding.Unicode.GetString(text.Span[2..])),
        [0xFE, 0xFF, ..] => Encoding.UTF8.GetBytes(Encoding.BigEndianUnicode.GetString(text.Span[2..])),
        _ => text,
    };

    // The parser accepts strings that are not Unicode, and fails when they are read.
    private static string? Decoded(Func<string?> read, LiveJson at)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException e)
        {
            throw new LiveStateFormatException(at.Source, $"{at.Path} has a string that is not Unicode", innerException: e);
        }
    }

    private Dictionary<string, LiveJson> ReadProperties()
    {
        var properties = new Dictionary<string, LiveJson>(StringComparer.OrdinalIgnoreCase);
        if (IsObject)
        {
            foreach (var property in _value.EnumerateObject().Where(property => property.Value.ValueKind != JsonValueKind.Null))
            {
                var name = Decoded(() => property.Name, this)!;
                properties[name] = new LiveJson(property.Value, this, $".{name}", Source);
            }
        }

        return properties;
    }
}

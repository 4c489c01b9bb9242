namespace FirewallRules.Cli.Input;

/// <summary>The path of the entries in a JSON document: RFC 9535 without filters, slices, unions and negative indexes.</summary>
internal sealed class JsonPath
{
    private JsonPath(string text, IReadOnlyList<JsonPathSegment> segments) => (Text, Segments) = (text, segments);

    /// <summary>The elements of an array.</summary>
    public static JsonPath Elements { get; } = new("$[*]", [new JsonPathSegment(Name: null, Index: null, IsDeep: false)]);

    public string Text { get; }

    public IReadOnlyList<JsonPathSegment> Segments { get; }

    /// <exception cref="CliException">The text is not a path, or uses an unsupported feature.</exception>
    public static JsonPath Parse(string text) => new(text, [.. new JsonPathParser(text).Parse()]);

    public override string ToString() => Text;
}

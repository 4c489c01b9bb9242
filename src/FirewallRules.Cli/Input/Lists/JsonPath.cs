namespace FirewallRules.Cli.Input;

/// <summary>Where the entries of a JSON document are: a part of RFC 9535, without filters, slices, unions and negative indexes.</summary>
internal sealed class JsonPath
{
    private JsonPath(string text, IReadOnlyList<JsonPathSegment> segments) => (Text, Segments) = (text, segments);

    /// <summary>The elements of an array.</summary>
    public static JsonPath Elements { get; } = new("$[*]", [new JsonPathSegment(Name: null, Index: null, IsDeep: false)]);

    public string Text { get; }

    public IReadOnlyList<JsonPathSegment> Segments { get; }

    /// <exception cref="CliException">The text is no path, or one that this is no part of.</exception>
    public static JsonPath Parse(string text) => new(text, [.. new JsonPathParser(text).Parse()]);

    public override string ToString() => Text;
}

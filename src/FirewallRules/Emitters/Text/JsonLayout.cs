namespace FirewallRules.Emitters;

/// <summary>The lines of a JSON container. <c>default</c> writes all items on the line of the bracket that opens it.</summary>
/// <param name="Item">The indentation of each item, with one item a line; <see langword="null"/> for no line breaks.</param>
/// <param name="Close">The indentation of the closing bracket; <see langword="null"/> for no line break before it.</param>
internal readonly record struct JsonLayout(string? Item, string? Close)
{
    private const int IndentSize = 2;

    /// <summary>One item a line, without indentation.</summary>
    public static JsonLayout Lines { get; } = new("", "");

    /// <summary>One item a line, indented by two spaces for each level.</summary>
    /// <param name="depth">How many containers enclose this one.</param>
    public static JsonLayout Indented(int depth) => new(new string(' ', IndentSize * (depth + 1)), new string(' ', IndentSize * depth));
}

using System.Buffers;

namespace FirewallRules.Emitters;

/// <summary>
/// Makes untrusted text harmless for comments of any language here: what could end a comment, a string or a line, or start an expansion,
/// is replaced. Text that carries meaning is never made this way; names are built from an alphabet of their own.
/// </summary>
internal static class OutputText
{
    private const string Ellipsis = "...";

    private static readonly SearchValues<char> Harmless =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ._:/,@=+()-");

    /// <summary>The text in harmless ASCII, at most <paramref name="maxLength"/> characters long.</summary>
    public static string Comment(string text, int maxLength = 1000)
    {
        var cut = text.Length > maxLength ? string.Concat(text.AsSpan(0, maxLength - Ellipsis.Length), Ellipsis) : text;
        return !cut.AsSpan().ContainsAnyExcept(Harmless)
            ? cut
            : string.Create(cut.Length, cut, static (target, source) =>
            {
                for (var i = 0; i < source.Length; i++)
                {
                    target[i] = Harmless.Contains(source[i]) ? source[i] : '?';
                }
            });
    }

    /// <summary>Writes a line with LF, whatever the writer's own idea of a line end is.</summary>
    public static void Line(this TextWriter writer, string text = "")
    {
        writer.Write(text);
        writer.Write('\n');
    }
}

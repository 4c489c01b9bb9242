using System.Buffers;

namespace FirewallRules.Emitters;

/// <summary>
/// Makes untrusted text harmless in comments of every target language: characters that could end a comment, a string or a line, or start
/// an expansion, are replaced. It is lossy, so it is used for comments and descriptions only; names have an alphabet of their own.
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

    /// <summary>The text with everything but printable ASCII replaced.</summary>
    public static string Ascii(string text) => string.Concat(text.Select(c => c is >= ' ' and <= '~' ? c : '?'));

    /// <summary>Writes a line that ends with LF, whatever <see cref="TextWriter.NewLine"/> is.</summary>
    public static void Line(this TextWriter writer, string text = "")
    {
        writer.Write(text);
        writer.Write('\n');
    }
}

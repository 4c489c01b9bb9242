namespace FirewallRules.Emitters;

/// <summary>Comments of languages in which a comment ends with its line.</summary>
internal static class CommentLines
{
    /// <summary>Writes one comment a line; an empty line becomes the bare sign.</summary>
    /// <param name="writer">The target.</param>
    /// <param name="lines">The lines, in harmless ASCII; see <see cref="OutputText.Comment"/>.</param>
    /// <param name="sign">The sign that starts a comment.</param>
    public static void WriteComments(this TextWriter writer, IEnumerable<string> lines, string sign)
    {
        foreach (var line in lines)
        {
            writer.Line(line.Length == 0 ? sign : $"{sign} {line}");
        }
    }
}

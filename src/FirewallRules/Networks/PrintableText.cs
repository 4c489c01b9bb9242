using System.Text;

namespace FirewallRules.Networks;

/// <summary>Shows untrusted text in a message.</summary>
internal static class PrintableText
{
    private const int ShownLength = 80;

    /// <summary>The text with control and non-ASCII characters replaced by <c>?</c>, cut to a length that fits a terminal line.</summary>
    public static string Of(string text)
    {
        var shown = new StringBuilder(Math.Min(text.Length, ShownLength + 3));
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, ShownLength)))
        {
            shown.Append(c is >= ' ' and <= '~' ? c : '?');
        }

        return text.Length > ShownLength ? shown.Append("...").ToString() : shown.ToString();
    }
}

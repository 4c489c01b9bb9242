using System.Text;

namespace FirewallRules.Networks;

/// <summary>Makes untrusted text safe to print in a message.</summary>
internal static class PrintableText
{
    private const int MaxLength = 80;

    /// <summary>The text with control and non-ASCII characters replaced by <c>?</c>, truncated to fit on a terminal line.</summary>
    public static string Of(string text)
    {
        var shown = new StringBuilder(Math.Min(text.Length, MaxLength + 3));
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, MaxLength)))
        {
            shown.Append(c is >= ' ' and <= '~' ? c : '?');
        }

        return text.Length > MaxLength ? shown.Append("...").ToString() : shown.ToString();
    }
}

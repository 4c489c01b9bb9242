using System.Text;
using System.Text.Encodings.Web;

namespace FirewallRules.Emitters;

/// <summary>Strings of the four languages, and descriptions.</summary>
internal static class AzureNsgText
{
    /// <summary>The longest description of a rule (learn.microsoft.com/rest/api/virtualnetwork/security-rules).</summary>
    public const int DescriptionLength = 140;

    // A description that the Azure CLI takes for an option, for help or for no value is given a word in front.
    private const string Word = "Rule: ";

    /// <summary>What a rule is for, and never empty: the comment, or else the traffic.</summary>
    /// <remarks>
    /// The Azure CLI reads a file where an argument starts with <c>@</c> or has <c>=@</c> in it, before any quotation counts, so no
    /// description has an <c>@</c>. It is the same in every language, so that one output can follow another.
    /// </remarks>
    public static string Description(Rule rule)
    {
        var comment = rule.Comment.Length == 0 ? $"Allows {rule.ToTrafficString()}" : rule.Comment;
        var harmless = OutputText.Comment(comment, DescriptionLength).Replace('@', '?');
        return char.IsAsciiLetterOrDigit(harmless[0]) && harmless != "null" ? harmless : OutputText.Comment(Word + OutputText.Comment(comment), DescriptionLength).Replace('@', '?');
    }

    /// <summary>A JSON string that ARM takes literally: what is between brackets would be an expression.</summary>
    public static string Arm(string text) => Json(text.StartsWith('[') && text.EndsWith(']') ? "[" + text : text);

    /// <summary>A JSON string, in ARM an expression where it is between brackets.</summary>
    public static string Json(string text) => $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text)}\"";

    /// <summary>A Bicep string.</summary>
    public static string Bicep(string text) => $"'{Escape(text, "\\'", '\\').Replace("${", "\\${", StringComparison.Ordinal)}'";

    /// <summary>A Terraform string.</summary>
    public static string Terraform(string text)
        => $"\"{Escape(text, "\\\"", '\\').Replace("${", "$${", StringComparison.Ordinal).Replace("%{", "%%{", StringComparison.Ordinal)}\"";

    /// <summary>A word of a POSIX shell, quoted where it needs to be.</summary>
    public static string Shell(string text)
        => text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || "._:/-".Contains(c)) ? text : Quoted(text);

    /// <summary>A word of a POSIX shell in single quotes.</summary>
    public static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static string Escape(string text, string special, char escape)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            _ = special.Contains(c) ? escaped.Append(escape).Append(c) : escaped.Append(c);
        }

        return escaped.ToString();
    }
}

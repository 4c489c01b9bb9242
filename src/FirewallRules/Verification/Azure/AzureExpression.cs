namespace FirewallRules.Verification;

/// <summary>Texts of ARM templates. One in brackets is an expression, whose value is not known.</summary>
internal static class AzureExpression
{
    public static bool Is(string text) => text is ['[', not '[', .., ']'];

    /// <summary>The text without the mark of a literal that begins with a bracket.</summary>
    public static string Literal(string text) => text.StartsWith("[[", StringComparison.Ordinal) ? text[1..] : text;

    /// <summary>
    /// The last part of the name or id of a resource, also where an expression ends with it, such as <c>[concat(parameters('nsg'), '/rule')]</c>.
    /// </summary>
    public static string LastName(string text)
    {
        if (Is(text))
        {
            var parts = text.Split('\'');
            text = parts.Length >= 3 && parts.Length % 2 == 1 && parts[^1].Trim(' ', ')', ']').Length == 0 ? parts[^2] : text;
        }

        return text[(text.LastIndexOf('/') + 1)..];
    }
}

namespace FirewallRules.Emitters;

/// <summary>Descriptions of security rules.</summary>
internal static class AzureNsgText
{
    // Put before a description that the Azure CLI would take for an option, for help or for no value.
    private const string HarmlessStart = "Rule: ";

    /// <summary>The comment of a rule or, if it has none, its traffic; never empty.</summary>
    /// <remarks>
    /// It contains no <c>@</c>, because the Azure CLI reads a file for an argument that starts with <c>@</c> or contains <c>=@</c>, whatever its
    /// quotes are. The description is the same in every language, so that one output can follow another.
    /// </remarks>
    public static string Description(Rule rule)
    {
        var comment = rule.Comment.Length == 0 ? $"Allows {rule.ToTrafficString()}" : rule.Comment;
        var description = Harmless(comment);
        return char.IsAsciiLetterOrDigit(description[0]) && description != "null" ? description : Harmless(HarmlessStart + OutputText.Comment(comment));
    }

    private static string Harmless(string text) => OutputText.Comment(text, AzureNsgLimits.DescriptionLength).Replace('@', '?');
}

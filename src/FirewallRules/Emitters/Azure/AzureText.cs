namespace FirewallRules.Emitters;

/// <summary>Text that Azure stores with resources: the mark of this library and what a rule is for.</summary>
internal static class AzureText
{
    /// <summary>What identifies the resources with a name prefix as written by this library; followed by a space or by nothing.</summary>
    public static string Marker(string namePrefix) => "fwrules:" + namePrefix;

    /// <summary>
    /// Sites, catalogs and labels of a rule or, if it has none, its traffic; never empty. Versions are not included, because a text that changes
    /// with each document would change resources whose addresses did not.
    /// </summary>
    /// <remarks>
    /// It contains no <c>@</c>, because the Azure CLI reads a file for an argument that starts with <c>@</c> or contains <c>=@</c>, whatever its
    /// quotes are.
    /// </remarks>
    public static string Purpose(Rule rule)
    {
        var origins = rule.Sources.Select(source => source.Site?.Key ?? "unknown site").Concat(rule.Catalogs.Select(catalog => catalog.Key));
        var sites = string.Join(", ", origins.Distinct(StringComparer.Ordinal));
        var labels = string.Join(", ", rule.Labels).Trim();
        var text = sites.Length > 0 && labels.Length > 0 ? $"{sites}: {labels}" : sites + labels;
        return Harmless(text.Length == 0 ? $"Allows {rule.ToTrafficString()}" : text);
    }

    /// <summary>The text, at most <paramref name="maxLength"/> characters long, without characters that a shell or the Azure CLI interprets.</summary>
    public static string Harmless(string text, int maxLength = 1000) => OutputText.Comment(text, maxLength).Replace('@', '?');
}

namespace FirewallRules.Verification;

/// <summary>Names rules in findings.</summary>
internal static class LiveText
{
    private const int MaxLength = 160;
    private const int MaxItems = 8;

    /// <summary>The text, cut where it is long. Untrusted text stays what it is.</summary>
    public static string Short(string text) => text.Length <= MaxLength ? text : text[..MaxLength] + "...";

    /// <summary>The first items of a list.</summary>
    public static string List(IReadOnlyCollection<string> items) => string.Join(", ", items.Take(MaxItems)) + (items.Count > MaxItems ? ", ..." : "");
}

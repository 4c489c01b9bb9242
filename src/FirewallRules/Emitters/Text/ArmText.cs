namespace FirewallRules.Emitters;

/// <summary>Strings of ARM templates, where text in brackets is an expression.</summary>
internal static class ArmText
{
    /// <summary>The text, escaped so that ARM does not evaluate it.</summary>
    public static string Literal(string text) => text.StartsWith('[') && text.EndsWith(']') ? "[" + text : text;
}

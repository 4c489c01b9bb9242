namespace FirewallRules.Emitters;

/// <summary>Strings of ARM templates, where text in brackets is an expression.</summary>
internal static class ArmText
{
    /// <summary>The text such that ARM takes it literally.</summary>
    public static string Literal(string text) => text.StartsWith('[') && text.EndsWith(']') ? "[" + text : text;
}

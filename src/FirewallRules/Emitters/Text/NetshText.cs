namespace FirewallRules.Emitters;

/// <summary>Values of netsh.</summary>
internal static class NetshText
{
    /// <summary>A value in double quotes. netsh has no escape for a double quote, so it is replaced.</summary>
    public static string Quoted(string text) => $"\"{OutputText.Ascii(text).Replace('"', '?')}\"";
}

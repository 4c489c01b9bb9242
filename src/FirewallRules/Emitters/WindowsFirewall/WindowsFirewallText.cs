namespace FirewallRules.Emitters;

/// <summary>Puts text into quotes. Every value of an output passes here, whatever alphabet it comes from.</summary>
internal static class WindowsFirewallText
{
    /// <summary>
    /// A literal of PowerShell, where single quotes expand nothing and a quote is doubled. PowerShell takes U+2018 to U+201B for quotes too,
    /// so what is not printable ASCII is replaced.
    /// </summary>
    public static string PowerShell(string text) => $"'{Ascii(text).Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>A quoted value for netsh, which has no way to write a double quote inside.</summary>
    public static string Netsh(string text) => $"\"{Ascii(text).Replace('"', '?')}\"";

    private static string Ascii(string text)
        => string.Concat(text.Select(c => c is >= ' ' and <= '~' ? c : '?'));
}


namespace FirewallRules.Emitters;

/// <summary>Literals of PowerShell.</summary>
internal static class PowerShellText
{
    /// <summary>A string in single quotes, in which PowerShell expands nothing.</summary>
    /// <remarks>PowerShell also treats U+2018 to U+201B as single quotes, so everything but printable ASCII is replaced.</remarks>
    public static string Quoted(string text) => $"'{OutputText.Ascii(text).Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>An array of strings on one line.</summary>
    public static string Array(IEnumerable<string> values) => $"@({string.Join(", ", values.Select(Quoted))})";
}

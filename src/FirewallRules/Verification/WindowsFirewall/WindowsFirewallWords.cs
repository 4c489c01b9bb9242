namespace FirewallRules.Verification;

/// <summary>The values of properties, which are printed as names or, by ConvertTo-Json of Windows PowerShell 5.1, as numbers.</summary>
/// <remarks>Source: the classes MSFT_NetFirewallRule and MSFT_NetFirewallProfile.</remarks>
internal static class WindowsFirewallWords
{
    private const int All = 7;

    /// <summary>Whether a rule is enabled; <see langword="null"/> for an unknown value.</summary>
    public static bool? Enabled(string text) => text.ToUpperInvariant() switch
    {
        "TRUE" or "1" or "ENABLED" => true,
        "FALSE" or "2" or "DISABLED" => false,
        _ => null,
    };

    /// <summary>The action of a rule as a name, such as <c>Allow</c>.</summary>
    public static string Action(string text) => text.ToUpperInvariant() switch
    {
        "ALLOW" or "2" => "Allow",
        "ALLOWBYPASS" or "3" => "AllowBypass",
        "BLOCK" or "4" => "Block",
        _ => text,
    };

    /// <summary>A setting of a profile.</summary>
    /// <param name="text">The text.</param>
    /// <param name="notConfigured">What holds if nobody configured it.</param>
    public static bool? Setting(string text, bool notConfigured)
        => text.ToUpperInvariant() switch { "TRUE" or "1" => true, "FALSE" or "0" => false, "NOTCONFIGURED" or "2" or "" => notConfigured, _ => null };

    /// <summary>The default action of a profile.</summary>
    /// <param name="text">The text.</param>
    /// <param name="notConfigured">What holds if nobody configured it.</param>
    public static LiveAction DefaultAction(string text, LiveAction notConfigured) => text.ToUpperInvariant() switch
    {
        "ALLOW" or "2" => LiveAction.Accept,
        "BLOCK" or "4" => LiveAction.Drop,
        "NOTCONFIGURED" or "0" or "" => notConfigured,
        _ => LiveAction.Unknown,
    };

    public static Direction? Direction(string text) => text.ToUpperInvariant() switch
    {
        "INBOUND" or "1" => FirewallRules.Direction.Ingress,
        "OUTBOUND" or "2" => FirewallRules.Direction.Egress,
        _ => null,
    };

    /// <summary>The profiles of a rule; <see langword="null"/> for unknown ones.</summary>
    public static IReadOnlyList<string>? Profiles(IReadOnlyList<string> texts)
    {
        var flags = 0;
        foreach (var text in texts.SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries)))
        {
            var index = WindowsFirewallProfile.Names.ToList().FindIndex(name => name.Equals(text, StringComparison.OrdinalIgnoreCase));
            if (index >= 0)
            {
                flags |= 1 << index;
            }
            else if (text.ToUpperInvariant() is "ANY" or "ALL" or "0")
            {
                return WindowsFirewallProfile.Names;
            }
            else if (int.TryParse(text, out var number) && (number & All) != 0)
            {
                flags |= number & All;
            }
            else
            {
                return null;
            }
        }

        return flags == 0 ? null : [.. WindowsFirewallProfile.Names.Where((_, i) => (flags & (1 << i)) != 0)];
    }

    /// <summary>Whether a condition of this value restricts nothing.</summary>
    public static bool IsOpen(string text) => text.ToUpperInvariant() is "ANY" or "" or "NOTREQUIRED" or "FALSE" or "0";
}

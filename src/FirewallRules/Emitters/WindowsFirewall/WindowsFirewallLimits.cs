namespace FirewallRules.Emitters;

/// <summary>The limits of the Windows Firewall.</summary>
internal static class WindowsFirewallLimits
{
    /// <summary>Addresses of a rule. Microsoft documents no limit; widely used programs do not exceed this number.</summary>
    public const int AddressesPerRule = 1000;

    /// <summary>Characters of a name [MS-FASP, 2.2.37].</summary>
    public const int NameLength = 511;

    /// <summary>Characters of a description. Windows allows more, but its lists show only the start, and a netsh command must have room for it.</summary>
    public const int CommentLength = 255;

    /// <summary>Characters of a title, which is the start of a name.</summary>
    public const int TitleLength = 64;
}

namespace FirewallRules.Emitters;

/// <summary>The limits of the Windows Firewall.</summary>
internal static class WindowsFirewallLimits
{
    /// <summary>Addresses of a rule. Microsoft documents no limit; this is what widely used programs stay below.</summary>
    public const int AddressesPerRule = 1000;

    /// <summary>Characters of a name [MS-FASP, 2.2.37].</summary>
    public const int NameLength = 511;

    /// <summary>Characters of a description. Windows allows more, but lists show little of it, and it must fit into a command of netsh.</summary>
    public const int CommentLength = 255;

    /// <summary>Characters of a title, which is the start of a name.</summary>
    public const int TitleLength = 64;
}

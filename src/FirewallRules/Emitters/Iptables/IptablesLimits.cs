namespace FirewallRules.Emitters;

/// <summary>The limits of iptables and ipset.</summary>
/// <remarks>Sources: <c>iptables(8)</c>, <c>iptables-extensions(8)</c>, <c>ipset(8)</c>.</remarks>
internal static class IptablesLimits
{
    /// <summary>Characters of a comment: 256 bytes including the terminator.</summary>
    public const int CommentLength = 255;

    /// <summary>Ports of one multiport match, where a port range counts twice.</summary>
    public const int PortSlots = 15;

    /// <summary>Characters of the name of a chain.</summary>
    public const int ChainNameLength = 28;

    /// <summary>Characters of the name of an ip set.</summary>
    public const int SetNameLength = 31;
}

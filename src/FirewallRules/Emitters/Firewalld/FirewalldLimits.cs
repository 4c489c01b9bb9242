namespace FirewallRules.Emitters;

/// <summary>The limits of firewalld.</summary>
/// <remarks>Sources: <c>firewalld.policies(5)</c>, <c>firewalld.richlanguage(5)</c>, <c>firewalld.ipset(5)</c>, and firewalld's source.</remarks>
internal static class FirewalldLimits
{
    /// <summary>Characters of the name of a policy, so that its longest chain fits into the 28 of iptables.</summary>
    public const int PolicyNameLength = 17;

    /// <summary>Characters of the name of an ip set.</summary>
    public const int SetNameLength = 31;

    /// <summary>Elements of a set that does not state its size.</summary>
    public const int DefaultMaxElements = 65536;

    /// <summary>Characters of a description. firewalld has no limit; this is that of the comments of iptables.</summary>
    public const int DescriptionLength = 255;

    /// <summary>The priority of the policy that comes first.</summary>
    public const int FirstPriority = -32768;

    /// <summary>The last priority of a rule in a policy.</summary>
    public const int LastRulePriority = 32767;
}

namespace FirewallRules.Networks;

/// <summary>The address families.</summary>
internal static class IpFamilies
{
    /// <summary>IPv4 and IPv6, in this order.</summary>
    public static IReadOnlyList<IpFamily> Both { get; } = [IpFamily.IPv4, IpFamily.IPv6];
}

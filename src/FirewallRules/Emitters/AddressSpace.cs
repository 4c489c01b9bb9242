namespace FirewallRules.Emitters;

/// <summary>An explicit "any" as prefixes, for platforms that do not accept a prefix of length 0.</summary>
internal static class AddressSpace
{
    /// <summary>The two prefixes of length 1 that together contain every address of the family.</summary>
    public static IEnumerable<string> Halves(IpFamily family)
        => new Cidr(UInt128.Zero, 0, family).Split(1).Select(half => half.ToString());
}

namespace FirewallRules.Tests;

/// <summary>Address sets in one line.</summary>
internal static class Sets
{
    public static AddressSet Of(params Cidr[] prefixes) => AddressSet.Of(prefixes);

    public static AddressSet Of(params string[] prefixes) => AddressSet.Of([.. prefixes.Select(prefix => Cidr.Parse(prefix))]);

    public static AddressSet All(IpFamily family) => family == IpFamily.IPv4 ? AddressSet.AllIPv4 : AddressSet.AllIPv6;
}

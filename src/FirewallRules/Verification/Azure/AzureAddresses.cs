namespace FirewallRules.Verification;

/// <summary>One side of a security rule: the addresses that it surely has, and those that it may have, with the reason.</summary>
/// <remarks>
/// The addresses of service tags are not known. <c>Internet</c> is what is outside of the virtual network: that is sure for public addresses, and not
/// known for private ones. <c>AzureLoadBalancer</c> is the address of health probes. Any other tag can have any address.
/// </remarks>
internal sealed class AzureAddresses
{
    private static readonly AddressSet Whole = AddressSet.AllIPv4.Union(AddressSet.AllIPv6);

    // learn.microsoft.com/azure/virtual-network/network-security-groups-overview; learn.microsoft.com/azure/load-balancer
    private static readonly AddressSet LoadBalancer = AddressSet.Of(Cidr.Parse("168.63.129.16/32"), Cidr.Parse("fe80::1234:5678:9abc/128"));

    // The address of the host is a public one, and part of every virtual network.
    private static readonly AddressSet NotSurelyInternet = SpecialPurpose.Addresses.Union(LoadBalancer);

    private readonly List<(AddressSet Addresses, string Reason)> _possible = [];

    private AzureAddresses(AddressSet sure) => Sure = sure;

    public AddressSet Sure { get; }

    public IReadOnlyList<(AddressSet Addresses, string Reason)> Possible => _possible;

    /// <summary>Whether it is no restriction.</summary>
    public bool IsAny => Sure == Whole;

    /// <summary>The sure and the possible addresses.</summary>
    public AddressSet All => _possible.Aggregate(Sure, (all, possible) => all.Union(possible.Addresses));

    /// <summary>What is not known about the addresses.</summary>
    public string Reason => LiveText.List([.. _possible.Select(possible => possible.Reason)]);

    /// <summary>Reads prefixes, addresses, ranges, <c>*</c> and service tags.</summary>
    /// <param name="values">The texts.</param>
    /// <param name="isLocal">Whether this is the side of the NSG, which is always in the virtual network.</param>
    public static AzureAddresses Read(IEnumerable<string> values, bool isLocal)
    {
        var sure = new AddressSetBuilder();
        var possible = new List<(AddressSet, string)>();
        foreach (var value in values)
        {
            if (value is "*" || Is(value, "Any") || (isLocal && Is(value, "VirtualNetwork")))
            {
                sure.Add(Whole);
            }
            else if (Cidr.TryParse(value, CidrStyles.BareAddress | CidrStyles.MaskHostBits, out var prefix, out _))
            {
                sure.Add(prefix);
            }
            else if (AddressRange.TryParse(value, CidrStyles.Strict, out var range, out _))
            {
                sure.Add(range);
            }
            else if (Is(value, "Internet") && !isLocal)
            {
                sure.Add(Whole.Except(NotSurelyInternet));
                possible.Add((NotSurelyInternet, value));
            }
            else
            {
                possible.Add((Is(value, "AzureLoadBalancer") ? LoadBalancer : Whole, value));
            }
        }

        var addresses = new AzureAddresses(sure.ToAddressSet());
        addresses._possible.AddRange(possible);
        return addresses;
    }

    /// <summary>Addresses of which nothing is known.</summary>
    public static AzureAddresses Unknown(string reason)
    {
        var addresses = new AzureAddresses(AddressSet.Empty);
        addresses._possible.Add((Whole, reason));
        return addresses;
    }

    private static bool Is(string value, string tag) => value.Equals(tag, StringComparison.OrdinalIgnoreCase);
}

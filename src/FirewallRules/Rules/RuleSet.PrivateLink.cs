namespace FirewallRules;

public sealed partial class RuleSet
{
    // As for documents: a prefix that is wider was not meant.
    private const int WidestIPv4 = 8;
    private const int WidestIPv6 = 16;

    /// <summary>
    /// What the Agent needs behind AWS PrivateLink: egress to 443/tcp of the VPC that holds the endpoints, in place of Datadog's public
    /// addresses. Source: the PrivateLink guide of Datadog's documentation.
    /// </summary>
    /// <param name="vpcPrefixes">The prefixes of the VPC that holds the endpoints.</param>
    /// <exception cref="ArgumentException">There is no prefix, or one is wider than /8 (IPv4) or /16 (IPv6), which no VPC is.</exception>
    public static RuleSet ForPrivateLink(AddressSet vpcPrefixes)
    {
        ArgumentNullException.ThrowIfNull(vpcPrefixes);
        return vpcPrefixes.IsEmpty
            ? throw new ArgumentException("Give at least one prefix of the VPC that holds the endpoints.", nameof(vpcPrefixes))
            : Of(Rule.Egress(RefuseWide(vpcPrefixes), Protocol.Tcp, 443, "Datadog over PrivateLink"));
    }

    /// <exception cref="ArgumentException">A prefix is wider than a VPC can be.</exception>
    internal static AddressSet RefuseWide(AddressSet prefixes)
    {
        ArgumentNullException.ThrowIfNull(prefixes);
        foreach (var prefix in prefixes)
        {
            if (prefix.PrefixLength < (prefix.Family == IpFamily.IPv4 ? WidestIPv4 : WidestIPv6))
            {
                throw new ArgumentException($"{prefix} is wider than /{WidestIPv4} (IPv4) or /{WidestIPv6} (IPv6), which no VPC is: give the prefixes of the VPC.", nameof(prefixes));
            }
        }

        return prefixes;
    }
}

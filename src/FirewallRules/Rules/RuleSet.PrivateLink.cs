namespace FirewallRules;

public sealed partial class RuleSet
{
    // The same limit as for documents: a wider prefix is a mistake.
    private const int WidestVpcPrefix = 8;

    /// <summary>
    /// Creates the rules that the Agent needs with AWS PrivateLink: egress to 443/tcp in the VPC with the endpoints, instead of Datadog's public
    /// addresses. Source: the PrivateLink guide of Datadog's documentation.
    /// </summary>
    /// <param name="vpcPrefixes">The IPv4 prefixes of the VPC with the endpoints, which have no IPv6 addresses.</param>
    /// <exception cref="ArgumentException">The set is empty, or contains an IPv6 prefix.</exception>
    /// <exception cref="PrefixTooWideException">A prefix is wider than /8; a VPC never is.</exception>
    public static RuleSet ForPrivateLink(AddressSet vpcPrefixes)
    {
        ArgumentNullException.ThrowIfNull(vpcPrefixes);
        return vpcPrefixes.IsEmpty
            ? throw new ArgumentException("At least one prefix of the VPC with the endpoints is required.", nameof(vpcPrefixes))
            : Of(Rule.Egress(CheckVpcPrefixes(vpcPrefixes), Protocol.Tcp, 443, "Datadog over PrivateLink"));
    }

    /// <exception cref="ArgumentException">A prefix is not IPv4.</exception>
    /// <exception cref="PrefixTooWideException">A prefix is wider than a VPC can be.</exception>
    internal static AddressSet CheckVpcPrefixes(AddressSet prefixes)
    {
        ArgumentNullException.ThrowIfNull(prefixes);
        foreach (var prefix in prefixes)
        {
            if (prefix.Family != IpFamily.IPv4)
            {
                throw new ArgumentException($"{prefix} is an IPv6 prefix, and the endpoints have only IPv4 addresses.", nameof(prefixes));
            }

            if (prefix.PrefixLength < WidestVpcPrefix)
            {
                throw new PrefixTooWideException(prefix, WidestVpcPrefix, nameof(prefixes));
            }
        }

        return prefixes;
    }
}

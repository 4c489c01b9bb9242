namespace FirewallRules;

public sealed partial class RuleSet
{
    // The same limits as for documents: a wider prefix is a mistake.
    private const int WidestIPv4 = 8;
    private const int WidestIPv6 = 16;

    /// <summary>
    /// Creates the rules that the Agent needs with AWS PrivateLink: egress to 443/tcp in the VPC with the endpoints, instead of Datadog's public
    /// addresses. Source: the PrivateLink guide of Datadog's documentation.
    /// </summary>
    /// <param name="vpcPrefixes">The prefixes of the VPC with the endpoints.</param>
    /// <exception cref="ArgumentException">The set is empty.</exception>
    /// <exception cref="PrefixTooWideException">A prefix is wider than /8 (IPv4) or /16 (IPv6); a VPC never is.</exception>
    public static RuleSet ForPrivateLink(AddressSet vpcPrefixes)
    {
        ArgumentNullException.ThrowIfNull(vpcPrefixes);
        return vpcPrefixes.IsEmpty
            ? throw new ArgumentException("At least one prefix of the VPC with the endpoints is required.", nameof(vpcPrefixes))
            : Of(Rule.Egress(RefuseWide(vpcPrefixes), Protocol.Tcp, 443, "Datadog over PrivateLink"));
    }

    /// <exception cref="PrefixTooWideException">A prefix is wider than a VPC can be.</exception>
    internal static AddressSet RefuseWide(AddressSet prefixes)
    {
        ArgumentNullException.ThrowIfNull(prefixes);
        foreach (var prefix in prefixes)
        {
            var widest = prefix.Family == IpFamily.IPv4 ? WidestIPv4 : WidestIPv6;
            if (prefix.PrefixLength < widest)
            {
                throw new PrefixTooWideException(prefix, widest, nameof(prefixes));
            }
        }

        return prefixes;
    }
}

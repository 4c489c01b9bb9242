namespace FirewallRules.Emitters;

/// <summary>What is to be made: endpoints, and the rules of their security group. Within the limits once it is made.</summary>
internal sealed class PrivateLinkPlan
{
    private PrivateLinkPlan(PrivateLink link, PrivateLinkOptions options)
    {
        (Link, Options) = (link, options);
        var rule = Rule.Ingress(options.VpcPrefixes, Protocol.Tcp, PrivateLinkEndpoint.Port, $"Datadog {link.Site} over PrivateLink");
        Rules = AwsPlan.Of(RuleSet.Of(rule), new AwsSecurityGroupOptions { NamePrefix = options.NamePrefix, MaxRules = options.MaxRules });
        Label = AwsText.Checked($"Endpoints for Datadog {link.Site} over PrivateLink");
    }

    public PrivateLink Link { get; }

    public PrivateLinkOptions Options { get; }

    /// <summary>The rules of the security group.</summary>
    public AwsPlan Rules { get; }

    /// <summary>The description of the security group.</summary>
    public string Label { get; }

    /// <summary>What tags and comments are marked with.</summary>
    public string Name => Options.NamePrefix;

    /// <summary>The name prefix as Terraform takes names.</summary>
    public string Identifier => Name.Replace('-', '_');

    public bool IsPeering => Options.Topology == PrivateLinkTopology.Peering;

    public bool IsCrossRegion => Options.Topology == PrivateLinkTopology.CrossRegion;

    public string TopologyWord => Options.Topology switch
    {
        PrivateLinkTopology.CrossRegion => "cross-region",
        PrivateLinkTopology.Peering => "peering",
        _ => "same-region",
    };

    /// <exception cref="ArgumentException">The options do not go together.</exception>
    /// <exception cref="LimitExceededException">There are more prefixes than a group takes rules.</exception>
    public static PrivateLinkPlan Of(PrivateLink link, PrivateLinkOptions options)
    {
        if (options.VpcPrefixes.IsEmpty)
        {
            throw new ArgumentException("Give the prefixes that may connect to the endpoints as VpcPrefixes: the endpoints are never open to the world.", nameof(options));
        }

        if (options.Topology != PrivateLinkTopology.Peering && (options.AgentVpcs.Count > 0 || options.AuthorizedVpcs.Count > 0))
        {
            throw new ArgumentException("Only with peering are there VPCs of Agents beside the one that holds the endpoints.", nameof(options));
        }

        if (options.AgentVpcs.Intersect(options.AuthorizedVpcs).FirstOrDefault() is { } both)
        {
            throw new ArgumentException($"{both} is either of the same account or of another one.", nameof(options));
        }

        foreach (var (family, prefixes) in new[] { (IpFamily.IPv4, options.VpcPrefixes.IPv4), (IpFamily.IPv6, options.VpcPrefixes.IPv6) })
        {
            AwsLimits.Check(
                AwsLimits.RulesOf(Direction.Ingress, family), options.MaxRules, prefixes.CountPrefixes(), "fewer and wider prefixes in VpcPrefixes", "a higher quota, said as MaxRules");
        }

        return new PrivateLinkPlan(link, options);
    }
}

namespace FirewallRules.Emitters;

/// <summary>The endpoints and the rules of their security group. A plan is within the limits.</summary>
internal sealed class PrivateLinkPlan
{
    private PrivateLinkPlan(PrivateLink link, PrivateLinkOptions options)
    {
        (Link, Options) = (link, options);
        var rule = Rule.Ingress(options.VpcPrefixes, Protocol.Tcp, PrivateLinkEndpoint.Port, $"Datadog {link.Site} over PrivateLink");
        Rules = [.. AwsEntry.Of(rule, IpFamily.IPv4, list: null)];
        Descriptions = new AwsDescriptions(options.NamePrefix);
        Label = AwsDescriptions.Checked($"Endpoints for Datadog {link.Site} over PrivateLink");
    }

    public PrivateLink Link { get; }

    public PrivateLinkOptions Options { get; }

    /// <summary>The rules of the security group.</summary>
    public IReadOnlyList<AwsEntry> Rules { get; }

    public AwsDescriptions Descriptions { get; }

    /// <summary>The description of the security group.</summary>
    public string Label { get; }

    /// <summary>The name in tags and comments.</summary>
    public string Name => Options.NamePrefix;

    /// <summary>The name as an identifier of Terraform.</summary>
    public string Identifier => Descriptions.Identifier;

    public bool IsPeering => Options.Topology == PrivateLinkTopology.Peering;

    public bool IsCrossRegion => Options.Topology == PrivateLinkTopology.CrossRegion;

    public string TopologyWord => Options.Topology switch
    {
        PrivateLinkTopology.CrossRegion => "cross-region",
        PrivateLinkTopology.Peering => "peering",
        _ => "same-region",
    };

    /// <exception cref="EmitterOptionsException">The options contradict each other.</exception>
    /// <exception cref="LimitExceededException">The prefixes exceed the rules of a group.</exception>
    public static PrivateLinkPlan Of(PrivateLink link, PrivateLinkOptions options)
    {
        if (options.VpcPrefixes.IsEmpty)
        {
            throw new EmitterOptionsException(
                EmitterOptionsError.VpcPrefixesRequired, "PrivateLinkOptions.VpcPrefixes is empty; endpoints are never open to all addresses.");
        }

        if (options.Topology != PrivateLinkTopology.Peering && (options.AgentVpcs.Count > 0 || options.AuthorizedVpcs.Count > 0))
        {
            throw new EmitterOptionsException(
                EmitterOptionsError.PeeringRequired, "PrivateLinkOptions.AgentVpcs and AuthorizedVpcs require PrivateLinkTopology.Peering.");
        }

        if (options.AgentVpcs.Intersect(options.AuthorizedVpcs).FirstOrDefault() is { } both)
        {
            throw new EmitterOptionsException(
                EmitterOptionsError.VpcInBothLists, $"{both} is in both PrivateLinkOptions.AgentVpcs (same account) and AuthorizedVpcs (other accounts).");
        }

        var needed = options.VpcPrefixes.CountPrefixes();
        AwsLimits.Check(
            AwsLimits.RulesOf(Direction.Ingress, IpFamily.IPv4),
            options.MaxRules,
            needed,
            new LimitRemedy(LimitRemedyKind.WiderPrefixes),
            new LimitRemedy(LimitRemedyKind.RaiseLimit, needed));
        return new PrivateLinkPlan(link, options);
    }
}

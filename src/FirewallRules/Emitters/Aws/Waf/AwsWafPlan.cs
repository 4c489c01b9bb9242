namespace FirewallRules.Emitters;

/// <summary>
/// The IP sets for a rule set: one for each combination of ports and family, with the addresses of all sections that share the ports. A prefix
/// that moves between two sets would be in neither for a moment. A plan is within the limits.
/// </summary>
internal sealed class AwsWafPlan
{
    private AwsWafPlan(RuleSet rules, AwsWafOptions options)
    {
        (Rules, Options) = (rules, options);
        Descriptions = new AwsWafDescriptions(options.NamePrefix);
        Sets = [.. from named in AwsWafNames.Of(Join(rules), options.NamePrefix)
                   from family in rules.Families
                   select new AwsWafIpSet(AwsWafNames.WithFamily(named.Name, family), named.Rule, family)];
    }

    public RuleSet Rules { get; }

    public AwsWafOptions Options { get; }

    public AwsWafDescriptions Descriptions { get; }

    /// <summary>The sets. Those of a name exist for both families of the rules, whether there are addresses or not, so that rules can refer to them.</summary>
    public IReadOnlyList<AwsWafIpSet> Sets { get; }

    /// <summary>The scope as the API has it.</summary>
    public string ScopeWord => Options.Scope == AwsWafScope.CloudFront ? "CLOUDFRONT" : "REGIONAL";

    /// <exception cref="LimitExceededException">An IP set would have too many addresses, or there would be too many IP sets.</exception>
    /// <exception cref="RuleNotSupportedException">The rules are for outgoing traffic, for any address, or have no addresses.</exception>
    public static AwsWafPlan Of(RuleSet rules, AwsWafOptions options)
    {
        var plan = BeforeUpdate(rules, options);
        if (plan.Sets.All(set => set.Addresses.IsEmpty))
        {
            throw new RuleNotSupportedException(
                RuleNotSupportedReason.NoRules, "The rules allow no addresses, so that all IP sets would be empty. Add a section that has addresses.");
        }

        AwsLimits.Check("IP sets of an account, region and scope", AwsWafLimits.Sets, plan.Sets.Count, new LimitRemedy(LimitRemedyKind.FewerRules));
        foreach (var set in plan.Sets)
        {
            AwsLimits.Check(
                $"addresses of the IP set {set.Name}", AwsWafLimits.Addresses, set.Addresses.CountPrefixes(), new LimitRemedy(LimitRemedyKind.SeveralOutputs));
        }

        return plan;
    }

    /// <summary>The plan of an older output, whose names are needed and whose limits are not.</summary>
    /// <exception cref="RuleNotSupportedException">The rules are for outgoing traffic or for any address.</exception>
    public static AwsWafPlan BeforeUpdate(RuleSet rules, AwsWafOptions options)
    {
        Check(rules);
        try
        {
            return new AwsWafPlan(rules, options);
        }
        catch (EntireAddressSpaceException e)
        {
            // Rules with the same labels and different ports are one set.
            throw AnyNotSupported(rules.ByLabels[0], e.Family);
        }
    }

    private static void Check(RuleSet rules)
    {
        foreach (var rule in rules.ByLabels)
        {
            if (rule.Direction == Direction.Egress)
            {
                throw new RuleNotSupportedException(
                    RuleNotSupportedReason.EgressNotSupported,
                    $"AWS WAF inspects incoming web requests, and {rule.ToTrafficString()} is outgoing traffic. Leave out egress rules.")
                {
                    Rule = rule,
                };
            }

            if (rule.Remote.IsAnyIPv4 || rule.Remote.IsAnyIPv6)
            {
                throw AnyNotSupported(rule, rule.Remote.IsAnyIPv4 ? IpFamily.IPv4 : IpFamily.IPv6);
            }
        }
    }

    private static RuleNotSupportedException AnyNotSupported(Rule rule, IpFamily family) => new(
        RuleNotSupportedReason.AnyNotSupported,
        $"An IP set of AWS WAF cannot contain any {family} address, because it has no prefix of length 0: {rule.ToTrafficString()}.")
    {
        Rule = rule,
        Family = family,
    };

    // Rules without addresses are included, because names do not depend on addresses.
    private static Rule[] Join(RuleSet rules)
        => [.. rules.ByLabels.GroupBy(rule => rule.ToTrafficString(), StringComparer.Ordinal).Select(same => same.Aggregate(AwsWafNames.Join))];
}

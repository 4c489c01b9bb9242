namespace FirewallRules.Emitters;

/// <summary>The sets and policies that are written for a rule set.</summary>
internal sealed class FirewalldPlan
{
    // Without the "-v4" at the end.
    private const int SetNameLength = FirewalldLimits.SetNameLength - 3;

    /// <exception cref="RuleNotSupportedException">The default deny would block all traffic.</exception>
    /// <exception cref="EmitterOptionsException">The default deny includes forwarded traffic.</exception>
    public FirewalldPlan(RuleSet rules, FirewalldOptions options)
    {
        (Rules, Options) = (rules, options);
        if (options.DefaultDeny is { Forward: true })
        {
            throw new EmitterOptionsException(
                EmitterOptionsError.ForwardNotSupported,
                "DefaultDeny.Forward is not supported for firewalld: it accepts translated connections before any policy.");
        }

        OutputHeader.CheckDefaultDeny(rules, options.DefaultDeny);
        var names = RuleNames.Of(rules, options.NamePrefix, '-', SetNameLength);
        Sets =
        [
            .. from rule in rules.ByLabels
               from family in rules.Families
               where !rule.Remote.In(family).IsEmpty
               select new FirewalldSet(SetName(names[rule], family), family, rule.Remote.In(family), rule.Comment),
        ];
        Policies =
        [
            .. from direction in OutputHeader.Directions(rules)
               let accepting = Accepting(names, direction).Distinct().ToList()
               where accepting.Count > 0
               select new FirewalldPolicy(PolicyName(direction), direction, accepting),
        ];
    }

    public RuleSet Rules { get; }

    public FirewalldOptions Options { get; }

    public IReadOnlyList<FirewalldSet> Sets { get; }

    /// <summary>The policies. A direction whose rules have no addresses has none; one of an older output is removed.</summary>
    public IReadOnlyList<FirewalldPolicy> Policies { get; }

    /// <summary>The families to which the rules apply. A default deny applies to both.</summary>
    public IReadOnlyList<IpFamily> Families => Options.DefaultDeny is null ? Rules.Families : [IpFamily.IPv4, IpFamily.IPv6];

    /// <summary>Whether a rule matches destinations with a set.</summary>
    public bool MatchesDestinationsBySet
        => Policies.Any(policy => policy.Direction == Direction.Egress && policy.Rules.Any(rule => rule.IsSet));

    private string PolicyName(Direction direction) => $"{Options.NamePrefix}-{(direction == Direction.Egress ? "out" : "in")}";

    private static string SetName(string name, IpFamily family) => $"{name}-{(family == IpFamily.IPv4 ? "v4" : "v6")}";

    private IEnumerable<FirewalldRule> Accepting(IReadOnlyDictionary<Rule, string> names, Direction direction)
    {
        var deny = Options.DefaultDeny is { } options ? FirewalldDefaultDeny.Opening(options, direction) : [];
        var rules = from rule in Rules.ByLabels
                    where rule.Direction == direction
                    from family in Rules.Families
                    where rule.Remote.Has(family)
                    let set = rule.Remote.IsAny(family) ? null : SetName(names[rule], family)
                    from ports in rule.Ports
                    let element = FirewalldElement.Port(ports, rule.Protocol)
                    select direction == Direction.Egress
                        ? new FirewalldRule(family, element, Destination: set, IsSet: set is not null)
                        : new FirewalldRule(family, element, Source: set, IsSet: set is not null);
        return rules.Concat(deny);
    }
}

namespace FirewallRules.Verification;

/// <summary>What security groups do: a packet passes if any rule of any of them allows it. No rule denies.</summary>
internal static class AwsGroupPolicy
{
    private static readonly Direction[] BothDirections = [Direction.Egress, Direction.Ingress];

    /// <summary>What groups do.</summary>
    /// <param name="groups">The ids of the groups.</param>
    /// <param name="rules">Their rules.</param>
    /// <param name="isOurs">Whether a rule is of this project.</param>
    /// <param name="isShared">Whether the groups share the rules. Otherwise each should have all of them.</param>
    /// <param name="closed">The directions in which the groups should allow nothing else.</param>
    public static LivePolicy Of(
        IReadOnlyList<string> groups, IEnumerable<AwsGroupRule> rules, Func<AwsGroupRule, bool> isOurs, bool isShared, IReadOnlyCollection<Direction> closed)
    {
        var byGroup = rules.ToLookup(rule => (rule.Group, rule.Direction));
        var isEach = !isShared && groups.Count > 1;
        var hooks = BothDirections.Select(direction => new LiveHook(
            Entry(direction), [new LiveTraffic(direction, IsForwarded: false)], Family: null, 0, IsTranslated: false, LiveAction.Drop));
        return new LivePolicy(hooks) { Interfaces = isEach ? groups : null };

        // A closed direction is ours: what no rule allows is denied because it should be.
        LiveChain Entry(Direction direction)
            => Chain(
                "security groups",
                direction,
                closed.Contains(direction),
                groups.SelectMany(id => Jumps(direction, isEach ? id : null, ChainsOf(id, direction, byGroup[(id, direction)], isOurs))));
    }

    /// <summary>What groups with these rules alone do.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="closed">The directions in which nothing else should be allowed.</param>
    public static LivePolicy Expected(IEnumerable<AwsRuleKey> rules, IReadOnlyCollection<Direction> closed)
    {
        var byDirection = rules.ToLookup(rule => rule.Direction);
        return new LivePolicy(
            from direction in BothDirections
            let chain = Chain("expected", direction, isOurs: true, Joined(direction, byDirection[direction]))
            select new LiveHook(
                chain,
                [new LiveTraffic(direction, IsForwarded: false)],
                Family: null,
                0,
                IsTranslated: false,
                closed.Contains(direction) ? LiveAction.Drop : LiveAction.Continue));
    }

    /// <summary>The packets of a direction.</summary>
    public static LiveMatch MatchOf(Direction direction, Protocol? protocol, PortRange? ports, AddressSet? addresses) => new()
    {
        Protocol = protocol,
        Ports = ports is { } range ? [range] : null,
        Source = direction == Direction.Ingress ? addresses : null,
        Destination = direction == Direction.Egress ? addresses : null,
    };

    // What certainly allows comes first: then nothing else matters for its addresses.
    private static IReadOnlyList<LiveChain> ChainsOf(string group, Direction direction, IEnumerable<AwsGroupRule> rules, Func<AwsGroupRule, bool> isOurs)
    {
        var (ours, others) = (new List<AwsGroupRule>(), new List<AwsGroupRule>());
        foreach (var rule in rules.OrderBy(rule => rule.Unmodelled is not null))
        {
            (isOurs(rule) ? ours : others).Add(rule);
        }

        return
        [
            Chain(group, direction, isOurs: true, Joined(direction, ours.Select(rule => rule.Key).OfType<AwsRuleKey>())
                .Concat(ours.Where(rule => rule.Key is null).Select(Allowing))),
            Chain(group, direction, isOurs: false, others.Select(Allowing)),
        ];
    }

    private static LiveRule Allowing(AwsGroupRule rule) => new(rule.Match, LiveAction.Accept, Target: null, rule.Text);

    // A rule for each prefix would make each packet pass all of them.
    private static IEnumerable<LiveRule> Joined(Direction direction, IEnumerable<AwsRuleKey> rules)
        => from rule in rules
           group rule by (rule.Protocol, rule.Ports) into same
           let addresses = same.Aggregate(new AddressSetBuilder(), (set, rule) => set.Add(rule.Addresses)).ToAddressSet()
           select new LiveRule(
               MatchOf(direction, same.Key.Protocol, same.Key.Ports, addresses), LiveAction.Accept, Target: null, $"{same.Key.Protocol} {same.Key.Ports}");

    private static LiveChain Chain(string group, Direction direction, bool isOurs, IEnumerable<LiveRule> rules)
    {
        var chain = new LiveChain($"{group} {(direction == Direction.Egress ? "egress" : "ingress")}", isOurs);
        chain.Rules.AddRange(rules);
        return chain;
    }

    private static IEnumerable<LiveRule> Jumps(Direction direction, string? group, IReadOnlyList<LiveChain> chains)
    {
        var of = group is null ? null : new LiveInterface([group]);
        var match = direction == Direction.Egress ? new LiveMatch { Out = of } : new LiveMatch { In = of };
        return chains.Where(chain => chain.Rules.Count > 0).Select(chain => new LiveRule(match, LiveAction.Jump, chain, chain.Name));
    }
}

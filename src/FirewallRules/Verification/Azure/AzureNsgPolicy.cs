namespace FirewallRules.Verification;

/// <summary>What an NSG does: the rule with the lowest priority number that matches decides.</summary>
/// <param name="name">The name of the NSG.</param>
/// <param name="classes">What traffic is told apart by on the side of the NSG.</param>
internal sealed class AzureNsgPolicy(string name, IReadOnlyList<AzureLocalClass> classes)
{
    private static readonly Direction[] BothDirections = [Direction.Egress, Direction.Ingress];

    /// <param name="rules">All rules of the NSG, with those that Azure adds.</param>
    /// <param name="isOurs">Whether a rule is of this project.</param>
    public LivePolicy Live(IReadOnlyList<AzureSecurityRule> rules, Func<AzureSecurityRule, bool> isOurs)
        => Policy(direction =>
        {
            var entry = new LiveChain(NameOf(direction), isOurs: false);
            LiveChain? run = null;
            foreach (var rule in InOrder(rules, direction))
            {
                if (!isOurs(rule))
                {
                    run = null;
                    entry.Rules.AddRange(RulesOf(rule, isOurs: false));
                    continue;
                }

                if (run is null)
                {
                    run = new LiveChain(NameOf(direction), isOurs: true);
                    entry.Rules.Add(new LiveRule(LiveMatch.Everything, LiveAction.Jump, run, run.Name));
                }

                run.Rules.AddRange(RulesOf(rule, isOurs: true));
            }

            return (entry, LiveAction.Drop);
        });

    /// <param name="rules">The rules that should be there; what they do not decide, they leave to others.</param>
    public LivePolicy Expected(IReadOnlyList<AzureSecurityRule> rules)
        => Policy(direction =>
        {
            var chain = new LiveChain(NameOf(direction), isOurs: true);
            chain.Rules.AddRange(InOrder(rules, direction).SelectMany(rule => RulesOf(rule, isOurs: true)));
            return (chain, LiveAction.Continue);
        });

    private static IEnumerable<AzureSecurityRule> InOrder(IEnumerable<AzureSecurityRule> rules, Direction direction)
        => rules.Where(rule => rule.Direction == direction).OrderBy(rule => rule.Priority);

    private string NameOf(Direction direction) => $"{name} {(direction == Direction.Egress ? "outbound" : "inbound")}";

    private LivePolicy Policy(Func<Direction, (LiveChain Chain, LiveAction Policy)> chainOf)
        => new(
            from direction in BothDirections
            let chain = chainOf(direction)
            select new LiveHook(chain.Chain, [new LiveTraffic(direction, IsForwarded: false)], Family: null, 0, IsTranslated: false, chain.Policy))
        {
            Interfaces = classes.Count > 1 ? [.. classes.Select(one => one.Name)] : null,
        };

    // What surely matches comes first, so that the rest only matters for other addresses.
    private IEnumerable<LiveRule> RulesOf(AzureSecurityRule rule, bool isOurs)
        => from local in Locals(rule, isOurs)
           from remote in Remotes(rule)
           from ports in Ports(rule)
           let match = Match(rule, local, remote, ports)
           orderby match.Unmodelled is not null
           select new LiveRule(match, rule.Action, Target: null, rule.Text);

    private static LiveMatch Match(
        AzureSecurityRule rule,
        (IpFamily? Family, LiveInterface? Of, string? Unmodelled) local,
        (AddressSet? Addresses, string? Unmodelled) remote,
        (IReadOnlyList<PortRange>? Ports, string? Unmodelled) ports)
    {
        var builder = rule.Conditions.Copy();
        var isEgress = rule.Direction == Direction.Egress;
        if (local.Family is { } family)
        {
            builder.Family(family);
        }

        if (local.Of is { } of)
        {
            builder.Interface(of, isIn: !isEgress);
        }

        if (remote.Addresses is { } addresses)
        {
            builder.Addresses(addresses, isSource: !isEgress, family: null);
        }

        if (ports.Ports is { } ranges)
        {
            builder.Ports(ranges);
        }

        foreach (var text in new[] { local.Unmodelled, remote.Unmodelled, ports.Unmodelled }.OfType<string>())
        {
            builder.Unmodelled(text);
        }

        return builder.Build();
    }

    private IEnumerable<(IpFamily? Family, LiveInterface? Of, string? Unmodelled)> Locals(AzureSecurityRule rule, bool isOurs)
    {
        if (rule.IsForEverything)
        {
            yield return default;
            yield break;
        }

        foreach (var family in new[] { IpFamily.IPv4, IpFamily.IPv6 })
        {
            var byAnswer = classes.ToLookup(one => one.IsIn(rule, isOurs, family) switch { true => 1, null => 0, _ => -1 }, one => one.Name);
            var local = rule.LocalGroups.Count > 0 ? LiveText.List(rule.LocalGroups) : $"local {LiveText.Short(rule.Local.All.ToString())}";
            foreach (var (answer, text) in new[] { (1, null), (0, local) })
            {
                var names = byAnswer[answer].ToList();
                if (names.Count > 0)
                {
                    yield return (family, names.Count == classes.Count ? null : new LiveInterface(names), text);
                }
            }
        }
    }

    private static IEnumerable<(AddressSet? Addresses, string? Unmodelled)> Remotes(AzureSecurityRule rule)
    {
        if (rule.Remote.IsAny)
        {
            return [(null, null)];
        }

        var possible = rule.Remote.Possible.Select(part => ((AddressSet?)part.Addresses, (string?)part.Reason));
        return rule.Remote.Sure.IsEmpty ? possible : possible.Prepend((rule.Remote.Sure, null));
    }

    private static IEnumerable<(IReadOnlyList<PortRange>? Ports, string? Unmodelled)> Ports(AzureSecurityRule rule)
        => rule.UnknownPorts is { } unknown ? [(rule.Ports, null), (null, unknown)] : [(rule.Ports, null)];
}

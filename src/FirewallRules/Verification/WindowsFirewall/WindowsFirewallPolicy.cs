namespace FirewallRules.Verification;

/// <summary>What the Windows Firewall does: a rule that blocks wins over one that allows, and the profile decides about the rest.</summary>
internal static class WindowsFirewallPolicy
{
    private static readonly Direction[] BothDirections = [Direction.Egress, Direction.Ingress];
    private static readonly bool[] OursAndOthers = [true, false];
    private static readonly string[] Labels = [.. WindowsFirewallProfile.Names.Select(WindowsFirewallProfile.LabelOf)];

    /// <param name="rules">The enabled rules.</param>
    /// <param name="profiles">The profiles.</param>
    public static LivePolicy Live(IEnumerable<WindowsLiveRule> rules, IReadOnlyList<WindowsFirewallProfile> profiles)
    {
        var byDirection = rules.ToLookup(rule => rule.Direction);
        return Policy(direction => (Entry(direction, [.. byDirection[direction]], profiles), LiveAction.Unknown));
    }

    /// <param name="rules">The rules that should be there, in all profiles.</param>
    public static LivePolicy Expected(IEnumerable<(Direction Direction, LiveMatch Match)> rules)
    {
        var byDirection = rules.ToLookup(rule => rule.Direction, rule => new LiveRule(rule.Match, LiveAction.Accept, Target: null, "expected"));
        return Policy(direction => (Chain(direction, isOurs: true, byDirection[direction]), LiveAction.Continue));
    }

    private static LivePolicy Policy(Func<Direction, (LiveChain Chain, LiveAction Policy)> chainOf)
        => new(
            from direction in BothDirections
            let chain = chainOf(direction)
            select new LiveHook(chain.Chain, [new LiveTraffic(direction, IsForwarded: false)], Family: null, 0, IsTranslated: false, chain.Policy))
        {
            Interfaces = Labels,
        };

    private static LiveChain Entry(Direction direction, IReadOnlyCollection<WindowsLiveRule> rules, IReadOnlyList<WindowsFirewallProfile> profiles)
    {
        var blocking = rules.Where(rule => rule.Action == LiveAction.Drop);
        var allowing = rules.Where(rule => rule is { Action: LiveAction.Accept, IsBypass: false });
        var others = rules.Where(rule => rule.Action == LiveAction.Unknown);
        var defaults = profiles.Select(profile => Setting(direction, profile, profile.DefaultOf(direction), "the default action"));
        return Chain(direction, isOurs: false,
        [
            .. Settings(direction, profiles, profile => profile.IsOn, LiveAction.Accept, "the firewall is off"),
            .. rules.Where(rule => rule is { Action: LiveAction.Accept, IsBypass: true }).SelectMany(rule => RulesOf(rule, profiles)),
            .. Jump(direction, blocking, profiles),
            .. direction == Direction.Egress ? []
                : Settings(direction, profiles, profile => profile.AllowsInboundRules, LiveAction.Drop, "rules that allow incoming connections do not apply"),
            .. Jump(direction, others, profiles),
            .. Jump(direction, allowing, profiles),
            .. defaults,
        ]);
    }

    // Rules of ours and of others that do the same need no order.
    private static IEnumerable<LiveRule> Jump(Direction direction, IEnumerable<WindowsLiveRule> rules, IReadOnlyList<WindowsFirewallProfile> profiles)
        => from isOurs in OursAndOthers
           let chain = Chain(direction, isOurs, rules.Where(rule => rule.IsOurs == isOurs).SelectMany(rule => RulesOf(rule, profiles))
               .OrderBy(rule => rule.Match.Unmodelled is not null || rule.Match.HasSourcePorts))
           where chain.Rules.Count > 0
           select new LiveRule(LiveMatch.Everything, LiveAction.Jump, chain, chain.Name);

    private static IEnumerable<LiveRule> RulesOf(WindowsLiveRule rule, IReadOnlyList<WindowsFirewallProfile> profiles)
    {
        var own = profiles.Where(profile => rule.Profiles.Contains(profile.Name, StringComparer.Ordinal)).ToList();
        var sure = own.Where(profile => !rule.IsLocal || profile.MergesLocalRules == true).Select(profile => profile.Label).ToList();
        var unsure = own.Where(profile => rule.IsLocal && profile.MergesLocalRules is null).Select(profile => profile.Label).ToList();
        return from match in rule.Matches
               from part in new[] { (sure, match.Unmodelled), (unsure, "AllowLocalFirewallRules") }
               where part.Item1.Count > 0
               select new LiveRule(On(rule.Direction, part.Item1, match) with { Unmodelled = part.Item2 }, rule.Action, Target: null, rule.Text);
    }

    private static IEnumerable<LiveRule> Settings(
        Direction direction, IReadOnlyList<WindowsFirewallProfile> profiles, Func<WindowsFirewallProfile, bool?> setting, LiveAction action, string text)
        => from profile in profiles
           let value = setting(profile)
           where value != true
           let rule = Setting(direction, profile, action, text)
           select value is null ? rule with { Match = rule.Match with { Unmodelled = text } } : rule;

    private static LiveRule Setting(Direction direction, WindowsFirewallProfile profile, LiveAction action, string text)
        => new(On(direction, [profile.Label], LiveMatch.Everything), action, Target: null, $"{profile.Label}: {text}");

    private static LiveMatch On(Direction direction, List<string> labels, LiveMatch match)
    {
        var condition = labels.Count == Labels.Length ? null : new LiveInterface(labels);
        return direction == Direction.Egress ? match with { Out = condition } : match with { In = condition };
    }

    private static LiveChain Chain(Direction direction, bool isOurs, IEnumerable<LiveRule> rules)
    {
        var chain = new LiveChain($"{(direction == Direction.Egress ? "outbound" : "inbound")} rules", isOurs);
        chain.Rules.AddRange(rules);
        return chain;
    }
}

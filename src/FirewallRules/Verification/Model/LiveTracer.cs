namespace FirewallRules.Verification;

/// <summary>Follows the packets of one remote address, and names each rule that decides or may decide.</summary>
/// <param name="budget">Limits the work.</param>
internal sealed class LiveTracer(LiveBudget budget)
{
    private const int MaxDepth = 64;

    /// <summary>The rules and policies that may decide, in order. The last one of each base chain decides if no earlier one does.</summary>
    /// <param name="hooks">The base chains in order.</param>
    /// <param name="packets">The packets.</param>
    /// <param name="address">The remote address.</param>
    /// <exception cref="LiveStateTooComplexException">The budget is used up, or jumps are nested too deeply.</exception>
    public IReadOnlyList<LiveStep> Trace(IEnumerable<LiveHook> hooks, LivePackets packets, AddressSet address)
    {
        var steps = new List<LiveStep>();
        foreach (var hook in hooks.Where(hook => hook.Sees(packets)))
        {
            var isDecided = Follow(new Way(hook, hook.View(packets), address, steps), hook.Chain, isPartial: false, depth: 0) == End.Decided;
            if (!isDecided && hook.Policy != LiveAction.Continue)
            {
                steps.Add(new LiveStep(hook, hook.Chain, Rule: null, hook.Policy, IsPartial: false));
            }

            if (steps is [.., { IsPartial: false, Action: LiveAction.Drop or LiveAction.Divert } last] && last.Hook == hook)
            {
                break;
            }
        }

        return steps;
    }

    private End Follow(Way way, LiveChain chain, bool isPartial, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new LiveStateTooComplexException($"the jumps from chain '{chain.Name}' are nested too deeply or lead back to it");
        }

        foreach (var rule in chain.Rules)
        {
            budget.Take(1);
            if (rule.Action == LiveAction.Continue || !rule.Match.Remotes(way.Packets, out LiveHold hold).Overlaps(way.Address))
            {
                continue;
            }

            var isOpen = isPartial || hold.IsPartial;
            switch (rule.Action)
            {
                case LiveAction.Return when !hold.IsPartial:
                    return End.Returned;
                case LiveAction.Return:
                    isPartial = true;
                    break;
                case LiveAction.Jump or LiveAction.Goto:
                    var before = way.Steps.Count;
                    var end = Follow(way, rule.Target!, isOpen, depth + 1);
                    if (!hold.IsPartial && (end == End.Decided || rule.Action == LiveAction.Goto))
                    {
                        return end;
                    }

                    isPartial |= way.Steps.Count > before || rule.Action == LiveAction.Goto;
                    break;
                default:
                    way.Steps.Add(new LiveStep(way.Hook, chain, rule, rule.Action, isOpen));
                    if (!hold.IsPartial)
                    {
                        return End.Decided;
                    }

                    isPartial = true;
                    break;
            }
        }

        return End.Returned;
    }

    private sealed record Way(LiveHook Hook, LivePackets Packets, AddressSet Address, List<LiveStep> Steps);

    private enum End
    {
        Returned,
        Decided,
    }
}

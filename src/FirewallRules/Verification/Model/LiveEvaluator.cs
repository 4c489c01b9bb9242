namespace FirewallRules.Verification;

/// <summary>Evaluates base chains for whole sets of remote addresses: what may happen to the packets of each address.</summary>
/// <remarks>A rule that may match or not sends the packets both ways, so that the result never lacks a possible outcome.</remarks>
/// <param name="onlyOurs">
/// Whether what this project did not write decides nothing. Jumps and returns are still followed, as ours may lie behind them.
/// </param>
/// <param name="budget">Limits the work.</param>
internal sealed class LiveEvaluator(bool onlyOurs, LiveBudget budget)
{
    // The kernel refuses loops, and more than 16 nested jumps in nftables.
    private const int MaxDepth = 64;

    private readonly AddressSetBuilder[] _decided = [new(), new(), new()];

    /// <summary>
    /// Whether the last run met a rule that tells two of the packets apart by more than the address, so that its result may be wider than that for
    /// some of them.
    /// </summary>
    public bool IsCoarse { get; private set; }

    /// <summary>The verdicts of all hooks that the packets pass, in order.</summary>
    /// <exception cref="LiveStateTooComplexException">The budget is used up, or jumps are nested too deeply.</exception>
    public LiveVerdicts Run(IEnumerable<LiveHook> hooks, LivePackets packets) => Run(hooks, packets, packets.Whole);

    /// <param name="hooks">The hooks in order.</param>
    /// <param name="packets">The packets.</param>
    /// <param name="remotes">The remote addresses to evaluate.</param>
    /// <inheritdoc cref="Run(IEnumerable{LiveHook}, LivePackets)" />
    public LiveVerdicts Run(IEnumerable<LiveHook> hooks, LivePackets packets, AddressSet remotes)
    {
        IsCoarse = false;
        var verdicts = LiveVerdicts.None(remotes);
        foreach (var hook in hooks.Where(hook => hook.Sees(packets)))
        {
            verdicts = verdicts.Then(RunHook(hook, hook.View(packets), verdicts.Passing));
        }

        return verdicts;
    }

    private LiveVerdicts RunHook(LiveHook hook, LivePackets packets, AddressSet remotes)
    {
        for (var i = 0; i < _decided.Length; i++)
        {
            _decided[i] = new AddressSetBuilder();
        }

        var rest = RunChain(hook.Chain, remotes, packets, depth: 0);

        // A policy that accepts is no rule: it leaves to others what no rule of ours mentions.
        var isOpen = hook.Policy == LiveAction.Continue || (onlyOurs && (!hook.Chain.IsOurs || hook.Policy == LiveAction.Accept));
        if (!isOpen)
        {
            Decide(hook.Policy, rest, packets);
        }

        var (accepted, dropped, diverted) = (_decided[0].ToAddressSet(), _decided[1].ToAddressSet(), _decided[2].ToAddressSet());
        return new LiveVerdicts(accepted, dropped, diverted, isOpen ? rest : AddressSet.Empty);
    }

    /// <returns>The addresses whose packets may continue behind the chain.</returns>
    private AddressSet RunChain(LiveChain chain, AddressSet reaching, LivePackets packets, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new LiveStateTooComplexException($"the jumps from chain '{chain.Name}' are nested too deeply or lead back to it");
        }

        var returned = AddressSet.Empty;
        var batch = new LiveBatch();
        var rules = chain.Rules;
        for (var i = 0; i < rules.Count && !reaching.IsEmpty; i++)
        {
            budget.Take(1);
            if (IsIgnored(chain, rules[i].Action) || rules[i].Match.Remotes(packets, out LiveHold hold) is not { IsEmpty: false } remotes)
            {
                continue;
            }

            if (!hold.IsPartial && IsFinal(chain, rules[i].Action))
            {
                batch.Add(Final(chain, rules[i].Action), remotes);
                reaching = ReferenceEquals(remotes, packets.Whole) ? Settle() : reaching;
                continue;
            }

            reaching = Settle();
            remotes = Alike(chain, ref i, hold, remotes, packets);
            var matched = reaching.Intersect(remotes);
            budget.Take(reaching.RangeCount + remotes.RangeCount);
            if (!matched.IsEmpty)
            {
                IsCoarse |= hold.IsCoarse;
                reaching = hold.IsPartial ? reaching : reaching.Except(remotes);
                reaching = reaching.Union(Follow(chain, rules[i], matched));
            }
        }

        return Settle().Union(returned);

        AddressSet Settle()
        {
            if (batch.IsEmpty || reaching.IsEmpty)
            {
                return reaching;
            }

            var (decided, all) = batch.Take(budget);
            budget.Take(reaching.RangeCount);
            foreach (var (action, addresses) in decided)
            {
                var matched = reaching.Intersect(addresses);
                returned = action == LiveAction.Return ? returned.Union(matched) : returned;
                Decide(action, matched, packets);
            }

            return reaching.Except(all);
        }

        // Returns what comes back from a rule that was not batched.
        AddressSet Follow(LiveChain from, LiveRule rule, AddressSet matched)
        {
            switch (Final(from, rule.Action))
            {
                case LiveAction.Jump:
                    return RunChain(rule.Target!, matched, packets, depth + 1);
                case LiveAction.Goto:
                    returned = returned.Union(RunChain(rule.Target!, matched, packets, depth + 1));
                    return AddressSet.Empty;
                case LiveAction.Return:
                    returned = returned.Union(matched);
                    return AddressSet.Empty;
                default:
                    Decide(Final(from, rule.Action), matched, packets);
                    return AddressSet.Empty;
            }
        }
    }

    /// <summary>The addresses of a rule and of the rules behind it that do the same and match as surely.</summary>
    private AddressSet Alike(LiveChain chain, ref int index, LiveHold hold, AddressSet remotes, LivePackets packets)
    {
        AddressSetBuilder? all = null;
        var first = chain.Rules[index];
        while (index + 1 < chain.Rules.Count)
        {
            var next = chain.Rules[index + 1];
            if (next.Action != first.Action || next.Target != first.Target)
            {
                break;
            }

            budget.Take(1);
            var more = next.Match.Remotes(packets, out LiveHold other);
            if (!more.IsEmpty)
            {
                if (other != hold)
                {
                    break;
                }

                (all ??= new AddressSetBuilder().Add(remotes)).Add(more);
            }

            index++;
        }

        return all?.ToAddressSet() ?? remotes;
    }

    private bool IsIgnored(LiveChain chain, LiveAction action)
        => action == LiveAction.Continue || (onlyOurs && !chain.IsOurs && action is not (LiveAction.Return or LiveAction.Jump or LiveAction.Goto));

    private bool IsFinal(LiveChain chain, LiveAction action)
        => Final(chain, action) is LiveAction.Accept or LiveAction.Drop or LiveAction.Divert or LiveAction.Return;

    private LiveAction Final(LiveChain chain, LiveAction action)
        => action == LiveAction.Return && onlyOurs && chain.AllowsByReturn ? LiveAction.Accept : action;

    private void Decide(LiveAction action, AddressSet addresses, LivePackets packets)
    {
        switch (action)
        {
            case LiveAction.Return:
                break;

            // Connections from outside reach a forwarded service because their destination is translated.
            case LiveAction.Divert when packets.Traffic is { IsForwarded: true, Direction: Direction.Ingress }:
            case LiveAction.Accept:
                _decided[0].Add(addresses);
                break;
            case LiveAction.Drop:
                _decided[1].Add(addresses);
                break;
            case LiveAction.Divert:
                _decided[2].Add(addresses);
                break;
            default:
                _decided[0].Add(addresses);
                _decided[1].Add(addresses);
                break;
        }
    }
}

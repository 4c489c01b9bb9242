namespace FirewallRules.Verification;

/// <summary>What is wrong with some packets, and what the rest of the firewall is judged for.</summary>
/// <param name="evaluators">Evaluate what is expected, our part, and everything.</param>
/// <param name="expected">What the rules ask for.</param>
/// <param name="live">What the firewall does.</param>
internal sealed class LiveJudgement(LiveEvaluators evaluators, LivePolicy expected, LivePolicy live)
{
    private static readonly LivePhases[] Answers = [LivePhases.Reply, LivePhases.Later];

    private readonly List<LiveSuspicion> _suspicions = [];

    /// <summary>The findings without their causes.</summary>
    public IReadOnlyList<LiveSuspicion> Suspicions => _suspicions;

    /// <summary>Whether a rule tells some of the packets apart by their port or interface.</summary>
    public bool IsCoarse { get; private set; }

    /// <summary>Whether all of the packets are treated alike, although there may be rules that tell them apart.</summary>
    public bool IsCertain { get; private set; } = true;

    public void Judge(LivePackets packets)
    {
        var (wanted, ours) = (Run(evaluators.Expecting, expected, packets, packets.Whole), Run(evaluators.Ours, live, packets, packets.Whole));
        var (missing, extra) = (wanted.SurelyAccepted.Except(ours.Accepted), ours.SurelyAccepted.Except(wanted.Accepted));
        var undenied = wanted.SurelyLost.Intersect(ours.SurelyUndecided);
        var denied = ours.SurelyLost.Intersect(wanted.SurelyUndecided);
        Suspect(LiveFindingKind.Missing, packets, missing, isDeny: false);
        Suspect(LiveFindingKind.Extra, packets, extra, isDeny: false);
        Suspect(LiveFindingKind.Missing, packets, undenied, isDeny: true);
        Suspect(LiveFindingKind.Extra, packets, denied, isDeny: true);
        var unknown = Differing(wanted, ours).Except(missing).Except(extra).Except(undenied).Except(denied);
        Suspect(LiveFindingKind.Unknown, packets, unknown, isDeny: false);

        var allowed = ours.SurelyAccepted.Intersect(wanted.SurelyAccepted);
        allowed = Overridden(packets, allowed, ours.SurelyLost.Intersect(wanted.SurelyLost));
        foreach (var phase in Answers)
        {
            allowed = JudgeAnswers(packets with { Phase = phase }, allowed);
        }
    }

    /// <summary>What follows on the first packet must pass, too.</summary>
    /// <returns>The addresses for which it does.</returns>
    private AddressSet JudgeAnswers(LivePackets packets, AddressSet allowed)
    {
        if (allowed.IsEmpty)
        {
            return allowed;
        }

        var (wanted, ours) = (Run(evaluators.Expecting, expected, packets, allowed), Run(evaluators.Ours, live, packets, allowed));
        var missing = ours.SurelyLost.Except(wanted.SurelyLost);
        Suspect(LiveFindingKind.Missing, packets, missing, isDeny: false);
        var unknown = Differing(wanted, ours).Intersect(ours.Open).Except(missing);
        Suspect(LiveFindingKind.Unknown, packets, unknown, isDeny: false);
        return Overridden(packets, allowed.Except(missing).Except(unknown), AddressSet.Empty);
    }

    /// <returns>The allowed addresses that pass the rest of the firewall, too.</returns>
    private AddressSet Overridden(LivePackets packets, AddressSet allowed, AddressSet denied)
    {
        if (allowed.IsEmpty && denied.IsEmpty)
        {
            return allowed;
        }

        var whole = Run(evaluators.All, live, packets, allowed.Union(denied));
        var open = whole.Accepted.Intersect(whole.Dropped.Union(whole.Diverted));
        var (lost, opened) = (allowed.Intersect(whole.SurelyLost), denied.Intersect(whole.SurelyAccepted));
        Suspect(LiveFindingKind.Overridden, packets, lost, isDeny: false);
        Suspect(LiveFindingKind.Overridden, packets, opened, isDeny: true);
        Suspect(LiveFindingKind.Unknown, packets, allowed.Intersect(open), isDeny: false, isOfOthers: true);
        Suspect(LiveFindingKind.Unknown, packets, denied.Intersect(open), isDeny: true, isOfOthers: true);
        Suspect(LiveFindingKind.Overridden, packets, denied.Intersect(whole.Diverted).Except(open), isDeny: true, isDiverted: true);
        return allowed.Except(lost).Except(open);
    }

    private LiveVerdicts Run(LiveEvaluator evaluator, LivePolicy policy, LivePackets packets, AddressSet remotes)
    {
        var verdicts = evaluator.Run(policy.Hooks, packets, remotes);
        IsCoarse |= evaluator.IsCoarse;
        IsCertain &= verdicts.Open.IsEmpty;
        return verdicts;
    }

    private static AddressSet Differing(LiveVerdicts one, LiveVerdicts other)
        => one.Accepted.SymmetricExcept(other.Accepted)
            .Union(one.Dropped.Union(one.Diverted).SymmetricExcept(other.Dropped.Union(other.Diverted)))
            .Union(one.Undecided.SymmetricExcept(other.Undecided));

    private void Suspect(
        LiveFindingKind kind, LivePackets packets, AddressSet addresses, bool isDeny, bool isOfOthers = false, bool isDiverted = false)
    {
        if (!addresses.IsEmpty)
        {
            _suspicions.Add(new LiveSuspicion(kind, packets, addresses, isDeny, isOfOthers, isDiverted));
        }
    }
}

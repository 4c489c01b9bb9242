namespace FirewallRules.Verification;

/// <summary>Names the rules that cause what is suspected, each with its own addresses, and leaves out what is not the firewall's to decide.</summary>
/// <param name="live">What the firewall does.</param>
/// <param name="evaluators">The evaluators.</param>
/// <param name="findings">Where the findings go.</param>
internal sealed class LiveCauses(LivePolicy live, LiveEvaluators evaluators, LiveFindings findings)
{
    // More rules with a part in one difference are not named one by one.
    private const int MaxCauses = 16;

    public void Name(LiveSuspicion suspicion)
    {
        var rest = suspicion.Addresses;
        for (var causes = 1; !rest.IsEmpty; causes++)
        {
            var step = Step(suspicion, rest);
            var sharing = step?.Rule is null || causes > MaxCauses ? rest : rest.Intersect(step.Remotes(suspicion.Packets));
            if (IsFinding(suspicion, step, sharing, out var kind))
            {
                var text = suspicion.Packets.Phase == LivePhases.Reply && step is not null ? $"replies: {step}" : step?.ToString();
                findings.Add(kind, suspicion.Packets, sharing, suspicion.IsDeny, text);
            }

            rest = rest.Except(sharing);
        }
    }

    private LiveStep? Step(LiveSuspicion suspicion, AddressSet rest)
    {
        var (kind, isDeny) = (suspicion.Kind, suspicion.IsDeny);
        if (kind is not (LiveFindingKind.Overridden or LiveFindingKind.Unknown) && suspicion.Packets.Phase == LivePhases.First)
        {
            return null;
        }

        var first = AddressSet.From([Cidr.FromAddress(rest.Ranges.First().FirstAddress)]);
        return evaluators.Tracer.Trace(live.Hooks, suspicion.Packets, first).FirstOrDefault(step => kind == LiveFindingKind.Unknown ? step.IsPartial
            : suspicion.IsDiverted ? step.Action == LiveAction.Divert
            : isDeny ? step.Action == LiveAction.Accept
            : step.Action != LiveAction.Accept);
    }

    private bool IsFinding(LiveSuspicion suspicion, LiveStep? step, AddressSet addresses, out LiveFindingKind kind)
    {
        kind = suspicion.Kind;
        if (suspicion.IsDiverted)
        {
            return step is not null && IsOpenedBy(step, suspicion.Packets, addresses, out kind);
        }

        // Whether a host forwards at all is its own decision: what it does not forward is overridden only by a rule about these packets.
        return !suspicion.Packets.Traffic.IsForwarded || suspicion.IsDeny
            || kind is LiveFindingKind.Missing or LiveFindingKind.Extra
            || (kind == LiveFindingKind.Unknown && !suspicion.IsOfOthers)
            || (suspicion.Packets.Phase == LivePhases.First && step?.Rule is { } rule && IsAbout(rule.Match, suspicion.Packets)
                && (kind == LiveFindingKind.Overridden || rule.Match.Unmodelled is not null));
    }

    private static bool IsAbout(LiveMatch match, LivePackets packets)
        => (packets.Traffic.Direction == Direction.Egress ? match.Destination : match.Source) is not null
            || match.Ports is not null || match.OriginalPorts is not null;

    /// <summary>
    /// Whether packets to deny pass because they are sent to another port of the host. What is sent to another host does not arrive where it was
    /// denied, and what is forwarded is judged where the rules restrict it.
    /// </summary>
    private bool IsOpenedBy(LiveStep diversion, LivePackets packets, AddressSet addresses, out LiveFindingKind kind)
    {
        kind = LiveFindingKind.Overridden;
        if (packets.Traffic is not { Direction: Direction.Ingress, IsForwarded: false } || diversion.Rule is not { IsDivertedToHost: true } rule)
        {
            return false;
        }

        var later = live.Hooks.Where(hook => hook.Order > diversion.Hook.Order);
        var verdicts = evaluators.All.Run(later, packets with { Ports = rule.DivertedTo ?? packets.Ports }, addresses);
        if (verdicts.Passing.IsEmpty)
        {
            return false;
        }

        kind = verdicts.Dropped.Union(verdicts.Diverted).IsEmpty ? kind : LiveFindingKind.Unknown;
        return true;
    }
}

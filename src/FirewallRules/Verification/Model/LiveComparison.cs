namespace FirewallRules.Verification;

/// <summary>Compares what a firewall does with what it should do, for every kind of packet that a rule of either tells apart.</summary>
/// <remarks>
/// All ports and interfaces are judged at once, and split only where it is open how some of them are treated: most rules of a host differ in ports
/// that nothing else mentions.
/// </remarks>
internal sealed class LiveComparison
{
    private static readonly Protocol[] Protocols = [Protocol.Tcp, Protocol.Udp];

    // A rule that is certain to decide about more ranges of ports is named for all of them, although another one may come first for some.
    private const int MaxNamedRanges = 4096;

    private readonly LivePolicy _expected;
    private readonly LivePolicy _live;
    private readonly LiveEvaluators _evaluators = new(new LiveBudget());
    private readonly LiveFindings _findings = new();
    private readonly LiveCauses _causes;
    private readonly IReadOnlyList<string?> _interfaces;
    private readonly LiveHook[] _intoOurs;

    private LiveComparison(LivePolicy expected, LivePolicy live)
    {
        (_expected, _live) = (expected, live);
        _interfaces = Interfaces(live, expected);
        _intoOurs = [.. live.Hooks.Where(hook => LivePolicy.ReachableFrom([hook.Chain]).Any(chain => chain.IsOurs))];
        _causes = new LiveCauses(live, _evaluators, _findings);
    }

    public static LiveVerification Of(LivePolicy expected, LivePolicy live)
    {
        var comparison = new LiveComparison(expected, live);
        try
        {
            comparison.CompareSets();
            comparison.CompareTraffic();
        }
        catch (LiveStateTooComplexException e)
        {
            comparison._findings.AddUnknown(e.Reason);
        }

        foreach (var construct in live.Unmodelled.Concat(live.Unread.Select(table => $"table {table} is not in the listing")))
        {
            comparison._findings.AddUnknown(construct);
        }

        return new LiveVerification(comparison._findings.ToList(comparison._interfaces.Count));
    }

    /// <summary>The interfaces that rules tell apart, and <see langword="null"/> for all others.</summary>
    public static IReadOnlyList<string?> Interfaces(LivePolicy live, LivePolicy? expected = null)
    {
        if (live.Interfaces is { } known)
        {
            return known;
        }

        var named = live.Matches.Concat(expected?.Matches ?? [])
            .SelectMany(match => (match.In?.Names ?? []).Concat(match.Out?.Names ?? []))
            .Where(name => name is not ("lo" or [LiveInterface.Wildcard]));
        return [null, .. named.Distinct(StringComparer.Ordinal)];
    }

    private void CompareSets()
    {
        foreach (var (name, wanted) in _expected.Sets ?? new Dictionary<string, AddressSet>(StringComparer.Ordinal))
        {
            if (_live.OpaqueSets.Contains(name, StringComparer.Ordinal))
            {
                _findings.AddUnknown($"set {name} has elements that are not addresses");
                continue;
            }

            var found = _live.Sets?.GetValueOrDefault(name) ?? AddressSet.Empty;
            foreach (var family in _live.Families)
            {
                _findings.AddSet(LiveFindingKind.Missing, family, wanted.Except(found).Only(family), name);
                _findings.AddSet(LiveFindingKind.Extra, family, found.Except(wanted).Only(family), name);
            }
        }
    }

    private void CompareTraffic()
    {
        LiveMatch[] matches = [.. _expected.Matches, .. _live.Matches];
        foreach (var (family, protocol) in _live.Families.SelectMany(family => Protocols.Select(protocol => (family, protocol))))
        {
            PortRange[] ports = [.. PortPartition.Of(matches.Where(match => Concerns(match, family, protocol)), PortRange.All)];
            foreach (var traffic in LiveTraffic.All.Where(IsJudged))
            {
                Compare(
                    new LivePackets(traffic, family, protocol, PortRange.All, Interface: null)
                    {
                        IsAnyInterface = _interfaces.Count > 1,
                        Host = _live.HostAddresses is { } host ? LiveConditions.OwnOf(host, family) : null,
                    },
                    ports);
            }
        }
    }

    private static bool Concerns(LiveMatch match, IpFamily family, Protocol protocol)
        => !match.IsNever && (match.Family ?? family) == family && (match.Protocol ?? protocol) == protocol;

    // A direction without rules is judged too where former rules are left. Forwarded traffic concerns a chain of ours only where the rules were
    // written for it, or a base chain of ours sees it.
    private bool IsJudged(LiveTraffic traffic)
        => _expected.Hooks.Any(hook => hook.Traffic.Contains(traffic))
            || _intoOurs.Any(hook => hook.Traffic.Contains(traffic) && (!traffic.IsForwarded || hook.Chain.IsOurs));

    private void Compare(LivePackets packets, ReadOnlySpan<PortRange> ports)
    {
        packets = packets with { Ports = new PortRange(ports[0].First, ports[^1].Last) };
        var judgement = new LiveJudgement(_evaluators, _expected, _live);
        judgement.Judge(packets);
        var isAlike = judgement.IsCertain && (judgement.Suspicions.Count == 0 || ports.Length > MaxNamedRanges);
        if (!judgement.IsCoarse || isAlike)
        {
            foreach (var suspicion in judgement.Suspicions)
            {
                _causes.Name(suspicion);
            }
        }
        else if (ports.Length > 1)
        {
            var middle = ports.Length / 2;
            Compare(packets, ports[..middle]);
            Compare(packets, ports[middle..]);
        }
        else
        {
            foreach (var name in _interfaces)
            {
                Compare(packets with { IsAnyInterface = false, Interface = name }, ports);
            }
        }
    }
}

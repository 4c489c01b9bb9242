using System.Globalization;
using System.Numerics;
using FirewallRules.Verification;

namespace FirewallRules.Cli.Output;

/// <summary>Looks an address up in documents, catalogues and a live state.</summary>
/// <param name="asked">What is asked for.</param>
internal sealed class WhichLookup(WhichArgument asked)
{
    private const int MaxNearest = 3;

    /// <param name="documents">The documents, each with those that precede it, from the oldest to the newest of its site.</param>
    /// <param name="live">The live state; null for none.</param>
    public WhichReport Look(IReadOnlyList<IpRangesDocument> documents, LiveState? live)
    {
        var newest = documents.GroupBy(document => document.Site!).Select(site => site.Last()).ToList();
        var matches = newest.SelectMany(Matches).ToList();
        var sections = matches.Select(match => (match.Site, match.Section)).ToHashSet();
        return new WhichReport(
            asked.Text,
            matches,
            [.. sections.Select(section => Since(documents, section.Site, section.Section)).OfType<WhichSince>()],
            matches.Count > 0 ? [] : [.. newest.SelectMany(Near).OrderBy(near => near.Distance).Take(MaxNearest).Select(near => near.Row)],
            [.. Ports(sections)],
            live is null ? [] : [.. Decisions(live)]);
    }

    private IEnumerable<WhichMatch> Matches(IpRangesDocument document)
        => from section in document.Sections
           where section.Addresses.Contains(asked.Prefix)
           let traffic = SectionCatalog.TryGetTraffic(section.Section, document.Site, out var known) ? known : null
           select new WhichMatch(
               document.ToString(),
               document.Site!.Key,
               section.Section.Name,
               Published(section),
               traffic is null ? null : Text(traffic),
               asked.Port is not { } port || traffic is null ? null : Allows(traffic, port),
               Locations(document, section.Section));

    private string Published(IpRangesSection section)
        => section.IPv4Prefixes.Concat(section.IPv6Prefixes).Where(prefix => prefix.Contains(asked.Prefix)).OrderBy(prefix => prefix.PrefixLength)
            .Select(prefix => prefix.ToString()).LastOrDefault()
            ?? string.Join(", ", section.Addresses.Intersect(AddressSet.From([asked.Prefix])));

    private string[] Locations(IpRangesDocument document, Section name)
        => document.Located.TryGetSection(name, out var section)
            ? [.. section.Locations.Where(location => section.AddressesAt(location).Contains(asked.Prefix))]
            : [];

    private bool Allows(SectionTraffic traffic, int port)
        => (asked.Protocol ?? traffic.Protocol) == traffic.Protocol && traffic.Ports.Any(range => range.First <= port && port <= range.Last);

    private WhichSince? Since(IReadOnlyList<IpRangesDocument> documents, string site, string section)
    {
        var ofSite = documents.Where(document => document.Site!.Key == site).ToList();
        var first = ofSite.FindIndex(document => document.TryGetSection(Section.Parse(section), out var found) && found.Addresses.Contains(asked.Prefix));
        return first > 0 ? new WhichSince(site, section, ofSite[first].ToString()) : null;
    }

    private IEnumerable<(BigInteger Distance, WhichNearest Row)> Near(IpRangesDocument document)
        => from section in document.Sections
           from prefix in asked.Prefix.Family == IpFamily.IPv4 ? section.IPv4Prefixes : section.IPv6Prefixes
           group section.Section.Name by prefix into sections
           let distance = Distance(sections.Key)
           select (distance, new WhichNearest(
               document.ToString(),
               [.. sections.Distinct(StringComparer.Ordinal)],
               sections.Key.ToString(),
               distance.ToString(CultureInfo.InvariantCulture)));

    private BigInteger Distance(Cidr prefix)
        => prefix.Overlaps(asked.Prefix) ? BigInteger.Zero
            : asked.Prefix.FirstValue > prefix.LastValue ? (BigInteger)(asked.Prefix.FirstValue - prefix.LastValue)
            : (BigInteger)(prefix.FirstValue - asked.Prefix.LastValue);

    private IEnumerable<WhichPort> Ports(IReadOnlyCollection<(string Site, string Section)> found)
        => from version in AgentVersion.Known
           from port in version.Ports
           where asked.Port is null || asked.Port == port.Port
           let sections = port.Sections.Select(section => section.Name)
               .Where(name => found.Any(one => one.Section == name && (port.Site is null || port.Site.Key == one.Site))).ToList()
           where sections.Count > 0
           select new WhichPort(
               version.Key,
               port.Service.Name,
               $"{port.Port.ToString(CultureInfo.InvariantCulture)}/{(port.Service.Protocol == Protocol.Tcp ? "tcp" : "udp")}",
               sections,
               port.Purpose);

    private IEnumerable<WhichDecision> Decisions(LiveState live)
    {
        var address = AddressSet.From([asked.Prefix]);
        var policy = live.Live;
        var interfaces = LiveComparison.Interfaces(policy);
        foreach (var traffic in LiveTraffic.All.Where(traffic => policy.Hooks.Any(hook => hook.Traffic.Contains(traffic))))
        {
            foreach (var protocol in asked.Protocol is { } only ? [only] : new[] { Protocol.Tcp, Protocol.Udp })
            {
                var packets = new LivePackets(traffic, asked.Prefix.Family, protocol, asked.Port!.Value, Interface: null)
                {
                    Host = policy.HostAddresses is { } host ? LiveConditions.OwnOf(host, asked.Prefix.Family) : null,
                };
                List<WhichDecision> decisions = [.. interfaces.Select(name => Decide(policy, packets with { Interface = name }, address))];
                var isSame = decisions.TrueForAll(one
                    => one.Verdict == decisions[0].Verdict && one.Rules.SequenceEqual(decisions[0].Rules, StringComparer.Ordinal));
                foreach (var decision in isSame ? [decisions[0] with { Interface = null }] : decisions)
                {
                    yield return decision;
                }
            }
        }
    }

    private static WhichDecision Decide(LivePolicy policy, LivePackets packets, AddressSet address)
    {
        var budget = new LiveBudget();
        var traffic = $"{(packets.Traffic.IsForwarded ? "forwarded " : "")}{(packets.Traffic.Direction == Direction.Egress ? "egress" : "ingress")} "
            + $"{(packets.Protocol == Protocol.Tcp ? "tcp" : "udp")} {packets.Ports}";
        var name = packets.Interface ?? "other interfaces";
        try
        {
            var verdicts = new LiveEvaluator(onlyOurs: false, budget).Run(policy.Hooks, packets, address);
            var steps = new LiveTracer(budget).Trace(policy.Hooks, packets, address).Where(step => step.Action != LiveAction.Continue);
            return new WhichDecision(
                traffic, name, Verdict(verdicts, address), [.. steps.Select(step => $"{(step.IsPartial ? "maybe " : "")}{step}")]);
        }
        catch (LiveStateTooComplexException e)
        {
            return new WhichDecision(traffic, name, "unknown", [e.Reason]);
        }
    }

    private static string Verdict(LiveVerdicts verdicts, AddressSet address)
        => verdicts.SurelyAccepted.Contains(address) ? "accepted"
            : verdicts.Dropped.Except(verdicts.Accepted.Union(verdicts.Diverted).Union(verdicts.Undecided)).Contains(address) ? "dropped"
            : verdicts.SurelyLost.Contains(address) ? "diverted"
            : verdicts.SurelyUndecided.Contains(address) ? "not judged"
            : "unknown";

    private static string Text(SectionTraffic traffic)
        => $"{(traffic.Direction == Direction.Egress ? "egress" : "ingress")} {(traffic.Protocol == Protocol.Tcp ? "tcp" : "udp")} "
            + string.Join(", ", traffic.Ports);
}

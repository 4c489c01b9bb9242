using System.Net;

namespace FirewallRules.SystemTests;

/// <summary>Chooses packets: some of each kind in and near the findings, and others in and near the rules.</summary>
internal static class TamperingPoints
{
    private const int Count = 20;

    // What no packet can be sent to from here: unspecified, loopback, link-local, multicast, reserved, and the wire's own addresses.
    private static readonly AddressSet s_unroutable = Samples.Set(
        "0.0.0.0/8 127.0.0.0/8 169.254.0.0/16 198.18.0.0/15 224.0.0.0/3 ::/16 fe80::/10 fec0::/10 ff00::/8 2001:2::/48");

    public static IReadOnlyList<Knock> Of(IReadOnlyList<LiveFinding> findings, RuleSet rules, int[] tcp, int[] udp, Random random)
    {
        var inside = findings.Where(finding => finding.Direction is not null).SelectMany(finding => Inside(finding, Ports(finding.Protocol))).ToList();
        var outside = rules.Rules.SelectMany(rule => At(rule, Ports(rule.Protocol))).Concat(inside.SelectMany(Near)).ToList();
        return [.. Some(inside, Count / 2).Concat(Some(outside, Count)).Distinct().Take(Count)];

        int[] Ports(Protocol protocol) => protocol == Protocol.Tcp ? tcp : udp;

        IEnumerable<Knock> Some(List<Knock> all, int count)
        {
            var knocks = all.Where(knock => !s_unroutable.Contains(knock.Remote)).Distinct().ToArray();
            random.Shuffle(knocks);
            return knocks.Take(count);
        }
    }

    /// <summary>Whether the finding is about the packet.</summary>
    public static bool Covers(LiveFinding finding, Knock knock)
        => finding.Direction == knock.Direction && finding.Protocol == knock.Protocol && finding.Addresses.Contains(knock.Remote)
            && finding.Ports.Any(range => range.First <= knock.Port && knock.Port <= range.Last);

    private static IEnumerable<Knock> Inside(LiveFinding finding, int[] ports)
        => from range in finding.Addresses.Ranges.Take(200)
           from address in new[] { range.FirstAddress, Middle(range), range.LastAddress }
           from port in ports
           where finding.Ports.Any(ports => ports.First <= port && port <= ports.Last)
           select new Knock(finding.Direction!.Value, finding.Protocol, address, port);

    private static IEnumerable<Knock> At(Rule rule, int[] ports)
        => from range in rule.Remote.Addresses.Ranges
           from address in new[] { range.FirstAddress, Middle(range), range.LastAddress }.SelectMany(address => Around(address).Prepend(address))
           from port in ports
           select new Knock(rule.Direction, rule.Protocol, address, port);

    private static IEnumerable<Knock> Near(Knock knock) => Around(knock.Remote).Select(address => knock with { Remote = address });

    private static IEnumerable<IPAddress> Around(IPAddress address)
        => s_unroutable.Contains(address) ? [] : [Address.Offset(address, -1), Address.Offset(address, 1)];

    private static IPAddress Middle(AddressRange range) => Address.Offset(range.FirstAddress, (Number(range.LastAddress) - Number(range.FirstAddress)) / 2);

    private static System.Numerics.BigInteger Number(IPAddress address) => new(address.GetAddressBytes(), isUnsigned: true, isBigEndian: true);
}

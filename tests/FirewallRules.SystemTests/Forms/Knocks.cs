using System.Net;

namespace FirewallRules.SystemTests;

/// <summary>The probes of a rule set: both sides of the edges of every prefix, and the edges of every port range.</summary>
internal static class Knocks
{
    // What no packet can be sent to from here: unspecified, loopback, link-local, multicast, broadcast, and the wire's own addresses.
    private static readonly AddressSet s_unroutable = Samples.Set(
        "0.0.0.0/8 127.0.0.0/8 169.254.0.0/16 224.0.0.0/4 255.255.255.255/32 198.18.0.0/15 ::/16 fe80::/10 fec0::/10 ff00::/8 2001:2::/48");

    public static IReadOnlyList<Knock> At(RuleSet rules) => [.. rules.Rules.SelectMany(At).Distinct()];

    private static IEnumerable<Knock> At(Rule rule)
    {
        var addresses = Addresses(rule.Remote).Distinct().Where(address => !s_unroutable.Contains(address)).ToList();
        var ports = Ports(rule).Distinct().ToList();

        // Every address on one right and one wrong port, and one address of each kind on every port.
        var wrong = ports.First(port => !rule.Ports.Any(run => run.First <= port && port <= run.Last));
        var kinds = addresses.GroupBy(address => (address.AddressFamily, rule.Remote.Addresses.Contains(address))).Select(kind => kind.First());
        return Cross(addresses, [rule.Ports[0].First, wrong]).Concat(Cross(kinds, ports));

        IEnumerable<Knock> Cross(IEnumerable<IPAddress> some, IEnumerable<int> knocked) =>
            some.SelectMany(_ => knocked, (address, port) => new Knock(rule.Direction, rule.Protocol, address, port));
    }

    private static IEnumerable<IPAddress> Addresses(Remote remote)
    {
        foreach (var prefix in remote.Addresses)
        {
            yield return prefix.FirstAddress;
            yield return Address.Offset(prefix.FirstAddress, prefix.AddressCount / 2);
            yield return prefix.LastAddress;
        }

        foreach (var range in remote.Addresses.Ranges)
        {
            if (!IsEnd(range.FirstAddress, 0))
            {
                yield return Address.Offset(range.FirstAddress, -1);
            }

            if (!IsEnd(range.LastAddress, byte.MaxValue))
            {
                yield return Address.Offset(range.LastAddress, 1);
            }
        }

        // Somewhere that hardly any rule means, for those that mean any.
        yield return Address.Of("100.64.1.2");
        yield return Address.Of("2001:db8:ffff::1");
    }

    private static IEnumerable<int> Ports(Rule rule) => rule.Ports
        .SelectMany(run => new[] { run.First - 1, run.First, (run.First + run.Last) / 2, run.Last, run.Last + 1 })
        .Where(port => port is > 0 and <= ushort.MaxValue);

    private static bool IsEnd(IPAddress address, byte digit) => address.GetAddressBytes().All(part => part == digit);
}

using System.Net;

namespace FirewallRules.Tests.Rules;

/// <summary>A small universe: twelve ports, two small networks, and one address of each family outside them.</summary>
internal static class SmallWorld
{
    public const int LastPort = 12;

    public static IReadOnlyList<Cidr> Prefixes { get; } =
    [
        .. Inside(Cidr.Parse("192.0.2.0/28"), 28), .. Inside(Cidr.Parse("2001:db8::/125"), 125),
    ];

    public static IReadOnlyList<IPAddress> Addresses { get; } =
    [
        .. Prefixes.Where(prefix => prefix.FirstAddress.Equals(prefix.LastAddress)).Select(prefix => prefix.FirstAddress),
        Cidr.Parse("198.51.100.1/32").FirstAddress,
        Cidr.Parse("2001:db8:ffff::1/128").FirstAddress,
    ];

    /// <summary>What the rules allow, one entry for each address, port, protocol and direction.</summary>
    public static HashSet<(Direction Direction, Protocol Protocol, int Port, IPAddress Remote)> Allowed(IEnumerable<Rule> rules)
        =>
        [
            .. from rule in rules
               from run in rule.Ports
               from port in Enumerable.Range(run.First, run.Last - run.First + 1)
               from address in Addresses
               where rule.Remote.IsAny(Cidr.FromAddress(address).Family) || rule.Remote.Addresses.Contains(address)
               select (rule.Direction, rule.Protocol, port, address),
        ];

    /// <summary>Whether one rule allows an address on a port.</summary>
    public static bool Allows(Rule rule, (Direction Direction, Protocol Protocol, int Port, IPAddress Remote) place)
        => rule.Direction == place.Direction && rule.Protocol == place.Protocol
            && rule.Ports.Any(range => range.First <= place.Port && place.Port <= range.Last)
            && (rule.Remote.IsAny(Cidr.FromAddress(place.Remote).Family) || rule.Remote.Addresses.Contains(place.Remote));

    private static IEnumerable<Cidr> Inside(Cidr network, int length)
    {
        var bits = network.Family == IpFamily.IPv4 ? 32 : 128;
        var bytes = network.FirstAddress.GetAddressBytes();
        for (; length <= bits; length++)
        {
            var step = 1 << (bits - length);
            for (var offset = 0; network.Contains(new IPAddress([.. bytes[..^1], (byte)offset])); offset += step)
            {
                yield return new Cidr(new IPAddress([.. bytes[..^1], (byte)offset]), length);
            }
        }
    }
}

using System.Net;

namespace FirewallRules.SystemTests;

/// <summary>One try of the remote side or of the host to reach the other.</summary>
internal readonly record struct Knock(Direction Direction, Protocol Protocol, IPAddress Remote, int Port)
{
    public Target Target => Direction == Direction.Egress
        ? new Target(Remote, Port)
        : new Target(Wire.HostAddress(Remote.AddressFamily), Port, Remote);

    /// <summary>Whether the model lets it through. Plainly, rule by rule, as the emitters do not.</summary>
    public bool IsAllowedBy(RuleSet rules)
    {
        var (direction, protocol, remote, port) = this;
        return rules.Rules.Any(rule =>
            rule.Direction == direction && rule.Protocol == protocol && rule.Ports.Any(run => run.First <= port && port <= run.Last)
            && (rule.Remote.Addresses.Contains(remote) || rule.Remote.IsAny(FamilyOf(remote))));
    }

    private static IpFamily FamilyOf(IPAddress address) => Cidr.FromAddress(address).Family;
}

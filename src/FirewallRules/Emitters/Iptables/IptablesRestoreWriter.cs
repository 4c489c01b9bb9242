using System.Globalization;

namespace FirewallRules.Emitters;

/// <summary>Writes the restore file of one family, which creates or flushes the chains of this library and fills them in one transaction.</summary>
/// <remarks>Comments and names contain no character that is special within quotes to <c>iptables-restore</c> or a shell.</remarks>
internal sealed class IptablesRestoreWriter(TextWriter writer, IptablesPlan plan, IpFamily family)
{
    /// <param name="previous">The plan before an update; chains that only it has are flushed.</param>
    public void Write(IptablesPlan? previous = null)
    {
        writer.Line("*filter");
        foreach (var direction in plan.Directions.Concat(plan.StaleDirections(previous, family)))
        {
            writer.Line($":{plan.Chain(direction)} - [0:0]");
        }

        foreach (var direction in plan.Directions)
        {
            WriteChain(direction);
        }

        writer.Line("COMMIT");
    }

    /// <summary>Deletes the chains. They are created first, because deleting a chain that does not exist is an error.</summary>
    public void WriteRemoval()
    {
        writer.Line("*filter");
        foreach (var chain in plan.Directions.Select(plan.Chain))
        {
            writer.Line($":{chain} - [0:0]");
            writer.Line($"-X {chain}");
        }

        writer.Line("COMMIT");
    }

    private void WriteChain(Direction direction)
    {
        var chain = plan.Chain(direction);
        if (plan.DefaultDeny is { } opening)
        {
            WriteOpening(chain, direction, opening);
        }

        foreach (var rule in (plan.DefaultDeny?.Allowed.Rules ?? []).Concat(plan.RulesOf(family))
            .Where(rule => rule.Direction == direction && rule.Remote.Has(family)))
        {
            var comment = OutputText.Comment(rule.Comment, IptablesLimits.CommentLength);
            var quoted = comment.Length == 0 ? "" : $" -m comment --comment \"{comment}\"";
            foreach (var ports in PortMatches(rule))
            {
                WriteRule(chain, rule, $"{ports}{quoted} -j ACCEPT");
            }
        }

        if (plan.DefaultDeny is { } closing)
        {
            WriteClosing(chain, closing);
        }
    }

    private void WriteRule(string chain, Rule rule, string match)
    {
        var side = rule.Direction == Direction.Egress ? "d" : "s";
        if (rule.Remote.IsAny(family))
        {
            writer.Line($"-A {chain} {match}");
        }
        else if (plan.UsesSet(rule, family))
        {
            writer.Line($"-A {chain} -m set --match-set {plan.SetName(rule, family)} {(side == "d" ? "dst" : "src")} {match}");
        }
        else
        {
            writer.WritePrefixes(rule.Remote.In(family), $"-A {chain} -{side} ", $" {match}\n");
        }
    }

    private static IEnumerable<string> PortMatches(Rule rule)
    {
        var protocol = rule.Protocol == Protocol.Tcp ? "tcp" : "udp";
        if (rule.Ports.Count == 1)
        {
            return [$"-p {protocol} -m {protocol} --dport {rule.Ports[0].Format(':')}"];
        }

        var parts = new List<List<PortRange>> { new() };
        var slots = 0;
        foreach (var port in rule.Ports)
        {
            var needed = port.IsSingle ? 1 : 2;
            if (slots + needed > IptablesLimits.PortSlots)
            {
                parts.Add([]);
                slots = 0;
            }

            parts[^1].Add(port);
            slots += needed;
        }

        return parts.Select(part => $"-p {protocol} -m multiport --dports {string.Join(',', part.Select(port => port.Format(':')))}");
    }

    private void WriteOpening(string chain, Direction direction, DefaultDeny deny)
    {
        writer.Line($"-A {chain} {(direction == Direction.Egress ? "-o" : "-i")} lo -j ACCEPT");
        writer.Line($"-A {chain} -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT");
        if (family == IpFamily.IPv6)
        {
            foreach (var type in DefaultDeny.NeighborDiscovery(direction))
            {
                writer.Line(string.Create(CultureInfo.InvariantCulture, $"-A {chain} -p ipv6-icmp -m icmp6 --icmpv6-type {type} -j ACCEPT"));
            }
        }

        foreach (var (_, client, server) in DefaultDeny.Dhcp.Where(dhcp => deny.AllowDhcp && dhcp.Family == family))
        {
            var (from, to) = direction == Direction.Egress ? (client, server) : (server, client);
            writer.Line(string.Create(CultureInfo.InvariantCulture, $"-A {chain} -p udp -m udp --sport {from} --dport {to} -j ACCEPT"));
        }

        if (deny.AllowDns && direction == Direction.Egress)
        {
            writer.Line($"-A {chain} -p udp -m udp --dport 53 -j ACCEPT");
            writer.Line($"-A {chain} -p tcp -m tcp --dport 53 -j ACCEPT");
        }
    }

    private void WriteClosing(string chain, DefaultDeny deny)
    {
        if (deny.LogsPerMinute > 0)
        {
            writer.Line(string.Create(
                CultureInfo.InvariantCulture,
                $"-A {chain} -m limit --limit {deny.LogsPerMinute}/min --limit-burst 5 -j LOG --log-prefix \"{deny.LogPrefix}\""));
        }

        var reject = family == IpFamily.IPv4 ? "icmp-admin-prohibited" : "icmp6-adm-prohibited";
        writer.Line($"-A {chain} -j {(deny.Action == DenyAction.Reject ? $"REJECT --reject-with {reject}" : "DROP")}");
    }
}

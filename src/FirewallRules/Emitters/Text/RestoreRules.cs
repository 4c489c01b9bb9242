using System.Globalization;

namespace FirewallRules.Emitters;

/// <summary>Writes lines for <c>iptables-restore</c> that accept the traffic of a rule.</summary>
/// <remarks>Comments and names contain no character that is special within quotes to <c>iptables-restore</c> or a shell.</remarks>
internal static class RestoreRules
{
    /// <summary>Characters of a comment: 256 bytes including the terminator. Source: <c>iptables-extensions(8)</c>.</summary>
    public const int CommentLength = 255;

    // Ports of one multiport match, where a port range counts twice. Source: iptables-extensions(8).
    private const int PortSlots = 15;

    /// <summary>Writes one line for each prefix of the family and each match of ports.</summary>
    public static void WriteAccepting(this TextWriter writer, string chain, Rule rule, IpFamily family)
    {
        var comment = OutputText.Comment(rule.Comment, CommentLength);
        var quoted = comment.Length == 0 ? "" : $" -m comment --comment \"{comment}\"";
        foreach (var ports in PortMatches(rule))
        {
            var match = $"{ports}{quoted} -j ACCEPT";
            if (rule.Remote.IsAny(family))
            {
                writer.Line($"-A {chain} {match}");
            }
            else
            {
                writer.WritePrefixes(rule.Remote.In(family), $"-A {chain} {(rule.Direction == Direction.Egress ? "-d" : "-s")} ", $" {match}\n");
            }
        }
    }

    private static List<string> PortMatches(Rule rule)
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
            if (slots + needed > PortSlots)
            {
                parts.Add([]);
                slots = 0;
            }

            parts[^1].Add(port);
            slots += needed;
        }

        return parts.ConvertAll(part => string.Create(
            CultureInfo.InvariantCulture, $"-p {protocol} -m multiport --dports {string.Join(',', part.Select(port => port.Format(':')))}"));
    }
}

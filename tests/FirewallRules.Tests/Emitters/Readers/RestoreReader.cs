using System.Text.RegularExpressions;

namespace FirewallRules.Tests.Emitters.Readers;

/// <summary>Reads the lines that files for iptables-restore and ip6tables-restore are made of here, and refuses every other.</summary>
internal static class RestoreReader
{
    private static readonly Regex Rule = new(
        """^-A (?<chain>\S+)( -(?<side>[ds]) (?<prefix>\S+)| -m set --match-set (?<set>\S+) (?<field>dst|src))? """
        + """-p (?<protocol>tcp|udp) -m (tcp|udp|multiport) --dports? (?<ports>[0-9:,]+)"""
        + """( -m comment --comment "(?<comment>[^"]*)")? -j ACCEPT$""",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking);

    /// <param name="lines">The lines, comments left out.</param>
    /// <param name="family">The family of the command that they are for.</param>
    /// <param name="sets">The sets that rules refer to.</param>
    public static Allowed Read(IReadOnlyList<string> lines, IpFamily family, IReadOnlyDictionary<string, AddressSet> sets)
    {
        var (allowed, chains) = (new Allowed(), new HashSet<string>(StringComparer.Ordinal));
        Assert.That(lines[0], Is.EqualTo("*filter"));
        Assert.That(lines[^1], Is.EqualTo("COMMIT"));
        foreach (var line in lines.Skip(1).SkipLast(1))
        {
            if (line.StartsWith(':'))
            {
                Assert.That(line, Does.Match("^:[A-Z0-9-]{1,28} - \\[0:0\\]$"));
                Assert.That(chains.Add(line[1..line.IndexOf(' ', StringComparison.Ordinal)]), Is.True, "a chain is created once");
                continue;
            }

            var rule = Rule.Match(line);
            Assert.That(rule.Success, Is.True, line);
            Assert.That(chains, Does.Contain(rule.Groups["chain"].Value));
            AddRule(allowed, rule, family, sets);
        }

        return allowed;
    }

    private static void AddRule(Allowed allowed, Match rule, IpFamily family, IReadOnlyDictionary<string, AddressSet> sets)
    {
        var direction = rule.Groups["chain"].Value.EndsWith("-EGRESS", StringComparison.Ordinal) ? Direction.Egress : Direction.Ingress;
        var egress = direction == Direction.Egress;
        Assert.That(rule.Groups["side"].Value, Is.AnyOf("", egress ? "d" : "s"), rule.Value);
        Assert.That(rule.Groups["field"].Value, Is.AnyOf("", egress ? "dst" : "src"), rule.Value);
        var remote = rule.Groups["prefix"].Success ? Sets.Of(rule.Groups["prefix"].Value)
            : rule.Groups["set"].Success ? sets[rule.Groups["set"].Value]
            : Sets.All(family);
        Assert.That(remote.Intersect(Sets.All(family)), Is.EqualTo(remote), "a file is of one family");
        var ports = rule.Groups["ports"].Value.Split(',');
        Assert.That(ports.Sum(port => port.Contains(':') ? 2 : 1), Is.LessThanOrEqualTo(15), "multiport has 15 slots");
        foreach (var port in ports)
        {
            allowed.Add(direction, rule.Groups["protocol"].Value == "tcp" ? Protocol.Tcp : Protocol.Udp, Text.Ports(port, ':'), remote);
        }
    }
}

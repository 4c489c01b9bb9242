using System.Text.RegularExpressions;

namespace FirewallRules.Tests.Emitters.Readers;

/// <summary>Reads the blocks that a script for ufw writes, and refuses every line but those they are made of.</summary>
internal static class UfwReader
{
    private const RegexOptions Options = RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.NonBacktracking;

    private static readonly Regex Block = new("^prepare (?<family>[46]) '(?<text>[^']*)'$", Options);

    private static readonly Regex Rule = new(
        """^-A (?<chain>\S+)( -(?<side>[ds]) (?<prefix>\S+))? -p (?<protocol>tcp|udp) -m (tcp|udp|multiport) --dports? (?<ports>[0-9:,]+)"""
        + """( -m comment --comment "(?<comment>[^"]*)")? -j ACCEPT$""",
        Options);

    public static Allowed Read(string script)
    {
        var allowed = new Allowed();
        foreach (Match block in Block.Matches(script))
        {
            var family = block.Groups["family"].Value == "4" ? IpFamily.IPv4 : IpFamily.IPv6;
            if (block.Groups["text"].Value is { Length: > 0 } text)
            {
                Read(text.Split('\n'), family, allowed);
            }
        }

        return allowed;
    }

    private static void Read(string[] lines, IpFamily family, Allowed allowed)
    {
        Assert.That(lines[0], Does.Match("^# BEGIN fwrules [a-z0-9-]+$"));
        Assert.That(lines[^1], Is.EqualTo(lines[0].Replace("BEGIN", "END", StringComparison.Ordinal)));
        var name = lines[0]["# BEGIN ".Length..];
        var chain = "";
        foreach (var line in lines.Where(line => !line.StartsWith('#')))
        {
            if (line.StartsWith(':'))
            {
                Assert.That(chain, Is.Empty, "each chain ends with its jump");
                Assert.That(line, Does.Match("^:[a-z0-9-]{1,28} - \\[0:0\\]$"));
                chain = line[1..line.IndexOf(' ', StringComparison.Ordinal)];
            }
            else if (line == $"-A {chain} -m comment --comment \"{name}\"")
            {
                // The mark.
            }
            else if (line.StartsWith("-A ufw", StringComparison.Ordinal))
            {
                var hook = chain.EndsWith("-out", StringComparison.Ordinal) ? "output" : "input";
                Assert.That(line, Is.EqualTo($"-A {(family == IpFamily.IPv4 ? "ufw" : "ufw6")}-before-{hook} -j {chain}"));
                chain = "";
            }
            else
            {
                Add(line, chain, family, allowed);
            }
        }

        Assert.That(chain, Is.Empty);
    }

    private static void Add(string line, string chain, IpFamily family, Allowed allowed)
    {
        var rule = Rule.Match(line);
        Assert.That(rule.Success, Is.True, line);
        Assert.That(rule.Groups["chain"].Value, Is.EqualTo(chain));
        var direction = chain.EndsWith("-out", StringComparison.Ordinal) ? Direction.Egress : Direction.Ingress;
        Assert.That(rule.Groups["side"].Value, Is.AnyOf("", direction == Direction.Egress ? "d" : "s"), line);
        var remote = rule.Groups["prefix"].Success ? Sets.Of(rule.Groups["prefix"].Value) : Sets.All(family);
        Assert.That(remote, Is.EqualTo(remote.Intersect(Sets.All(family))), "a file is of one family");
        var ports = rule.Groups["ports"].Value.Split(',');
        Assert.That(ports.Sum(port => port.Contains(':') ? 2 : 1), Is.LessThanOrEqualTo(15), "multiport has 15 slots");
        foreach (var port in ports)
        {
            allowed.Add(direction, rule.Groups["protocol"].Value == "tcp" ? Protocol.Tcp : Protocol.Udp, Text.Ports(port, ':'), remote);
        }
    }
}

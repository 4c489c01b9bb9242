using System.Text.RegularExpressions;

namespace FirewallRules.Tests.Emitters.Readers;

/// <summary>Reads the commands that nft scripts here are made of, and refuses every other line.</summary>
internal static class NftScriptReader
{
    private static readonly Regex Rule = Pattern(
        """^add rule (?<chain>\S+ \S+ \S+) (ip6? (?<side>[ds])addr @(?<set>\S+)|meta nfproto ipv(?<any>[46])) """
        + """(?<protocol>tcp|udp) dport (?<ports>[0-9-]+|\{ [0-9, -]+ \}) accept( comment "(?<comment>[^"]*)")?$""");

    private static readonly Regex Chain = Pattern(
        "^add chain (?<chain>\\S+ \\S+ \\S+)( \\{ type filter hook (input|output|forward) priority -?[0-9]+; policy accept; \\})?$");
    private static readonly Regex Set = Pattern("^add set (?<set>\\S+ \\S+ \\S+) \\{ type ipv[46]_addr; flags interval; \\}$");
    private static readonly Regex Elements = Pattern("^add element (?<set>\\S+ \\S+ \\S+) \\{$");
    private static readonly Regex DeletedChain = Pattern("^delete chain (?<chain>\\S+ \\S+ \\S+)$");
    private static readonly Regex DeletedSet = Pattern("^delete set \\S+ \\S+ (?<set>\\S+)$");
    private static readonly Regex Rest = Pattern("^(#.*|)$|^(add|delete) table \\S+ \\S+$|^flush (set|chain) \\S+ \\S+ \\S+$");

    /// <summary>What the rules of a script allow.</summary>
    public static Allowed Read(string script) => Read(script, out _);

    /// <param name="script">The script.</param>
    /// <param name="sets">The content of each set, by name.</param>
    public static Allowed Read(string script, out IReadOnlyDictionary<string, AddressSet> sets)
    {
        var (allowed, found, chains) = (new Allowed(), new Dictionary<string, AddressSet>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        sets = found;
        var lines = script.TrimEnd('\n').Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (Set.Match(lines[i]) is { Success: true } set)
            {
                found.Add(Last(set.Groups["set"].Value), AddressSet.Empty);
            }
            else if (Elements.Match(lines[i]) is { Success: true } elements)
            {
                var name = Last(elements.Groups["set"].Value);
                var end = Array.IndexOf(lines, "}", i);
                found[name] = found[name].Union(Parse(lines[(i + 1)..end]));
                i = end;
            }
            else if (Chain.Match(lines[i]) is { Success: true } chain)
            {
                chains.Add(chain.Groups["chain"].Value);
            }
            else if (Rule.Match(lines[i]) is { Success: true } rule)
            {
                Assert.That(chains, Does.Contain(rule.Groups["chain"].Value), "a chain is added before its rules");
                AddRule(allowed, rule, found);
            }
            else if (DeletedChain.Match(lines[i]) is { Success: true } deleted)
            {
                Assert.That(
                    lines.Where(line => line.StartsWith($"add rule {deleted.Groups["chain"].Value} ", StringComparison.Ordinal)),
                    Is.Empty,
                    "only empty chains go");
            }
            else if (DeletedSet.Match(lines[i]) is { Success: true } gone)
            {
                Assert.That(
                    lines.Where(line => line.Contains($"@{gone.Groups["set"].Value} ", StringComparison.Ordinal)),
                    Is.Empty,
                    "only sets that nothing refers to go");
                Assert.That(found.Remove(gone.Groups["set"].Value), Is.True, "a set is added before it is deleted");
            }
            else
            {
                Assert.That(lines[i], Does.Match(Rest));
            }
        }

        return allowed;
    }

    private static void AddRule(Allowed allowed, Match rule, Dictionary<string, AddressSet> sets)
    {
        var chain = rule.Groups["chain"].Value;
        var direction = chain.EndsWith("_egress", StringComparison.Ordinal) || chain.EndsWith("_output", StringComparison.Ordinal)
            ? Direction.Egress
            : Direction.Ingress;
        var remote = rule.Groups["any"] is { Success: true } any ? Sets.All(any.Value == "4" ? IpFamily.IPv4 : IpFamily.IPv6) : sets[rule.Groups["set"].Value];
        Assert.That(rule.Groups["side"].Value, Is.AnyOf("", direction == Direction.Egress ? "d" : "s"), rule.Value);
        foreach (var ports in rule.Groups["ports"].Value.Trim('{', '}', ' ').Split(", "))
        {
            allowed.Add(direction, rule.Groups["protocol"].Value == "tcp" ? Protocol.Tcp : Protocol.Udp, Text.Ports(ports, '-'), remote);
        }
    }

    private static AddressSet Parse(string[] elements)
    {
        Assert.That(elements, Is.Not.Empty, "no set is added elements without any");
        Assert.That(elements[..^1], Is.All.Matches("^\t[0-9a-f.:]+/[0-9]+,$"));
        Assert.That(elements[^1], Does.Match("^\t[0-9a-f.:]+/[0-9]+$"));
        return Text.Disjoint(elements.Select(line => line.Trim('\t', ',')));
    }

    private static string Last(string name) => name[(name.LastIndexOf(' ') + 1)..];

    private static Regex Pattern(string pattern) => new(pattern, RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking);
}

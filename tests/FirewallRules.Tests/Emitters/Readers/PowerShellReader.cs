using System.Text.RegularExpressions;

namespace FirewallRules.Tests.Emitters.Readers;

/// <summary>Reads the data of a PowerShell script, and refuses everything there but literals in single quotes.</summary>
internal static class PowerShellReader
{
    private const string Literal = "'(?:[^']|'')*'";

    /// <summary>What the rules allow.</summary>
    public static Allowed Read(string script)
    {
        var allowed = new Allowed();
        var rules = Plan(script, out _, out _);
        Assert.That(rules.Select(rule => rule.Name), Is.Unique);
        foreach (var rule in rules)
        {
            foreach (var ports in rule.Ports)
            {
                allowed.Add(rule.Direction, rule.Protocol, Text.Ports(ports, '-'), WindowsAddresses.Read(rule.Addresses));
            }
        }

        return allowed;
    }

    /// <param name="script">The script.</param>
    /// <param name="group">The group.</param>
    /// <param name="code">What is not data: the parameters and the logic.</param>
    public static IReadOnlyList<PlannedRule> Plan(string script, out string group, out string code)
    {
        var lines = new Queue<string>(script.Split('\n').SkipWhile(line => line.StartsWith("# ", StringComparison.Ordinal) || line == "#"));
        var (head, rules) = (new List<string>(), new List<PlannedRule>());
        while (!lines.Peek().StartsWith("$group", StringComparison.Ordinal))
        {
            head.Add(lines.Dequeue());
        }

        group = Value(lines, "$group");
        var start = lines.Dequeue();
        if (start != "$plan = @()")
        {
            Assert.That(start, Is.EqualTo("$plan = @("));
            do
            {
                rules.Add(Rule(lines));
            }
            while (lines.Peek() != ")");
            lines.Dequeue();
        }

        code = string.Join('\n', head.Concat(lines));
        return rules;
    }

    private static PlannedRule Rule(Queue<string> lines)
    {
        Assert.That(lines.Dequeue(), Is.EqualTo("    @{"));
        var (name, title, description) = (Value(lines, "        Name"), Value(lines, "        DisplayName"), Value(lines, "        Description"));
        var direction = Value(lines, "        Direction") switch { "Outbound" => Direction.Egress, "Inbound" => Direction.Ingress, _ => (Direction)(-1) };
        var protocol = Value(lines, "        Protocol") switch { "TCP" => Protocol.Tcp, "UDP" => Protocol.Udp, _ => Protocol.None };
        var portKey = direction == Direction.Egress ? "RemotePort" : "LocalPort";
        var ports = Match(lines.Dequeue(), $"^        {portKey} = @\\((?<all>{Literal}(?:, {Literal})*)\\)$").Groups["all"];
        Assert.That(lines.Dequeue(), Is.EqualTo("        RemoteAddress = @("));
        var addresses = new List<string>();
        while (lines.Peek() != "        )")
        {
            addresses.Add(Unquote(Match(lines.Dequeue(), $"^            (?<value>{Literal})$").Groups["value"].Value));
        }

        lines.Dequeue();
        Assert.That(lines.Dequeue(), Is.EqualTo("    }"));
        return new PlannedRule(name, title, description, direction, protocol, [.. ports.Value.Split(", ").Select(Unquote)], addresses);
    }

    private static string Value(Queue<string> lines, string key)
        => Unquote(Match(lines.Dequeue(), $"^{Regex.Escape(key)} = (?<value>{Literal})$").Groups["value"].Value);

    private static string Unquote(string literal) => literal[1..^1].Replace("''", "'", StringComparison.Ordinal);

    private static Match Match(string line, string pattern)
    {
        var match = Regex.Match(line, pattern, RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking);
        Assert.That(match.Success, Is.True, line);
        return match;
    }
}

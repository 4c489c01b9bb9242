using System.Text.RegularExpressions;

namespace FirewallRules.Tests.Emitters.Readers;

/// <summary>The rules of a host, which netsh adds and deletes by name. Names need not be unique, and a delete removes all rules with the name.</summary>
internal sealed class NetshStore
{
    private const int LongestLine = 8191;

    private static readonly Regex Add = new(
        """^advfirewall firewall add rule name="(?<name>[^"]+)" description="(?<description>[^"]+)" """
        + """dir=(?<direction>in|out) action=allow protocol=(?<protocol>TCP|UDP) """
        + """(?<side>local|remote)port=(?<ports>[0-9,-]+) remoteip=(?<addresses>[0-9a-f.:/,]+|any)$""",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking);

    private static readonly Regex Delete =
        new("^advfirewall firewall delete rule name=\"(?<name>[^\"]+)\"$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking);

    private readonly List<(string Name, Match Rule)> _rules = [];

    public IReadOnlyList<string> Lines => [.. _rules.Select(rule => rule.Rule.Value)];

    /// <summary>Runs the commands of a file one by one.</summary>
    public void Run(string file, Action? afterEach = null)
    {
        Assert.That(file, Does.EndWith("\n"));
        foreach (var line in file.TrimEnd('\n').Split('\n').Where(line => !line.StartsWith('#')))
        {
            Run(line);
            afterEach?.Invoke();
        }
    }

    public Allowed Allowed()
    {
        var allowed = new Allowed();
        foreach (var (_, rule) in _rules)
        {
            var direction = rule.Groups["direction"].Value == "out" ? Direction.Egress : Direction.Ingress;
            Assert.That(rule.Groups["side"].Value, Is.EqualTo(direction == Direction.Egress ? "remote" : "local"));
            var remote = WindowsAddresses.Read(rule.Groups["addresses"].Value.Split(','));
            foreach (var ports in rule.Groups["ports"].Value.Split(','))
            {
                allowed.Add(direction, rule.Groups["protocol"].Value == "TCP" ? Protocol.Tcp : Protocol.Udp, Text.Ports(ports, '-'), remote);
            }
        }

        return allowed;
    }

    private void Run(string line)
    {
        Assert.That(line, Has.Length.LessThanOrEqualTo(LongestLine));
        if (Delete.Match(line) is { Success: true } delete)
        {
            _rules.RemoveAll(rule => rule.Name == delete.Groups["name"].Value);
            return;
        }

        var add = Add.Match(line);
        Assert.That(add.Success, Is.True, line);
        _rules.Add((add.Groups["name"].Value, add));
    }
}

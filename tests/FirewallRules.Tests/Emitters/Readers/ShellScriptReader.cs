namespace FirewallRules.Tests.Emitters.Readers;

/// <summary>Extracts the data of a shell script and reads each part as its command does.</summary>
internal static class ShellScriptReader
{
    /// <summary>What the script allows after it has run.</summary>
    public static Allowed Read(string script) => Read(script, out _);

    /// <param name="script">The script.</param>
    /// <param name="sets">The content of each ip set after the script has run, by name.</param>
    public static Allowed Read(string script, out IReadOnlyDictionary<string, AddressSet> sets)
    {
        var lines = script.Split('\n');
        var filled = new Dictionary<string, AddressSet>(StringComparer.Ordinal);
        foreach (var (start, data) in Data(lines).Where(data => IpsetReader.IsFill(data.Start)))
        {
            var (name, addresses) = IpsetReader.Read(start, data);
            filled.Add(name, addresses);
        }

        Assert.That(lines.Contains("swap_sets"), Is.EqualTo(filled.Count > 0));
        sets = filled;
        var allowed = new Allowed();
        foreach (var (start, data) in Data(lines).Where(data => data.Start.EndsWith("_rules='", StringComparison.Ordinal)))
        {
            var (family, command) = start == "ipv4_rules='" ? (IpFamily.IPv4, "iptables") : (IpFamily.IPv6, "ip6tables");
            Assert.That(lines, Does.Contain($"replace {command} \"${start[..10]}\""));
            foreach (var chain in data.Where(line => line.StartsWith(':')).Select(line => line[1..line.IndexOf(' ', StringComparison.Ordinal)]))
            {
                var rules = data.Count(line => line.StartsWith($"-A {chain} ", StringComparison.Ordinal));
                Assert.That(lines, Does.Contain($"check {command} {chain} {rules}"));
            }

            allowed.Add(RestoreReader.Read(data, family, filled));
        }

        return allowed;
    }

    /// <summary>The data in quotes that starts on the line after a command, and ends before a line with the closing quote.</summary>
    private static IEnumerable<(string Start, IReadOnlyList<string> Data)> Data(string[] lines)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            if (IpsetReader.IsFill(lines[i]) || lines[i] is "ipv4_rules='" or "ipv6_rules='")
            {
                var end = Array.IndexOf(lines, "'", i);
                yield return (lines[i], lines[(i + 1)..end]);
                i = end;
            }
        }
    }
}

namespace FirewallRules.Tests.Emitters.Readers;

/// <summary>Extracts the here-documents of a shell script and reads each as its command does.</summary>
internal static class ShellScriptReader
{
    private const string Marker = " <<'FWRULES'";

    /// <summary>What the script allows after it has run.</summary>
    public static Allowed Read(string script) => Read(script, out _);

    /// <param name="script">The script.</param>
    /// <param name="sets">The content of each ip set after the script has run, by name.</param>
    public static Allowed Read(string script, out IReadOnlyDictionary<string, AddressSet> sets)
    {
        var lines = script.Split('\n');
        var filled = new Dictionary<string, AddressSet>(StringComparer.Ordinal);
        foreach (var document in Documents(lines, "ipset restore"))
        {
            var (name, addresses) = IpsetReader.Read(document.Lines);
            var final = name[..^".new".Length];
            Assert.That(lines, Does.Contain($"ipset swap {name} {final}").And.Contain($"ipset destroy {name}"));
            filled.Add(final, addresses);
        }

        sets = filled;
        var allowed = new Allowed();
        foreach (var (function, document) in Documents(lines, "cat"))
        {
            var (family, command) = function == "ipv4_rules() {" ? (IpFamily.IPv4, "iptables") : (IpFamily.IPv6, "ip6tables");
            Assert.That(lines, Does.Contain($"{function[..10]} | {command}-restore -w 5 --noflush"));
            allowed.Add(RestoreReader.Read(document, family, filled));
        }

        return allowed;
    }

    /// <summary>The here-documents of a command, each with the line above.</summary>
    private static IEnumerable<(string Above, IReadOnlyList<string> Lines)> Documents(string[] lines, string command)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i] == command + Marker)
            {
                var end = Array.IndexOf(lines, "FWRULES", i);
                yield return (lines[i - 1], lines[(i + 1)..end]);
                i = end;
            }
        }
    }
}

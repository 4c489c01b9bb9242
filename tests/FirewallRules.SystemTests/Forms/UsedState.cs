using System.Text.RegularExpressions;

namespace FirewallRules.SystemTests;

/// <summary>A state without the sets that an output does not name, which may stay behind when nothing refers to them, and without order.</summary>
internal static partial class UsedState
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.NonBacktracking;

    public static string Of(NetworkNamespace network, string output) => Of(network, set => set == "mine" || output.Contains(set, StringComparison.Ordinal));

    /// <summary>The state with every set that there is, only without order.</summary>
    public static string OfAll(NetworkNamespace network) => Of(network, _ => true);

    private static string Of(NetworkNamespace network, Predicate<string> isKept)
    {
        var state = NetworkState.Of(network);
        return (state with
        {
            Nftables = Table().Replace(state.Nftables, table => Blocks(table.Value, isKept)),
            Iptables = Sorted(state.Iptables),
            Ip6tables = Sorted(state.Ip6tables),
            LegacyIptables = Sorted(state.LegacyIptables),
            LegacyIp6tables = Sorted(state.LegacyIp6tables),
            IpSets = string.Concat(Lines(state.IpSets).Where(line => isKept(line.Split(' ')[1])).Select(line => line + "\n")),
        }).ToString();
    }

    // Tables list their sets and chains in the order of their creation.
    private static string Blocks(string table, Predicate<string> isKept)
    {
        var blocks = Block().Matches(table)
            .Select(match => (Kind: match.Groups["kind"].Value, Name: match.Groups["name"].Value, match.Value))
            .Where(block => block.Kind != "set" || isKept(block.Name))
            .Select(block => block.Value)
            .Order(StringComparer.Ordinal);
        return table[..table.IndexOf('\n', StringComparison.Ordinal)] + "\n" + string.Concat(blocks) + "}\n";
    }

    // The order of rules within a chain means something, that of chains does not.
    private static string Sorted(string save) => string.Concat(Lines(save)
        .OrderBy(line => line[0] switch { '*' => 0, ':' => 1, '-' => 2, _ => 3 })
        .ThenBy(line => line[0] == '-' ? line.Split(' ')[1] : line, StringComparer.Ordinal)
        .Select(line => line + "\n"));

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"^table .* \{\n(\t.*\n|\n)*\}\n", Options)]
    private static partial Regex Table();

    [GeneratedRegex(@"^\t(?<kind>\w+) (?<name>\S+) \{\n(\t\t.*\n)*\t\}\n", Options)]
    private static partial Regex Block();
}

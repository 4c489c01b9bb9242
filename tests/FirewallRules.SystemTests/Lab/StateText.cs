using System.Text.RegularExpressions;

namespace FirewallRules.SystemTests;

/// <summary>Takes out of a tool's listing what differs between two equal firewalls.</summary>
internal static partial class StateText
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking;

    /// <summary>
    /// Drops the empty tables that iptables leaves behind when its last rule is deleted: they let everything through. Chains are
    /// listed in the order of their creation, which decides something only between those of one hook: others come sorted.
    /// </summary>
    public static string OfNftables(string listing)
        => Chains().Replace(EmptyIptablesTable().Replace(WithoutTimes(Lines(listing, _ => true)), ""), Sorted);

    public static string OfIptables(string listing)
    {
        var text = Lines(Counters().Replace(listing, ""), line => !line.StartsWith('#'));
        return EmptyTable().Replace(WithoutTimes(text), "");
    }

    public static string OfIpSets(string listing)
    {
        // Members come in hash order, and the order of the sets is that of their creation or of the last swap.
        var lines = TunedByKernel().Replace(listing, "").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return string.Concat(lines.Order(StringComparer.Ordinal).Select(line => line + "\n"));
    }

    // Until when connections are adopted depends on when the rules were loaded.
    private static string WithoutTimes(string text) => Time().Replace(text, "TIME");

    private static string Sorted(Match chains) => string.Concat(Chain().Matches(chains.Value)
        .OrderBy(chain => chain.Groups["hook"].Value, StringComparer.Ordinal)
        .ThenBy(chain => chain.Groups["hook"].Success ? "" : chain.Value, StringComparer.Ordinal)
        .Select(chain => chain.Value));

    private static string Lines(string text, Func<string, bool> keep) => string.Concat(text
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Where(keep)
        .Select(line => line.TrimEnd() + "\n"));

    [GeneratedRegex(@"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d", Options)]
    private static partial Regex Time();

    [GeneratedRegex(@"\[\d+:\d+\] ?", Options)]
    private static partial Regex Counters();

    [GeneratedRegex(@" (hashsize|initval|bucketsize) \S+", Options)]
    private static partial Regex TunedByKernel();

    [GeneratedRegex(@"^\*\S+\n(:\S+ ACCEPT *\n)*COMMIT\n", Options | RegexOptions.Multiline)]
    private static partial Regex EmptyTable();

    [GeneratedRegex(@"(^\tchain \S+ \{\n(\t\t.*\n)*\t\}\n)+", Options | RegexOptions.Multiline)]
    private static partial Regex Chains();

    [GeneratedRegex(@"^\tchain \S+ \{\n(\t\ttype \S+ hook (?<hook>.+?) priority .*\n)?(\t\t.*\n)*\t\}\n", Options | RegexOptions.Multiline)]
    private static partial Regex Chain();

    [GeneratedRegex(
        @"^table ip6? (filter|nat|mangle|raw|security) \{\n(\tchain [A-Z]+ \{\n\t\ttype .* policy accept;\n\t\}\n)*\}\n",
        Options | RegexOptions.Multiline)]
    private static partial Regex EmptyIptablesTable();
}

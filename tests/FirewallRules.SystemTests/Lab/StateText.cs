using System.Text.RegularExpressions;

namespace FirewallRules.SystemTests;

/// <summary>Takes out of a tool's listing what differs between two equal firewalls.</summary>
internal static partial class StateText
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking;

    /// <summary>Drops the empty tables that iptables leaves behind when its last rule is deleted: they let everything through.</summary>
    public static string OfNftables(string listing) => EmptyIptablesTable().Replace(WithoutTimes(Lines(listing, _ => true)), "");

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

    [GeneratedRegex(
        @"^table ip6? (filter|nat|mangle|raw|security) \{\n(\tchain [A-Z]+ \{\n\t\ttype .* policy accept;\n\t\}\n)*\}\n",
        Options | RegexOptions.Multiline)]
    private static partial Regex EmptyIptablesTable();
}

using System.Globalization;
using System.Reflection;

namespace FirewallRules.Emitters;

/// <summary>What stands at the top of every output: which tool, which document, what is allowed, what is not rendered, what it closes.</summary>
internal static class OutputHeader
{
    /// <summary>The version of this library, such as <c>0.1.0</c>.</summary>
    public static string ToolVersion { get; } =
        (typeof(OutputHeader).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown").Split('+')[0];

    /// <summary>Lines without comment signs, in harmless ASCII.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="deny">What the output closes.</param>
    /// <param name="families">The families for which it does.</param>
    /// <param name="remove">Whether the output takes everything away.</param>
    /// <param name="old">The rules that an update starts from; <see langword="null"/> where the output is no update.</param>
    /// <param name="leftOut">What the platform has no use for.</param>
    public static IEnumerable<string> Lines(
        RuleSet rules, DefaultDeny? deny, IReadOnlyList<IpFamily> families, bool remove, RuleSet? old = null, IEnumerable<string>? leftOut = null)
    {
        yield return $"Written by FirewallRules {ToolVersion}.";
        foreach (var source in rules.Sources)
        {
            yield return OutputText.Comment($"Datadog IP ranges: {source}");
        }

        foreach (var catalog in rules.Catalogs)
        {
            yield return OutputText.Comment($"Ports: {catalog}");
        }

        foreach (var line in From(old))
        {
            yield return line;
        }

        foreach (var rule in rules.Rules.Where(rule => !rule.Remote.IsEmpty))
        {
            var labels = rule.Labels.Count == 0 ? "" : $": {string.Join(", ", rule.Labels)}";
            yield return OutputText.Comment($"Allows {rule.ToTrafficString()} ({Count(rule.Remote)}){labels}");
        }

        foreach (var label in rules.EmptyLabels)
        {
            yield return OutputText.Comment($"Not rendered, because it has no address: {label}");
        }

        foreach (var line in leftOut ?? [])
        {
            yield return OutputText.Comment(line);
        }

        if (remove)
        {
            yield break;
        }

        yield return deny is null
            ? "These rules only allow: what nothing else refuses stays open."
            : $"Everything else that is {Words(rules)} is {(deny.Action == DenyAction.Reject ? "rejected" : "dropped")}, for {string.Join(" and ", families)}.";
    }

    /// <summary>
    /// Directions that the rules speak of. One without any address is among them: its chain must not keep what an older document put
    /// there, and a default deny must not open it.
    /// </summary>
    public static IReadOnlyList<Direction> Directions(RuleSet rules) => [.. rules.Rules.Select(rule => rule.Direction).Distinct()];

    /// <exception cref="InvalidOperationException">The rules allow nothing in a direction, so that closing the rest would close everything.</exception>
    public static void RefuseToCloseEverything(RuleSet rules, DefaultDeny? deny)
    {
        if (deny is null)
        {
            return;
        }

        if (rules.Rules.All(rule => rule.Remote.IsEmpty))
        {
            throw new InvalidOperationException("The rules allow no address at all, so a default deny would close everything. Ask for a section that has addresses.");
        }

        foreach (var direction in Directions(rules).Where(direction => rules.Rules.All(rule => rule.Direction != direction || rule.Remote.IsEmpty)))
        {
            throw new InvalidOperationException(
                $"The rules allow no {(direction == Direction.Egress ? "outgoing" : "incoming")} address, so a default deny would close that direction altogether. "
                + "Ask for a section that has addresses, or leave that direction out.");
        }
    }

    private static IEnumerable<string> From(RuleSet? old)
        => old is null ? []
            : old.Sources.Count == 0 ? ["Update from: rules of no document"]
            : old.Sources.Select(source => OutputText.Comment($"Update from: {source}"));

    private static string Words(RuleSet rules) => string.Join(" or ", Directions(rules).Select(d => d == Direction.Egress ? "outgoing" : "incoming"));

    private static string Count(Remote remote) => $"{Count(remote, IpFamily.IPv4)}, {Count(remote, IpFamily.IPv6)}";

    private static string Count(Remote remote, IpFamily family)
    {
        var count = remote.In(family).CountPrefixes();
        return remote.IsAny(family) ? $"any {family}" : string.Create(CultureInfo.InvariantCulture, $"{count} {family} {(count == 1 ? "prefix" : "prefixes")}");
    }
}

using System.Globalization;
using System.Reflection;
using FirewallRules.Networks;

namespace FirewallRules.Emitters;

/// <summary>The first lines of every output: the tool, the documents, and what is allowed, skipped and denied.</summary>
internal static class OutputHeader
{
    private const string OnlyAllows = "These rules only allow traffic; the default policy is not changed.";

    /// <summary>The version of this library, such as <c>0.1.0</c>.</summary>
    public static string ToolVersion { get; } =
        (typeof(OutputHeader).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown").Split('+')[0];

    /// <summary>Lines without comment signs, in harmless ASCII.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="deny">The default deny of the output, if any.</param>
    /// <param name="families">The families to which the default deny applies.</param>
    /// <param name="remove">Whether the output removes all rules.</param>
    /// <param name="old">The rules that an update starts from; <see langword="null"/> where the output is not an update.</param>
    /// <param name="skipped">A line for each rule, or part of one, that is not written for this platform.</param>
    /// <param name="onHost">Whether the output is for the firewall of a host and not for one in a cloud's network.</param>
    /// <param name="verb">What the output does with the addresses of a rule, before its traffic.</param>
    public static IEnumerable<string> Lines(
        RuleSet rules,
        DefaultDeny? deny,
        IReadOnlyList<IpFamily> families,
        bool remove,
        RuleSet? old = null,
        IEnumerable<string>? skipped = null,
        bool onHost = true,
        string verb = "Allows")
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

        foreach (var rule in rules.ByLabels.Concat(remove ? [] : AlsoAllowed(rules, deny)).Where(rule => !rule.Remote.IsEmpty))
        {
            var labels = rule.Labels.Count == 0 ? "" : $": {string.Join(", ", rule.Labels)}";
            yield return OutputText.Comment($"{verb} {rule.ToTrafficString()} ({Count(rule.Remote)}){labels}");
        }

        foreach (var label in rules.EmptyLabels)
        {
            yield return OutputText.Comment(remove ? $"Has no addresses: {label}" : $"Skipped, because it has no addresses: {label}");
        }

        foreach (var line in skipped ?? [])
        {
            yield return OutputText.Comment(line);
        }

        foreach (var line in remove ? [] : deny is null ? [OnlyAllows] : Deny(rules, deny, families, onHost))
        {
            yield return line;
        }
    }

    /// <summary>The directions of the rules.</summary>
    /// <remarks>
    /// A direction whose rules have no addresses is included: its chain must not keep the rules of an older document, and a default deny must
    /// not leave it open.
    /// </remarks>
    public static IReadOnlyList<Direction> Directions(RuleSet rules) => [.. rules.ByLabels.Select(rule => rule.Direction).Distinct()];

    /// <exception cref="RuleNotSupportedException">The rules allow nothing in a direction, so a default deny would block it completely.</exception>
    public static void CheckDefaultDeny(RuleSet rules, DefaultDeny? deny)
    {
        if (deny is null)
        {
            return;
        }

        if (rules.ByLabels.All(rule => rule.Remote.IsEmpty))
        {
            throw new RuleNotSupportedException(
                RuleNotSupportedReason.NothingAllowed,
                "The rules allow no addresses, so a default deny would block all traffic. Add a section that has addresses.");
        }

        foreach (var direction in Directions(rules).Where(direction => rules.ByLabels.All(rule => rule.Direction != direction || rule.Remote.IsEmpty)))
        {
            throw new RuleNotSupportedException(
                RuleNotSupportedReason.NothingAllowed,
                $"The rules allow no {Word(direction)} addresses, so a default deny would block all {Word(direction)} traffic. "
                + "Add a section that has addresses, or leave out this direction.")
            {
                Direction = direction,
            };
        }
    }

    private static IEnumerable<string> Deny(RuleSet rules, DefaultDeny deny, IReadOnlyList<IpFamily> families, bool onHost)
    {
        string[] denied = [.. Directions(rules).Select(Word), .. deny.Forward && onHost ? ["forwarded"] : Array.Empty<string>()];
        var action = deny.Action == DenyAction.Reject ? "rejected" : "dropped";
        yield return $"All other {List(denied)} traffic is {action} ({string.Join(" and ", families)}).";
        if (onHost)
        {
            yield return $"Always allowed: {string.Join(", ", Exceptions(rules, deny, families))}.";
            if (NotRestricted(rules, deny, families).ToList() is { Count: > 0 } open)
            {
                yield return $"Not restricted: {string.Join(", ", open)}.";
            }
        }
    }

    private static IEnumerable<string> Exceptions(RuleSet rules, DefaultDeny deny, IReadOnlyList<IpFamily> families)
    {
        yield return "loopback";
        yield return "replies";
        if (families.Contains(IpFamily.IPv6))
        {
            yield return "IPv6 neighbor discovery";
        }

        if (deny.AllowDhcp)
        {
            yield return "DHCP";
        }

        if (deny.AllowDns && (deny.Forward || Directions(rules).Contains(Direction.Egress)))
        {
            yield return "DNS queries to any server";
        }
    }

    private static IEnumerable<string> NotRestricted(RuleSet rules, DefaultDeny deny, IReadOnlyList<IpFamily> families)
        => IpFamilies.Both.Except(families).Select(family => $"{family} traffic")
            .Concat(new[] { Direction.Egress, Direction.Ingress }.Except(Directions(rules)).Select(direction => $"{Word(direction)} traffic"))
            .Concat(deny.Forward ? [] : ["forwarded traffic (containers, virtual machines, routed hosts)"]);

    private static string List(string[] words) => words.Length < 2 ? string.Concat(words) : $"{string.Join(", ", words[..^1])} and {words[^1]}";

    // Both directions are forwarded, so there all these rules have an effect.
    private static IEnumerable<Rule> AlsoAllowed(RuleSet rules, DefaultDeny? deny)
        => deny is null ? [] : deny.Allowed.Rules.Where(rule => deny.Forward || Directions(rules).Contains(rule.Direction));

    private static IEnumerable<string> From(RuleSet? old)
        => old is null ? []
            : old.Sources.Count == 0 ? ["Update from: rules without a document"]
            : old.Sources.Select(source => OutputText.Comment($"Update from: {source}"));

    private static string Word(Direction direction) => direction == Direction.Egress ? "outgoing" : "incoming";

    private static string Count(Remote remote) => $"{Count(remote, IpFamily.IPv4)}, {Count(remote, IpFamily.IPv6)}";

    private static string Count(Remote remote, IpFamily family)
    {
        var count = remote.In(family).CountPrefixes();
        return remote.IsAny(family) ? $"any {family}" : string.Create(CultureInfo.InvariantCulture, $"{count} {family} {(count == 1 ? "prefix" : "prefixes")}");
    }
}

namespace FirewallRules.Emitters;

/// <summary>The header lines about applying the output and about what remains for the user to do.</summary>
internal static class IptablesUsage
{
    public static IEnumerable<string> ForScript(IptablesPlan plan, bool remove, bool setsOnly)
    {
        if (remove)
        {
            yield return setsOnly
                ? "Remove: sh FILE destroys the sets; it can be run repeatedly."
                : $"Remove: sh FILE removes all chains and sets with the prefix {plan.NamePrefix}; it can be run repeatedly.";
            yield break;
        }

        yield return "Apply: sh FILE; it can be run repeatedly. Each family and each set is replaced atomically.";
        if (setsOnly)
        {
            yield return "Refer to the sets in your own rules, for example: -m set --match-set SET dst -p tcp --dport 443 -j ACCEPT";
            yield break;
        }

        var position = plan.JumpPosition == 1 ? "as the first rule" : $"as rule {plan.JumpPosition}, or as the last of a shorter chain";
        foreach (var (_, chain, hook) in plan.Chains().DistinctBy(chain => chain.Chain, StringComparer.Ordinal))
        {
            yield return hook == IptablesScriptWriter.ForwardHook
                ? $"{hook}, or DOCKER-USER on a host with Docker, jumps to {chain}; a missing jump is inserted {position}."
                : $"{hook} jumps to {chain}; a missing jump is inserted {position}.";
        }

        yield return $"Chains and sets that older rules with the prefix {plan.NamePrefix} had are removed.";
        if (plan is { DefaultDeny: not null, Families: [var family] })
        {
            yield return $"{(family == IpFamily.IPv4 ? IpFamily.IPv6 : IpFamily.IPv4)} is not touched and not restricted.";
        }
    }

    /// <summary>The chains that an update with a restore file leaves empty.</summary>
    public static IEnumerable<string> EmptyChains(IptablesPlan plan, IpFamily family, IptablesPlan? previous)
        => plan.StaleDirections(previous, family).Select(direction =>
            $"The chain {plan.Chain(direction)} is emptied but not deleted, because your rules may jump to it. To delete it when no rule does: "
            + $"{IptablesPlan.Command(family)} -w 5 -X {plan.Chain(direction)}");

    public static IEnumerable<string> ForRestore(IptablesPlan plan, IpFamily family, bool remove)
    {
        var command = IptablesPlan.Command(family);
        yield return $"{(remove ? "Remove" : "Apply")}: {command}-restore -w 5 --noflush FILE";
        yield return remove ? "Delete the jumps first:" : "The rules take effect when a built-in chain jumps to them. Run once:";
        foreach (var direction in plan.Directions)
        {
            yield return $"{command} -w 5 {(remove ? "-D" : "-I")} {IptablesPlan.Hook(direction)} -j {plan.Chain(direction)}";
        }
    }
}

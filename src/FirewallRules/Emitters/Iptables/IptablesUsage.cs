namespace FirewallRules.Emitters;

/// <summary>What the header says about running the output and about what it needs from the user.</summary>
internal static class IptablesUsage
{
    public static IEnumerable<string> ForScript(IptablesPlan plan, bool remove, bool setsOnly)
    {
        if (remove)
        {
            yield return "Remove: sh FILE, which takes the above away and may run twice.";
            yield break;
        }

        yield return "Apply: sh FILE, as often as you like; each family and each set is replaced in one step.";
        if (setsOnly)
        {
            yield return "Refer to the sets in rules of your own, for example: -m set --match-set SET dst -p tcp --dport 443 -j ACCEPT";
            yield break;
        }

        foreach (var direction in plan.Directions)
        {
            yield return $"{IptablesPlan.Hook(direction)} jumps to {plan.Chain(direction)}; the jump is put at the top where there is none yet.";
        }
    }

    /// <summary>What an update by a plain file leaves for the user to delete.</summary>
    public static IEnumerable<string> Left(IptablesPlan plan, IpFamily family, IptablesPlan? former)
        => plan.StaleDirections(former, family).Select(direction =>
            $"The chain {plan.Chain(direction)} is emptied and stays, because a rule of yours may jump to it. When none does: "
            + $"{IptablesPlan.Command(family)} -w 5 -X {plan.Chain(direction)}");

    public static IEnumerable<string> ForRestore(IptablesPlan plan, IpFamily family, bool remove)
    {
        var command = IptablesPlan.Command(family);
        yield return $"{(remove ? "Remove" : "Apply")}: {command}-restore -w 5 --noflush FILE";
        yield return remove ? "Before that, delete the jumps:" : "It takes effect where a built-in chain jumps to it. Once:";
        foreach (var direction in plan.Directions)
        {
            yield return $"{command} -w 5 {(remove ? "-D" : "-I")} {IptablesPlan.Hook(direction)} -j {plan.Chain(direction)}";
        }
    }
}

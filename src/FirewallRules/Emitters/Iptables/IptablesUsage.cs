using System.Globalization;

namespace FirewallRules.Emitters;

/// <summary>The header lines about applying the output and about what remains for the user to do.</summary>
internal static class IptablesUsage
{
    private const string OtherTables = "An accept here does not override a drop or reject in another table, such as firewalld's.";

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
        foreach (var chain in plan.FilledChains)
        {
            yield return $"{Hooks(chain)} jumps to {plan.Chain(chain)}; a missing jump is inserted {position}.";
        }

        yield return $"Chains and sets that older rules with the prefix {plan.NamePrefix} had are removed.";
        if (plan.DefaultDeny is not null)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"TCP connections that exist when it is run continue: for {(int)IptablesDenyWriter.AdoptionTime.TotalMinutes} minutes after a run, "
                + $"packets of unknown TCP connections are accepted unless they open one. UDP is judged by the rules.");
        }

        foreach (var line in Precedence(plan))
        {
            yield return line;
        }
    }

    /// <summary>The chains that an update with a restore file leaves empty.</summary>
    public static IEnumerable<string> EmptyChains(IptablesPlan plan, IpFamily family, IptablesPlan? previous)
        => plan.StaleDirections(previous, family).Select(direction =>
            $"The chain {plan.Chain(direction)} is emptied but not deleted, because your rules may jump to it. To delete it when no rule does: "
            + $"{IptablesPlan.Command(family)} -w 5 -X {plan.Chain(direction)}");

    public static IEnumerable<string> ForRestore(IptablesPlan plan, IpFamily family, bool remove)
        => remove ? RemoveRestored(plan, IptablesPlan.Command(family)) : ApplyRestored(plan, family);

    private static IEnumerable<string> ApplyRestored(IptablesPlan plan, IpFamily family)
    {
        var command = IptablesPlan.Command(family);
        yield return $"Apply: {command}-restore -w 5 --noflush FILE";
        if (plan.DefaultDeny is not null)
        {
            yield return "From then on connections are tracked. The jumps below deny connections that transferred nothing since: before you insert them,";
            yield return "wait until all that must continue have done so, and press Enter in your own remote session.";
        }

        yield return "The rules take effect when a built-in chain jumps to them. Run once:";
        foreach (var line in Jumps(plan, command, plan.FilledChains, "-I"))
        {
            yield return line;
        }

        foreach (var line in Precedence(plan))
        {
            yield return line;
        }

        foreach (var other in plan.Families.Where(other => other != family && plan.DefaultDeny is not null))
        {
            yield return $"{other} is restricted by a file of its own, the output for {IptablesPlan.Command(other)}-restore.";
        }
    }

    private static IEnumerable<string> RemoveRestored(IptablesPlan plan, string command)
        => Enumerable.Concat(
            [$"Remove: {command}-restore -w 5 --noflush FILE", "Delete the jumps first, as far as they exist:"],
            Jumps(plan, command, IptablesPlan.AllChains, "-D"));

    private static IEnumerable<string> Jumps(IptablesPlan plan, string command, IReadOnlyList<IptablesChain> chains, string change)
    {
        foreach (var chain in chains)
        {
            yield return $"{command} -w 5 {change} {IptablesPlan.Hook(chain)} -j {plan.Chain(chain)}";
        }

        if (chains.Contains(IptablesChain.Forward))
        {
            yield return "On a host with Docker, the last one is:";
            yield return $"{command} -w 5 {change} {IptablesPlan.DockerHook} -j {plan.Chain(IptablesChain.Forward)}";
        }
    }

    private static IEnumerable<string> Precedence(IptablesPlan plan)
    {
        if (plan.DefaultDeny is { Forward: true })
        {
            yield return "Forwarded connections are allowed by the destination and port of egress rules, and by the source and the port before "
                + "translation (DNAT) of ingress rules. What is allowed is still subject to the other rules of FORWARD.";
        }

        if (plan.DefaultDeny is not null)
        {
            yield return "Rules before a jump take precedence. " + OtherTables;
        }
        else
        {
            yield return OtherTables;
        }
    }

    private static string Hooks(IptablesChain chain)
        => chain == IptablesChain.Forward ? $"{IptablesPlan.DockerHook}, or {IptablesPlan.Hook(chain)} without Docker," : IptablesPlan.Hook(chain);
}

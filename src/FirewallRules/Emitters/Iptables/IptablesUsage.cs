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
        => remove ? RemoveRestored(plan, IptablesPlan.Command(family)) : ApplyRestored(plan, IptablesPlan.Command(family));

    private static IEnumerable<string> ApplyRestored(IptablesPlan plan, string command)
    {
        yield return $"Apply: {command}-restore -w 5 --noflush FILE";
        if (plan.DefaultDeny is not null)
        {
            yield return "From then on connections are tracked. The jumps below deny connections that transferred nothing since: before you insert them,";
            yield return "wait until all that must continue have done so, and press Enter in your own remote session.";
        }

        yield return "The rules take effect when a built-in chain jumps to them. Run once:";
        foreach (var chain in plan.FilledChains)
        {
            yield return $"{command} -w 5 -I {IptablesPlan.Hook(chain)} -j {plan.Chain(chain)}"
                + (chain == IptablesChain.Forward ? $" (with Docker: {IptablesPlan.DockerHook} instead of {IptablesPlan.Hook(chain)})" : "");
        }

        foreach (var line in Precedence(plan))
        {
            yield return line;
        }
    }

    private static IEnumerable<string> RemoveRestored(IptablesPlan plan, string command)
    {
        yield return $"Remove: {command}-restore -w 5 --noflush FILE";
        yield return "Delete the jumps first, as far as they exist:";
        foreach (var chain in IptablesPlan.AllChains)
        {
            yield return $"{command} -w 5 -D {IptablesPlan.Hook(chain)} -j {plan.Chain(chain)}"
                + (chain == IptablesChain.Forward ? $" (with Docker: {IptablesPlan.DockerHook} instead of {IptablesPlan.Hook(chain)})" : "");
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

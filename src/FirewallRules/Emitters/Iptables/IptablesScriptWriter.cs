namespace FirewallRules.Emitters;

/// <summary>Writes the POSIX shell script that applies or removes a plan.</summary>
/// <remarks>Addresses and comments are in quoted here-documents; names in commands consist of letters, digits and hyphens.</remarks>
internal sealed class IptablesScriptWriter(ShellWriter shell, IptablesPlan plan, IptablesPlan? previous = null)
{
    private const string AdoptUntil = "ADOPT_UNTIL";

    public void WriteApply(bool setsOnly)
    {
        var sets = plan.Sets().ToList();
        WriteStart(sets.Count > 0, setsOnly);
        if (sets.Count > 0)
        {
            IpsetScript.WriteFill(shell, sets);
        }

        if (!setsOnly)
        {
            WriteRestoreFunctions();
            shell.Comment("Both families are checked before either is changed.");
            WriteRestores(" --test");
            shell.Line();
        }

        if (sets.Count > 0)
        {
            IpsetScript.WriteSwap(shell, sets);
        }

        if (!setsOnly)
        {
            WriteRestores("");
            WriteJumps();
        }

        if (sets.Count > 0)
        {
            IpsetScript.WriteEnd(shell);
        }

        if (previous is not null)
        {
            WriteRemoveStale(previous, setsOnly);
        }
    }

    public void WriteRemove(bool setsOnly)
    {
        WriteStart(usesSets: false, setsOnly);
        if (!setsOnly)
        {
            WriteRemoveChains(plan.Chains());
        }

        IpsetScript.WriteRemove(shell, plan.PossibleSets());
    }

    // Last, so that addresses which both rule sets allow are allowed throughout.
    private void WriteRemoveStale(IptablesPlan previous, bool setsOnly)
    {
        var chains = setsOnly ? [] : previous.Chains().Except(plan.Chains()).ToList();
        var sets = previous.Sets().Select(set => set.Name).Except(plan.Sets().Select(set => set.Name), StringComparer.Ordinal).ToList();
        if (chains.Count + sets.Count > 0)
        {
            shell.Line();
            shell.Comment("Chains and sets of the old rules that the new rules do not have.");
            WriteRemoveChains(chains);
            IpsetScript.WriteRemoveStale(shell, sets, keep: setsOnly);
        }
    }

    private void WriteRemoveChains(IEnumerable<(string Command, string Chain, string Hook)> chains)
    {
        foreach (var (command, chain, hook) in chains.SelectMany(one => one.Hook == IptablesPlan.Hook(IptablesChain.Forward)
            ? new[] { one, (one.Command, one.Chain, Hook: IptablesPlan.DockerHook) }
            : [one]).OrderBy(one => one.Hook != IptablesPlan.DockerHook))
        {
            shell.Line($"while {command} -w 5 -C {hook} -j {chain} 2>/dev/null; do {command} -w 5 -D {hook} -j {chain}; done");
            if (hook == IptablesPlan.DockerHook)
            {
                continue;
            }

            shell.Line($"if {command} -w 5 -n -L {chain} >/dev/null 2>&1; then {command} -w 5 -F {chain}; {command} -w 5 -X {chain}; fi");
        }
    }

    private void WriteStart(bool usesSets, bool setsOnly)
    {
        shell.Line();
        shell.Line("set -eu");
        shell.Line("PATH=$PATH:/usr/sbin:/sbin");
        var tools = setsOnly ? [] : plan.Families.SelectMany(family => new[] { IptablesPlan.Command(family), IptablesPlan.Command(family) + "-restore" });
        if (usesSets)
        {
            tools = tools.Append("ipset");
        }

        if (tools.ToList() is { Count: > 0 } needed)
        {
            shell.Line($"for tool in {string.Join(' ', needed)}; do");
            shell.Line("    command -v \"$tool\" >/dev/null || { echo \"$0: $tool is not installed; nothing was changed\" >&2; exit 1; }");
            shell.Line("done");
        }

        shell.Line();
    }

    private void WriteRestoreFunctions()
    {
        if (plan.DefaultDeny is not null)
        {
            shell.Line("adopt_until=$(date -u -d \"@$(($(date +%s) + 600))\" +%Y-%m-%dT%H:%M:%S)");
        }

        foreach (var family in plan.Families)
        {
            shell.Line($"{Function(family)}() {{");
            shell.Data(
                plan.DefaultDeny is null ? "cat" : $"sed \"s/{AdoptUntil}/$adopt_until/\"",
                writer => new IptablesRestoreWriter(writer, plan, family, AdoptUntil).Write());
            shell.Line("}");
            shell.Line();
        }
    }

    private void WriteRestores(string option)
    {
        foreach (var family in plan.Families)
        {
            shell.Line($"{Function(family)} | {IptablesPlan.Command(family)}-restore -w 5 --noflush{option}");
        }
    }

    private void WriteJumps()
    {
        foreach (var (command, chain, hook) in plan.Chains())
        {
            var target = hook;
            if (hook == IptablesPlan.Hook(IptablesChain.Forward))
            {
                shell.Line($"hook={hook}");
                shell.Line($"if {command} -w 5 -n -L {IptablesPlan.DockerHook} >/dev/null 2>&1; then hook={IptablesPlan.DockerHook}; fi");
                target = "$hook";
            }

            shell.Line($"{command} -w 5 -C {target} -j {chain} 2>/dev/null || {command} -w 5 -I {target} 1 -j {chain}");
        }
    }

    private static string Function(IpFamily family) => family == IpFamily.IPv4 ? "ipv4_rules" : "ipv6_rules";
}

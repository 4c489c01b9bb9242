namespace FirewallRules.Emitters;

/// <summary>Writes the POSIX shell script that applies a plan, or takes it away.</summary>
/// <remarks>
/// Everything that varies stands in quoted here-documents or consists of names from alphabets of our own; the shell expands none of it.
/// </remarks>
internal sealed class IptablesScriptWriter(TextWriter writer, IptablesPlan plan, IptablesPlan? former = null)
{
    private const string End = "FWRULES";

    public void WriteApply(bool setsOnly)
    {
        var sets = plan.Sets().ToList();
        WriteStart(sets.Count > 0, setsOnly);
        if (sets.Count > 0)
        {
            IpsetScript.WriteFill(writer, sets);
        }

        if (!setsOnly)
        {
            WriteRestoreFunctions();
            writer.Line("# Both families are checked before either is changed.");
            WriteRestores(" --test");
            writer.Line();
        }

        if (sets.Count > 0)
        {
            IpsetScript.WriteSwap(writer, sets);
        }

        if (!setsOnly)
        {
            WriteRestores("");
            WriteJumps();
        }

        if (sets.Count > 0)
        {
            IpsetScript.WriteEnd(writer);
        }

        if (former is not null)
        {
            WriteStale(former, setsOnly);
        }
    }

    public void WriteRemove(bool setsOnly)
    {
        WriteStart(usesSets: false, setsOnly);
        if (!setsOnly)
        {
            WriteRemoveChains(plan.Chains());
        }

        IpsetScript.WriteRemove(writer, plan.PossibleSets());
    }

    // What only the older rules had, last: until here nothing that they allow has been taken away by another way than by replacing it.
    private void WriteStale(IptablesPlan former, bool setsOnly)
    {
        var chains = setsOnly ? [] : former.Chains().Except(plan.Chains()).ToList();
        var sets = former.Sets().Select(set => set.Name).Except(plan.Sets().Select(set => set.Name), StringComparer.Ordinal).ToList();
        if (chains.Count + sets.Count > 0)
        {
            writer.Line();
            writer.Line("# What only the older rules had.");
            WriteRemoveChains(chains);
            IpsetScript.WriteStale(writer, sets, keep: setsOnly);
        }
    }

    private void WriteRemoveChains(IEnumerable<(string Command, string Chain, string Hook)> chains)
    {
        foreach (var (command, chain, hook) in chains)
        {
            writer.Line($"while {command} -w 5 -C {hook} -j {chain} 2>/dev/null; do {command} -w 5 -D {hook} -j {chain}; done");
            writer.Line($"if {command} -w 5 -n -L {chain} >/dev/null 2>&1; then {command} -w 5 -F {chain}; {command} -w 5 -X {chain}; fi");
        }
    }

    private void WriteStart(bool usesSets, bool setsOnly)
    {
        writer.Line();
        writer.Line("set -eu");
        writer.Line("PATH=$PATH:/usr/sbin:/sbin");
        var tools = setsOnly ? [] : plan.Families.SelectMany(family => new[] { IptablesPlan.Command(family), IptablesPlan.Command(family) + "-restore" });
        if (usesSets)
        {
            tools = tools.Append("ipset");
        }

        if (tools.ToList() is { Count: > 0 } needed)
        {
            writer.Line($"for tool in {string.Join(' ', needed)}; do");
            writer.Line("    command -v \"$tool\" >/dev/null || { echo \"$0: $tool is not installed; nothing was changed\" >&2; exit 1; }");
            writer.Line("done");
        }

        writer.Line();
    }

    private void WriteRestoreFunctions()
    {
        foreach (var family in plan.Families)
        {
            writer.Line($"{Function(family)}() {{");
            writer.Line($"cat <<'{End}'");
            new IptablesRestoreWriter(writer, plan, family).Write();
            writer.Line(End);
            writer.Line("}");
            writer.Line();
        }
    }

    private void WriteRestores(string option)
    {
        foreach (var family in plan.Families)
        {
            writer.Line($"{Function(family)} | {IptablesPlan.Command(family)}-restore -w 5 --noflush{option}");
        }
    }

    private void WriteJumps()
    {
        foreach (var (command, chain, hook) in plan.Chains())
        {
            writer.Line($"{command} -w 5 -C {hook} -j {chain} 2>/dev/null || {command} -w 5 -I {hook} 1 -j {chain}");
        }
    }

    private static string Function(IpFamily family) => family == IpFamily.IPv4 ? "ipv4_rules" : "ipv6_rules";
}

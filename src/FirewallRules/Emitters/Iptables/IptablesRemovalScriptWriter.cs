namespace FirewallRules.Emitters;

/// <summary>Writes the POSIX shell script that removes all chains and sets with the name prefix of a plan.</summary>
/// <remarks>Chains are known by their names. Sets are those that the chains refer to, and those that the plan could have had with any document.</remarks>
internal sealed class IptablesRemovalScriptWriter(ShellWriter shell, IptablesPlan plan)
{
    public void Write(bool setsOnly)
    {
        IptablesScriptWriter.WriteStart(shell, setsOnly ? ["ipset"] : plan.Families.Select(IptablesPlan.Command));
        shell.Code(HostScript.Sets);
        if (!setsOnly)
        {
            shell.Code(HostScript.Chains);
            shell.Line();
            shell.Line($"chains='{string.Join(' ', IptablesScriptWriter.OwnChains(plan).Select(chain => chain.Chain))}'");
        }
        else
        {
            shell.Line();
        }

        shell.Line("left=0");
        shell.Code(HostScript.Leftovers);
        shell.Line();
        if (!setsOnly)
        {
            IptablesScriptWriter.WriteFormer(shell, plan);
            IptablesScriptWriter.WriteNeedForIpset(shell);
            foreach (var family in plan.Families)
            {
                foreach (var (chain, hooks) in IptablesScriptWriter.OwnChains(plan))
                {
                    shell.Line($"remove_chain {IptablesPlan.Command(family)} {chain} {hooks}");
                }
            }
        }

        IpsetScript.WriteRemove(shell, plan.PossibleSets().Select(set => set.Name), former: !setsOnly);
        shell.Line(": >\"$lock\"");
        shell.Line("[ \"$left\" -eq 0 ] || fail \"not everything could be removed\"");
    }
}

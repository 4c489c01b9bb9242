namespace FirewallRules.Emitters;

/// <summary>Writes the POSIX shell script that replaces or removes the blocks in ufw's files.</summary>
internal sealed class UfwScriptWriter(ShellWriter shell, UfwPlan plan)
{
    public void Write()
    {
        var families = plan.Rules.Families;
        var commands = families.Select(Command).SelectMany(command => new[] { command, command + "-restore" });
        RootScript.WriteStart(shell, ["ufw", .. commands, "flock", "awk", "mktemp", "readlink"]);
        RootScript.WriteLock(shell);
        shell.Line();
        shell.Assign("prefix", plan.Options.NamePrefix);
        shell.Assign("name", UfwBlock.Name(plan.Options));
        shell.Assign("families", string.Join(' ', families.Select(Number)));
        shell.Line(UfwScript.Preparation);
        foreach (var family in families)
        {
            shell.Line($"prepare {Number(family)} {ShellWriter.Quoted(plan.Options.Remove ? "" : UfwBlock.Text(plan, family))}");
        }

        shell.Line(UfwScript.Install);
        shell.Line(UfwScript.End);
    }

    private static string Command(IpFamily family) => family == IpFamily.IPv4 ? "iptables" : "ip6tables";

    private static string Number(IpFamily family) => family == IpFamily.IPv4 ? "4" : "6";
}

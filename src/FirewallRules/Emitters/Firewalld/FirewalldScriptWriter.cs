namespace FirewallRules.Emitters;

/// <summary>Writes the POSIX shell script that writes or removes firewalld's files.</summary>
internal sealed class FirewalldScriptWriter(ShellWriter shell, FirewalldOptions options)
{
    private static readonly string[] Tools = ["firewall-cmd", "firewall-offline-cmd", "flock", "awk", "mktemp"];

    public void WriteApply(FirewalldPlan plan)
    {
        WriteStart();
        RootScript.WriteLock(shell);
        shell.Line();
        WriteNames([.. plan.Sets.Select(set => SetFile(set.Name)), .. plan.Policies.Select(policy => PolicyFile(policy.Name))]);
        shell.Line(FirewalldScript.Preparation);

        // Asked after the check, because firewalld does not answer while its configuration is invalid.
        var (needed, older) = plan.MatchesDestinationsBySet ? ("1.0", "0.*") : ("0.9", "0.[0-8].*");
        shell.Line(FirewalldScript.Version.Replace("PATTERN", older, StringComparison.Ordinal).Replace("NEEDED", needed, StringComparison.Ordinal));
        foreach (var set in plan.Sets)
        {
            shell.Line($"stage {SetFile(set.Name)} {ShellWriter.Quoted(FirewalldFiles.Set(plan, set))}");
        }

        foreach (var policy in plan.Policies)
        {
            shell.Line($"stage {PolicyFile(policy.Name)} {ShellWriter.Quoted(FirewalldFiles.Policy(plan, policy))}");
        }

        WriteEnd();
    }

    public void WriteRemove()
    {
        WriteStart();
        RootScript.WriteLock(shell);
        shell.Line();
        WriteNames([]);
        shell.Line(FirewalldScript.Preparation);
        WriteEnd();
    }

    private void WriteStart()
    {
        RootScript.WriteStart(shell, Tools);
        shell.Line(FirewalldScript.Arguments);
    }

    private void WriteNames(IEnumerable<string> wanted)
    {
        shell.Assign("prefix", options.NamePrefix);
        shell.Assign("mark", $"<short>{FirewalldFiles.ShortName(options)}</short>");
        shell.Assign("wanted", string.Join(' ', wanted));
    }

    private void WriteEnd()
    {
        shell.Line(FirewalldScript.Check);
        shell.Line(FirewalldScript.State);
        shell.Line(FirewalldScript.Runtime);
        shell.Line(FirewalldScript.Install);
        shell.Line(FirewalldScript.End);
    }

    private static string SetFile(string name) => "ipsets/" + name;

    private static string PolicyFile(string name) => "policies/" + name;
}

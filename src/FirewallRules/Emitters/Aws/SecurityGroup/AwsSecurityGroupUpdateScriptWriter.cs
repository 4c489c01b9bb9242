namespace FirewallRules.Emitters;

/// <summary>Writes the POSIX shell script that adds new rules to a group and removes obsolete ones, and does not change others.</summary>
internal sealed class AwsSecurityGroupUpdateScriptWriter(TextWriter writer, AwsSecurityGroupPlan plan, AwsSecurityGroupDelta delta)
{
    private readonly ShellWriter _shell = new(writer);

    private bool UsesLists => delta.ChangedLists.Count + delta.KeptLists.Count + delta.RemovedLists.Count > 0;

    public void Write(IReadOnlyList<string> header)
    {
        _shell.Start(header);
        _shell.Line();
        _shell.Line("set -eu");
        _shell.Assign("marker", plan.Descriptions.Marker);
        _shell.Assign("list_options", UsesLists ? " [--shared-lists]" : "");
        _shell.Assign("directions", string.Join(' ', delta.Directions.Select(AwsEntry.Word)));
        _shell.Line();
        _shell.Comment("Rules to add: direction, protocol, first and last port, remote side, description.");
        _shell.DataFunction("added", delta.Added.Select(plan.Descriptions.Data));
        _shell.Line();
        _shell.Comment("Rules to remove: direction, protocol, first and last port, remote side.");
        _shell.DataFunction("removed", delta.Removed.Select(entry => entry.Key));
        _shell.Line();
        AwsSecurityGroupScriptWriter.WriteEntries(_shell, delta.ChangedLists);
        _shell.Code(AwsSecurityGroupUpdateScript.Arguments);
        _shell.Code(AwsSecurityGroupUpdateScript.Rules);
        if (UsesLists)
        {
            _shell.Code(AwsListScript.Lists);
        }

        WriteMain();
    }

    private void WriteMain()
    {
        _shell.Comment("The group is read before anything is changed.");
        _shell.Line("aws ec2 describe-security-groups --group-ids \"$group\" --query 'SecurityGroups[*].GroupId' --output text >/dev/null");
        _shell.Line(": >\"$work/lists\"");
        _shell.Line("added >\"$work/added\"");
        _shell.Line("removed >\"$work/removed\"");
        if (delta.ChangedLists.Count > 0)
        {
            _shell.Line(": >\"$work/plan\"");
            AwsSecurityGroupScriptWriter.WritePlan(_shell, delta.ChangedLists, "");
        }

        _shell.Code(AwsSecurityGroupUpdateScript.Plan);
        AwsSecurityGroupScriptWriter.WriteFill(_shell, delta.ChangedLists, "");
        AwsSecurityGroupScriptWriter.WriteFind(_shell, delta.KeptLists.Concat(delta.RemovedLists), "");
        _shell.Line();
        _shell.Code(AwsSecurityGroupUpdateScript.Main);
        foreach (var list in delta.RemovedLists)
        {
            _shell.Line($"delete_list {list.Name} \"$group\"");
        }
    }
}

using System.Globalization;

namespace FirewallRules.Emitters;

/// <summary>Writes the POSIX shell script that updates groups, or removes the rules of this library from them.</summary>
internal sealed class AwsSecurityGroupScriptWriter(TextWriter writer, AwsSecurityGroupPlan plan)
{
    private readonly ShellWriter _shell = new(writer);

    public void Write(IReadOnlyList<string> header)
    {
        _shell.Start(header);
        _shell.Line();
        _shell.Line("set -eu");
        _shell.Assign("marker", plan.Descriptions.Marker);
        _shell.Line($"group_count={Number(plan.Groups.Count)}");
        _shell.Line($"limit={Number(plan.Options.MaxRules)}");
        _shell.Assign("list_options", plan.Lists.Count > 0 ? AwsListScript.Options : "");
        _shell.Flag("revoke_default_egress", plan.Options.RevokeDefaultEgress);
        _shell.Assign("directions", string.Join(' ', OutputHeader.Directions(plan.Rules).Select(AwsEntry.Word)));
        _shell.Flag("allows_egress", plan.Rules.Rules.Any(rule => rule.Direction == Direction.Egress && !rule.Remote.IsEmpty));
        _shell.Line();
        WriteData();
        _shell.Code(AwsSecurityGroupScript.Arguments);
        _shell.Code(AwsRuleScript.Rules);
        _shell.Code(AwsSecurityGroupScript.Room);
        if (plan.Lists.Count > 0)
        {
            _shell.Code(AwsListScript.Lists);
        }

        WriteMain();
    }

    /// <summary>Writes a function for each list that prints its entries.</summary>
    public static void WriteEntries(ShellWriter shell, IReadOnlyList<AwsPrefixList> lists)
    {
        for (var i = 0; i < lists.Count; i++)
        {
            var addresses = lists[i].Addresses;
            shell.Comment($"Entries of {lists[i].Name}.");
            shell.DataFunction($"list_{Number(i + 1)}", addresses.Select(prefix => prefix.ToString()));
            shell.Line();
        }
    }

    /// <summary>Writes the commands that create or update lists.</summary>
    public static void WriteFill(ShellWriter shell, IReadOnlyList<AwsPrefixList> lists, string indent)
        => WriteLists(shell, lists, indent, "fill_list", "");

    /// <summary>Writes the commands that compare lists with what they should be, and stop if they must not be changed.</summary>
    public static void WritePlan(ShellWriter shell, IReadOnlyList<AwsPrefixList> lists, string indent)
        => WriteLists(shell, lists, indent, "plan_list", " \"$@\"");

    /// <summary>Writes the commands that look up the ids of lists.</summary>
    public static void WriteFind(ShellWriter shell, IEnumerable<AwsPrefixList> lists, string indent)
    {
        foreach (var list in lists)
        {
            shell.Line($"{indent}find_list {list.Name}");
            shell.Line($"{indent}[ -z \"$list\" ] || echo \"{list.Name} $list\" >>\"$work/lists\"");
        }
    }

    private void WriteData()
    {
        for (var i = 0; i < plan.Groups.Count; i++)
        {
            _shell.Comment($"Rules of group {Number(i + 1)}: direction, protocol, first and last port, remote side, description.");
            _shell.DataFunction($"wanted_{Number(i + 1)}", plan.Groups[i].Select(plan.Descriptions.Data));
            _shell.Line();
        }

        WriteEntries(_shell, plan.Lists);
    }

    private void WriteMain()
    {
        _shell.Comment("All groups are read before any of them is changed.");
        _shell.Line("aws ec2 describe-security-groups --group-ids \"$@\" --query 'SecurityGroups[*].GroupId' --output text >/dev/null");
        _shell.Line(": >\"$work/lists\"");
        _shell.Line(": >\"$work/plan\"");
        for (var i = 1; i <= plan.Groups.Count; i++)
        {
            _shell.Line($"wanted_{Number(i)} >\"$work/{Number(i)}.wanted\"");
        }

        if (plan.Lists.Count > 0)
        {
            _shell.Line("if [ \"$remove\" = 0 ]; then");
            WritePlan(_shell, plan.Lists, "    ");
            _shell.Line("    awk '$2 != \"-\" { print $1, $2 }' \"$work/plan\" >\"$work/lists\"");
            _shell.Line("else");
            WriteFind(_shell, plan.Lists, "    ");
            _shell.Line("fi");
            _shell.Line("add_tagged");
        }

        _shell.Line();
        _shell.Code(AwsSecurityGroupScript.Plan);
        if (plan.Lists.Count > 0)
        {
            _shell.Line("if [ \"$remove\" = 0 ]; then");
            _shell.Line("    : >\"$work/lists\"");
            WriteFill(_shell, plan.Lists, "    ");
            _shell.Line("    awk '{ print \" \" $2 \" \" }' \"$work/lists\" >\"$work/plan.done\"");
            _shell.Line("    add_tagged");
            _shell.Line("fi");
        }

        _shell.Code(AwsRuleScript.Main);
        _shell.Code(AwsSecurityGroupScript.Verify);
        if (plan.Lists.Count > 0)
        {
            _shell.Line("if [ \"$remove\" = 1 ]; then");
            foreach (var list in plan.Lists)
            {
                _shell.Line($"    delete_list {list.Name} \"$@\"");
            }

            _shell.Line("fi");
            _shell.Line("find_orphans");
        }
    }

    private static void WriteLists(ShellWriter shell, IReadOnlyList<AwsPrefixList> lists, string indent, string command, string more)
    {
        for (var i = 0; i < lists.Count; i++)
        {
            shell.Line($"{indent}list_{Number(i + 1)} >\"$work/entries\"");
            shell.Line($"{indent}{command} {lists[i].Name} {(lists[i].Family == IpFamily.IPv4 ? "IPv4" : "IPv6")} {Number(lists[i].MaxEntries)}{more}");
        }
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}

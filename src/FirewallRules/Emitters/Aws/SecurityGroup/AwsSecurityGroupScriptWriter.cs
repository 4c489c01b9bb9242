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
        _shell.Flag("revoke_default_egress", plan.Options.RevokeDefaultEgress);
        _shell.Assign("directions", string.Join(' ', OutputHeader.Directions(plan.Rules).Select(AwsEntry.Word)));
        _shell.Flag("allows_egress", plan.Rules.Rules.Any(rule => rule.Direction == Direction.Egress && !rule.Remote.IsEmpty));
        _shell.Line();
        WriteData();
        _shell.Code(AwsSecurityGroupScript.Arguments);
        _shell.Code(AwsRuleScript.Rules);
        if (plan.Lists.Count > 0)
        {
            _shell.Code(AwsSecurityGroupScript.Lists);
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
    {
        for (var i = 0; i < lists.Count; i++)
        {
            shell.Line($"{indent}list_{Number(i + 1)} >\"$work/entries\"");
            shell.Line($"{indent}fill_list {lists[i].Name} {(lists[i].Family == IpFamily.IPv4 ? "IPv4" : "IPv6")} {Number(lists[i].MaxEntries)}");
        }
    }

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
        if (plan.Lists.Count > 0)
        {
            _shell.Line("if [ \"$remove\" = 0 ]; then");
            WriteFill(_shell, plan.Lists, "    ");
            _shell.Line("else");
            WriteFind(_shell, plan.Lists, "    ");
            _shell.Line("fi");
        }

        for (var i = 1; i <= plan.Groups.Count; i++)
        {
            _shell.Line($"wanted_{Number(i)} >\"$work/{Number(i)}.wanted\"");
        }

        _shell.Code(AwsRuleScript.Main);
        if (plan.Lists.Count > 0)
        {
            _shell.Line("if [ \"$remove\" = 1 ]; then");
            foreach (var list in plan.Lists)
            {
                _shell.Line($"    delete_list {list.Name}");
            }

            _shell.Line("fi");
        }
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}

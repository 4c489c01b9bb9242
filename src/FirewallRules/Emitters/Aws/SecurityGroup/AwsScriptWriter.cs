using System.Globalization;

namespace FirewallRules.Emitters;

/// <summary>Writes the POSIX shell script that brings groups up to date, or takes its own rules away.</summary>
/// <remarks>Everything that varies stands in quoted here-documents or consists of names from alphabets of our own; the shell expands none of it.</remarks>
internal sealed class AwsScriptWriter(TextWriter writer, AwsPlan plan)
{
    private const string End = "FWRULES";

    public void Write(IReadOnlyList<string> header)
    {
        writer.Line("#!/bin/sh");
        foreach (var line in header)
        {
            writer.Line("# " + line);
        }

        var allowsEgress = plan.Rules.Rules.Any(rule => rule.Direction == Direction.Egress && !rule.Remote.IsEmpty);
        writer.Line();
        writer.Line("set -eu");
        writer.Line($"marker='{plan.Marker}'");
        writer.Line($"group_count={Number(plan.Groups.Count)}");
        writer.Line($"revoke_default_egress={(plan.Options.RevokeDefaultEgress ? 1 : 0)}");
        writer.Line($"directions='{string.Join(' ', OutputHeader.Directions(plan.Rules).Select(AwsEntry.Word))}'");
        writer.Line($"allows_egress={(allowsEgress ? 1 : 0)}");
        writer.Line();
        WriteData();
        writer.Write(AwsScript.Arguments);
        writer.Write(AwsScript.Rules);
        if (plan.Lists.Count > 0)
        {
            writer.Write(AwsScript.Lists);
        }

        WriteMain();
    }

    /// <summary>Rules as the script reads them, one a line.</summary>
    public static IEnumerable<string> Data(IEnumerable<AwsEntry> entries, AwsPlan plan)
        => entries.Select(entry => $"{entry.Key} {plan.Describe(entry.Rule)}");

    private void WriteData()
    {
        for (var i = 0; i < plan.Groups.Count; i++)
        {
            writer.Line($"# Rules of group {Number(i + 1)}: direction, protocol, first and last port, remote side, description.");
            writer.Line($"wanted_{Number(i + 1)}() {{");
            writer.Line($"cat <<'{End}'");
            foreach (var line in Data(plan.Groups[i], plan))
            {
                writer.Line(line);
            }

            writer.Line(End);
            writer.Line("}");
            writer.Line();
        }

        for (var i = 0; i < plan.Lists.Count; i++)
        {
            writer.Line($"# Entries of {plan.Lists[i].Name}.");
            writer.Line($"list_{Number(i + 1)}() {{");
            writer.Line($"cat <<'{End}'");
            writer.WritePrefixes(plan.Lists[i].Addresses, "", "\n");
            writer.Line(End);
            writer.Line("}");
            writer.Line();
        }
    }

    private void WriteMain()
    {
        writer.Line("# All groups are read before any is changed.");
        writer.Line("aws ec2 describe-security-groups --group-ids \"$@\" --query 'SecurityGroups[*].GroupId' --output text >/dev/null");
        writer.Line(": >\"$work/lists\"");
        if (plan.Lists.Count > 0)
        {
            writer.Line("if [ \"$remove\" = 0 ]; then");
            for (var i = 0; i < plan.Lists.Count; i++)
            {
                var list = plan.Lists[i];
                var family = list.Family == IpFamily.IPv4 ? "IPv4" : "IPv6";
                writer.Line($"    list_{Number(i + 1)} >\"$work/entries\"");
                writer.Line($"    fill_list {list.Name} {family} {Number(list.MaxEntries)}");
            }

            writer.Line("else");
            foreach (var list in plan.Lists)
            {
                writer.Line($"    find_list {list.Name}");
                writer.Line($"    [ -z \"$list\" ] || echo \"{list.Name} $list\" >>\"$work/lists\"");
            }

            writer.Line("fi");
        }

        for (var i = 1; i <= plan.Groups.Count; i++)
        {
            writer.Line($"wanted_{Number(i)} >\"$work/{Number(i)}.wanted\"");
        }

        writer.Write(AwsScript.Main);
        if (plan.Lists.Count > 0)
        {
            writer.Line("if [ \"$remove\" = 1 ]; then");
            foreach (var list in plan.Lists)
            {
                writer.Line($"    delete_list {list.Name}");
            }

            writer.Line("fi");
        }
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}

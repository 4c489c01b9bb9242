using System.Globalization;

namespace FirewallRules.Emitters;

/// <summary>Writes the POSIX shell script that adds to a group what is new and takes what is gone away, and touches nothing else.</summary>
/// <remarks>Everything that varies stands in quoted here-documents or consists of names from alphabets of our own; the shell expands none of it.</remarks>
internal sealed class AwsUpdateScriptWriter(TextWriter writer, AwsPlan plan, AwsDelta delta)
{
    private const string End = "FWRULES";

    private bool UsesLists => delta.ChangedLists.Count + delta.KeptLists.Count + delta.VanishedLists.Count > 0;

    public void Write(IReadOnlyList<string> header)
    {
        writer.Line("#!/bin/sh");
        foreach (var line in header)
        {
            writer.Line("# " + line);
        }

        writer.Line();
        writer.Line("set -eu");
        writer.Line($"marker='{plan.Marker}'");
        writer.Line($"directions='{string.Join(' ', delta.Directions.Select(AwsEntry.Word))}'");
        writer.Line();
        WriteRules("added", "Rules to add", delta.Added);
        WriteRules("removed", "Rules to remove", delta.Removed);
        WriteLists();
        writer.Write(AwsUpdateScript.Arguments);
        writer.Write(AwsUpdateScript.Rules);
        if (UsesLists)
        {
            writer.Write(AwsScript.Lists);
        }

        WriteMain();
    }

    private void WriteRules(string function, string title, IReadOnlyList<AwsEntry> entries)
    {
        var added = ReferenceEquals(entries, delta.Added);
        writer.Line($"# {title}: direction, protocol, first and last port, remote side{(added ? ", description" : "")}.");
        writer.Line($"{function}() {{");
        writer.Line($"cat <<'{End}'");
        foreach (var entry in entries)
        {
            writer.Line(added ? $"{entry.Key} {plan.Describe(entry.Rule)}" : entry.Key);
        }

        writer.Line(End);
        writer.Line("}");
        writer.Line();
    }

    private void WriteLists()
    {
        for (var i = 0; i < delta.ChangedLists.Count; i++)
        {
            writer.Line($"# Entries of {delta.ChangedLists[i].Name}.");
            writer.Line($"list_{Number(i + 1)}() {{");
            writer.Line($"cat <<'{End}'");
            writer.WritePrefixes(delta.ChangedLists[i].Addresses, "", "\n");
            writer.Line(End);
            writer.Line("}");
            writer.Line();
        }
    }

    private void WriteMain()
    {
        writer.Line("# The group is read before anything is changed.");
        writer.Line("aws ec2 describe-security-groups --group-ids \"$group\" --query 'SecurityGroups[*].GroupId' --output text >/dev/null");
        writer.Line(": >\"$work/lists\"");
        writer.Line("added >\"$work/added\"");
        writer.Line("removed >\"$work/removed\"");
        for (var i = 0; i < delta.ChangedLists.Count; i++)
        {
            var list = delta.ChangedLists[i];
            writer.Line($"list_{Number(i + 1)} >\"$work/entries\"");
            writer.Line($"fill_list {list.Name} {(list.Family == IpFamily.IPv4 ? "IPv4" : "IPv6")} {Number(list.MaxEntries)}");
        }

        foreach (var list in delta.KeptLists.Concat(delta.VanishedLists))
        {
            writer.Line($"find_list {list.Name}");
            writer.Line($"[ -z \"$list\" ] || echo \"{list.Name} $list\" >>\"$work/lists\"");
        }

        writer.Line();
        writer.Write(AwsUpdateScript.Main);
        foreach (var list in delta.VanishedLists)
        {
            writer.Line($"delete_list {list.Name}");
        }
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}

using System.Globalization;

namespace FirewallRules.Emitters;

/// <summary>Writes a POSIX shell script for the Azure CLI, which adds and changes rules first and then removes obsolete ones.</summary>
/// <remarks><c>az network nsg rule create</c> is a PUT: it replaces the rule of that name atomically and can be repeated.</remarks>
internal sealed class AzureNsgCliWriter(TextWriter writer, AzureNsgOptions options) : IAzureNsgWriter
{
    private readonly ShellWriter _shell = new(writer);

    public void Write(IReadOnlyList<string> header, IReadOnlyList<AzureNsgRule> rules, IReadOnlyList<Direction> directions)
    {
        WriteStart(header, AzureNsgCliScript.RemoveArgument);
        WriteWanted(rules);
        WriteEnd(
            directions,
            AzureNsgCliScript.Superseded + AzureNsgCliScript.Remove,
            rules,
            AzureNsgCliScript.End.Replace("ADVICE", "run this again", StringComparison.Ordinal) + AzureNsgCliScript.EndOfComplete);
    }

    /// <summary>Writes the script that changes only the rules that differ.</summary>
    public void WriteUpdate(IReadOnlyList<string> header, IReadOnlyList<AzureNsgRule> rules, AzureNsgDelta delta, IReadOnlyList<Direction> directions)
    {
        WriteStart(header, AzureNsgCliScript.Arguments);
        WriteWanted(rules);
        WriteOldNames(delta.Removed);
        WriteEnd(
            directions,
            AzureNsgCliScript.SupersededInUpdate,
            delta.Changed,
            AzureNsgCliScript.End.Replace("ADVICE", "apply the complete output instead of the update", StringComparison.Ordinal));
    }

    private void WriteStart(IReadOnlyList<string> header, string arguments)
    {
        _shell.Start(header);
        _shell.Code(arguments);
        _shell.Code(AzureNsgCliScript.Preparation.Replace("NSG_NAME", options.NsgName, StringComparison.Ordinal));
    }

    private void WriteEnd(IReadOnlyList<Direction> directions, string functions, IReadOnlyList<AzureNsgRule> changed, string end)
    {
        var advice = AzureNsgPriorities.IsFullWindow(options.FirstPriority) ? AzureNsgCliScript.AdviseFirstPriority : AzureNsgCliScript.AdviseOtherPriority;
        WriteCode(AzureNsgCliScript.Existing + functions + AzureNsgCliScript.CheckConflicts + advice + AzureNsgCliScript.EndConflicts, directions);
        _shell.Line();
        foreach (var rule in changed)
        {
            WriteRule(rule);
        }

        WriteCode(end, directions);
    }

    private void WriteCode(string code, IReadOnlyList<Direction> directions)
    {
        var pattern = string.Join(
            '|', directions.Select(direction => $"{AzureNsgRule.Word(direction)} [0-9]+ {AzureNsgNames.Pattern(options.NamePrefix, direction)}"));
        _shell.Code(code.Replace("PATTERN", pattern, StringComparison.Ordinal)
            .Replace("MARKER", AzureText.Marker(options.NamePrefix), StringComparison.Ordinal)
            .Replace("FIRST_PRIORITY", Text(options.FirstPriority), StringComparison.Ordinal)
            .Replace("LAST_PRIORITY", Text(AzureNsgPriorities.Last(options.FirstPriority)), StringComparison.Ordinal));
    }

    private void WriteWanted(IReadOnlyList<AzureNsgRule> rules)
    {
        _shell.Line();
        _shell.DataFunction("wanted", rules.Select(rule => $"{rule.DirectionWord} {Text(rule.Priority)} {rule.Name} {rule.Digest}"));
    }

    private void WriteOldNames(IReadOnlyList<AzureNsgRule> rules)
    {
        _shell.Line();
        _shell.Comment("Rules that only the old rule set had.");
        _shell.DataFunction("former", rules.Select(rule => rule.Name));
    }

    private void WriteRule(AzureNsgRule rule)
    {
        var ports = string.Join(' ', rule.Ports.Select(ShellWriter.Word));
        _shell.Line($"nsg_rule create --name {ShellWriter.Word(rule.Name)} --priority {Text(rule.Priority)} --output none \\");
        _shell.Line($"    --direction {rule.DirectionWord} --access {rule.AccessWord} --protocol {ShellWriter.Word(rule.Protocol)} \\");
        _shell.Line($"    --description {ShellWriter.Quoted(rule.Description)} \\");
        WriteSide("source", rule, isRemote: rule.Direction == Direction.Ingress);
        WriteSide("destination", rule, isRemote: rule.Direction == Direction.Egress);
        _shell.Line($"    --source-port-ranges {ShellWriter.Word(AzureNsgRule.Any)} --destination-port-ranges {ports}");
    }

    private void WriteSide(string side, AzureNsgRule rule, bool isRemote)
    {
        if (!isRemote && rule.LocalGroup is { } group)
        {
            _shell.Line($"    --{side}-asgs {ShellWriter.Word(group)} \\");
            return;
        }

        var prefixes = isRemote ? rule.Remote : rule.Local;
        var between = prefixes.Count == 1 ? " " : " \\\n        ";
        _shell.Line($"    --{side}-address-prefixes{between}{string.Join(between, prefixes.Select(ShellWriter.Word))} \\");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

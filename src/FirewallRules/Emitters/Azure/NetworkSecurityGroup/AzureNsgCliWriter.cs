using System.Globalization;

namespace FirewallRules.Emitters;

/// <summary>Writes a POSIX shell script for the Azure CLI, which adds and changes rules first and then removes obsolete ones.</summary>
/// <remarks><c>az network nsg rule create</c> is a PUT: it replaces the rule of that name atomically and can be repeated.</remarks>
internal sealed class AzureNsgCliWriter(TextWriter writer, AzureNsgOptions options) : IAzureNsgWriter
{
    private readonly ShellWriter _shell = new(writer);

    public void Write(IReadOnlyList<string> header, IReadOnlyList<AzureNsgRule> rules, IReadOnlyList<Direction> directions)
    {
        WriteStart(header, AzureNsgCliScript.RemoveArgument, directions);
        WriteWanted(rules);
        WriteEnd(
            AzureNsgCliScript.Existing + AzureNsgCliScript.Superseded + AzureNsgCliScript.ConflictingPriorities + AzureNsgCliScript.Remove
                + AzureNsgCliScript.MoveConflicting,
            rules);
    }

    /// <summary>Writes the script that changes only the rules that differ.</summary>
    public void WriteUpdate(IReadOnlyList<string> header, IReadOnlyList<AzureNsgRule> rules, AzureNsgDelta delta, IReadOnlyList<Direction> directions)
    {
        WriteStart(header, AzureNsgCliScript.Arguments, directions);
        WriteWanted(rules);
        WriteOldNames(delta.Removed);
        WriteEnd(
            AzureNsgCliScript.Existing + AzureNsgCliScript.SupersededInUpdate + AzureNsgCliScript.ConflictingPriorities
                + AzureNsgCliScript.MoveConflicting,
            delta.Changed);
    }

    private void WriteStart(IReadOnlyList<string> header, string arguments, IReadOnlyList<Direction> directions)
    {
        _shell.Start(header);
        _shell.Code(arguments);
        _shell.Line(AzureNsgCliScript.Preparation.Replace("NSG_NAME", options.NsgName, StringComparison.Ordinal));
        WriteOurs(directions);
    }

    private void WriteEnd(string functions, IReadOnlyList<AzureNsgRule> changed)
    {
        var lastPriority = AzureNsgPriorities.Last(options.FirstPriority).ToString(CultureInfo.InvariantCulture);
        _shell.Line(functions.Replace("LAST_PRIORITY", lastPriority, StringComparison.Ordinal));
        foreach (var rule in changed)
        {
            WriteRule(rule);
        }

        _shell.Line(AzureNsgCliScript.RemoveSuperseded);
    }

    private void WriteOurs(IReadOnlyList<Direction> directions)
    {
        _shell.Line("ours() {");
        _shell.Line("    case $1 in");
        foreach (var direction in directions)
        {
            _shell.Line($"    {string.Join(" | ", AzureNsgNames.Patterns(options.NamePrefix, direction))}) return 0 ;;");
        }

        _shell.Line("    *) return 1 ;;");
        _shell.Line("    esac");
        _shell.Line("}");
    }

    private void WriteWanted(IReadOnlyList<AzureNsgRule> rules)
    {
        _shell.Line();
        _shell.DataFunction("wanted", rules.Select(rule => string.Create(CultureInfo.InvariantCulture, $"{rule.DirectionWord} {rule.Priority} {rule.Name}")));
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
        var priority = rule.Priority.ToString(CultureInfo.InvariantCulture);
        _shell.Line($"nsg_rule create --name {ShellWriter.Word(rule.Name)} --priority {priority} --output none \\");
        _shell.Line($"    --direction {rule.DirectionWord} --access {rule.AccessWord} --protocol {ShellWriter.Word(rule.Protocol)} \\");
        _shell.Line($"    --description {ShellWriter.Quoted(rule.Description)} \\");
        WriteAddresses("source", rule.Source);
        WriteAddresses("destination", rule.Destination);
        _shell.Line($"    --source-port-ranges {ShellWriter.Word(AzureNsgRule.Any)} --destination-port-ranges {ports}");
    }

    private void WriteAddresses(string side, IReadOnlyList<string> prefixes)
    {
        var between = prefixes.Count == 1 ? " " : " \\\n        ";
        _shell.Line($"    --{side}-address-prefixes{between}{string.Join(between, prefixes.Select(ShellWriter.Word))} \\");
    }
}

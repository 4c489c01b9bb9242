using System.Globalization;
using static FirewallRules.Emitters.AzureNsgText;

namespace FirewallRules.Emitters;

/// <summary>Writes a POSIX shell script for the Azure CLI, which adds and changes rules first, and then removes those that are superseded.</summary>
/// <remarks>
/// <c>az network nsg rule create</c> is a PUT: it replaces the rule of that name in one step, and changes nothing when it runs again. All
/// that varies consists of names from an alphabet of our own, or stands in single quotes.
/// </remarks>
internal sealed class AzureNsgCliWriter(TextWriter writer, AzureNsgOptions options) : IAzureNsgWriter
{
    private const string RemoveArgument =
        """

        set -eu
        remove=
        if [ "${1-}" = --remove ]; then
            remove=yes
            shift
        fi
        if [ $# -lt 1 ] || [ $# -gt 2 ]; then
            echo "usage: sh $0 [--remove] GROUP [NSG]" >&2
            exit 2
        fi

        """;

    private const string Arguments =
        """

        set -eu
        if [ $# -lt 1 ] || [ $# -gt 2 ]; then
            echo "usage: sh $0 GROUP [NSG]" >&2
            exit 2
        fi

        """;

    private const string Preparation =
        """
        group=$1
        nsg=${2-NSG_NAME}
        for argument in "$group" "$nsg"; do
            case $argument in
            '' | -* | @*)
                echo "$0: '$argument' is no name of a resource group or an NSG" >&2
                exit 2
                ;;
            esac
        done
        command -v az >/dev/null || { echo "$0: az is not installed; nothing was changed" >&2; exit 1; }

        nsg_rule() {
            verb=$1
            shift
            az network nsg rule "$verb" --resource-group "$group" --nsg-name "$nsg" --only-show-errors "$@" </dev/null
        }

        """;

    private const string Existing =
        """

        existing=$(nsg_rule list --query '[*].[direction, priority, name]' --output tsv)
        existing=$(printf '%s\n' "$existing" | tr -d '\r' | tr '\t' ' ')

        """;

    private const string Superseded =
        """

        # Our rules that are not wanted. What closes the rest comes first, so that nothing is closed which was open before.
        superseded() {
            printf '%s\n' "$existing" | while read -r direction priority name; do
                if ours "$name" && ! wanted | cut -d ' ' -f 3 | grep -q -x -F -e "$name"; then
                    printf '%s\n' "$name"
                fi
            done | LC_ALL=C sort
        }

        """;

    private const string Vanished =
        """

        # Those of the older rules that are still there. What closes the rest comes first, so that nothing is closed which was open before.
        superseded() {
            printf '%s\n' "$existing" | while read -r direction priority name; do
                if former | grep -q -x -F -e "$name"; then
                    printf '%s\n' "$name"
                fi
            done | LC_ALL=C sort
        }

        """;

    private const string InTheWay =
        """

        # Rules on a priority that another rule needs.
        in_the_way() {
            printf '%s\n' "$existing" | while read -r direction priority name; do
                if wanted | grep -q -e "^$direction $priority " && ! wanted | grep -q -x -F -e "$direction $priority $name"; then
                    printf '%s\n' "$direction $priority $name"
                fi
            done
        }

        """;

    private const string Remove =
        """

        if [ -n "$remove" ]; then
            wanted() { :; }
            for name in $(superseded); do
                nsg_rule delete --name "$name"
            done
            exit 0
        fi

        """;

    private const string Moves =
        """

        moving=$(in_the_way)
        others=$(printf '%s\n' "$moving" | while read -r direction priority name; do
            if [ -n "$name" ] && ! ours "$name"; then
                printf '%s' " $name ($direction $priority)"
            fi
        done)
        if [ -n "$others" ]; then
            echo "$0: other rules have priorities that are needed; nothing was changed:$others" >&2
            exit 1
        fi
        printf '%s\n' "$moving" | {
            spare=LAST_PRIORITY
            while read -r direction priority name; do
                [ -n "$name" ] || continue
                while { printf '%s\n' "$existing"; wanted; } | grep -q -e "^[A-Za-z]* $spare "; do
                    spare=$((spare - 1))
                done
                nsg_rule update --name "$name" --priority "$spare" --output none
                spare=$((spare - 1))
            done
        }

        """;

    private const string After =
        """

        for name in $(superseded); do
            nsg_rule delete --name "$name"
        done
        """;

    public void Write(IReadOnlyList<string> header, IReadOnlyList<AzureNsgRule> rules, IReadOnlyList<Direction> directions)
    {
        WriteStart(header, RemoveArgument, directions);
        WriteWanted(rules);
        WriteEnd(Existing + Superseded + InTheWay + Remove + Moves, rules);
    }

    /// <summary>Writes the script that changes what differs, and leaves other rules as they are.</summary>
    public void WriteUpdate(IReadOnlyList<string> header, IReadOnlyList<AzureNsgRule> rules, AzureNsgDelta delta, IReadOnlyList<Direction> directions)
    {
        WriteStart(header, Arguments, directions);
        WriteWanted(rules);
        WriteFormer(delta.Vanished);
        WriteEnd(Existing + Vanished + InTheWay + Moves, delta.Changed);
    }

    private void WriteStart(IReadOnlyList<string> header, string arguments, IReadOnlyList<Direction> directions)
    {
        writer.Line("#!/bin/sh");
        foreach (var line in header)
        {
            writer.Line(line.Length == 0 ? "#" : "# " + line);
        }

        writer.Write(arguments);
        writer.Line(Preparation.Replace("NSG_NAME", options.NsgName, StringComparison.Ordinal));
        WriteOurs(directions);
    }

    private void WriteEnd(string functions, IReadOnlyList<AzureNsgRule> changed)
    {
        writer.Line(functions.Replace("LAST_PRIORITY", AzureNsgPriorities.Last(options.FirstPriority).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        foreach (var rule in changed)
        {
            WriteRule(rule);
        }

        writer.Line(After);
    }

    private void WriteOurs(IReadOnlyList<Direction> directions)
    {
        writer.Line("ours() {");
        writer.Line("    case $1 in");
        foreach (var direction in directions)
        {
            writer.Line($"    {string.Join(" | ", AzureNsgNames.Patterns(options.NamePrefix, direction))}) return 0 ;;");
        }

        writer.Line("    *) return 1 ;;");
        writer.Line("    esac");
        writer.Line("}");
    }

    private void WriteWanted(IReadOnlyList<AzureNsgRule> rules)
    {
        writer.Line();
        writer.Line("wanted() {");
        writer.Line("cat <<'FWRULES'");
        foreach (var rule in rules)
        {
            writer.Line($"{rule.DirectionWord} {rule.Priority} {rule.Name}");
        }

        writer.Line("FWRULES");
        writer.Line("}");
    }

    private void WriteFormer(IReadOnlyList<AzureNsgRule> rules)
    {
        writer.Line();
        writer.Line("# What only the older rules had.");
        writer.Line("former() {");
        writer.Line("cat <<'FWRULES'");
        foreach (var rule in rules)
        {
            writer.Line(rule.Name);
        }

        writer.Line("FWRULES");
        writer.Line("}");
    }

    private void WriteRule(AzureNsgRule rule)
    {
        writer.Line($"nsg_rule create --name {Shell(rule.Name)} --priority {rule.Priority} --output none \\");
        writer.Line($"    --direction {rule.DirectionWord} --access {rule.AccessWord} --protocol {Shell(rule.Protocol)} \\");
        writer.Line($"    --description {Quoted(rule.Description)} \\");
        WriteAddresses("source", rule.Source);
        WriteAddresses("destination", rule.Destination);
        writer.Line($"    --source-port-ranges {Shell(AzureNsgRule.Any)} --destination-port-ranges {string.Join(' ', rule.Ports.Select(Shell))}");
    }

    private void WriteAddresses(string side, IReadOnlyList<string> prefixes)
    {
        var between = prefixes.Count == 1 ? " " : " \\\n        ";
        writer.Line($"    --{side}-address-prefixes{between}{string.Join(between, prefixes.Select(Shell))} \\");
    }
}

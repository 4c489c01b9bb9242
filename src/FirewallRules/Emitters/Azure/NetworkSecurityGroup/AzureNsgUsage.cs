using System.Globalization;

namespace FirewallRules.Emitters;

/// <summary>The header lines about the effect of the rules and about applying them.</summary>
internal static class AzureNsgUsage
{
    private const int PrefixesPerLine = 8;
    private const string RemainingRules = "A rule of an older output that is not in this one remains until you or the azure-cli script delete it.";

    /// <summary>The addresses that a cover added.</summary>
    public static IEnumerable<string> Widened(RuleSetCover cover)
    {
        foreach (var (rule, added) in cover.Added)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture, $"Widened: {rule.ToTrafficString()} allows {added.CountAddresses()} more addresses than requested:");
            foreach (var line in added.Chunk(PrefixesPerLine))
            {
                yield return $"  {string.Join(", ", line)}";
            }
        }
    }

    public static IEnumerable<string> Lines(AzureNsgOptions options, RuleSet rules, bool isUpdate)
    {
        var directions = OutputHeader.Directions(rules);
        var last = AzureNsgPriorities.Last(options.FirstPriority);
        if (directions.Contains(Direction.Egress))
        {
            yield return options.DenyOtherTraffic
                ? "The deny rule also blocks DNS servers and the virtual network, but not the Azure platform (168.63.129.16)."
                : "The default rule AllowInternetOutBound allows all outgoing traffic, so these rules do not restrict it: use the default deny,";
            if (!options.DenyOtherTraffic)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"or your own deny rule with a priority number above {last}.");
            }
        }

        if (directions.Contains(Direction.Ingress) && options.DenyOtherTraffic)
        {
            yield return "The deny rule also blocks incoming traffic of the virtual network and the probes of AzureLoadBalancer.";
        }

        var priorities = string.Create(
            CultureInfo.InvariantCulture, $"{options.FirstPriority} to {last}{(options.DenyOtherTraffic ? " and 4096" : "")}");
        yield return options.FullNsg
            ? "This is the complete NSG: all other rules of the NSG are deleted."
            : $"The NSG must exist. Its other rules must not have priorities {priorities}; --first-priority moves them.";
        if (!options.LocalAddresses.IsEmpty || options.LocalSecurityGroup is not null)
        {
            yield return $"Local side of the rules: {options.LocalSecurityGroup ?? string.Join(", ", options.LocalAddresses)}."
                + (options.DenyOtherTraffic ? " The deny rules apply to all hosts of the NSG." : "");
        }

        foreach (var line in isUpdate ? ApplyUpdate(options) : Apply(options))
        {
            yield return line;
        }
    }

    private static IEnumerable<string> ApplyUpdate(AzureNsgOptions options)
        => options.Output == AzureNsgOutput.Cli
            ?
            [
                "Apply: sh FILE GROUP [NSG]; it can be run repeatedly. Rules are added and changed before obsolete ones are removed.",
                $"Rules of this output have descriptions that start with '{AzureText.Marker(options.NamePrefix)} '. Other rules are not changed.",
            ]
            : Apply(options).Where(line => line != RemainingRules);

    private static string[] Apply(AzureNsgOptions options)
    {
        var extension = options.Output == AzureNsgOutput.Bicep ? "bicep" : "json";
        var deploy = $"Deploy: az deployment group create --resource-group GROUP --template-file FILE.{extension} --parameters nsgName=NSG";
        return options.Output switch
        {
            AzureNsgOutput.Cli =>
            [
                "Apply: sh FILE GROUP [NSG]; it can be run repeatedly. New rules are added before those of an older output are removed.",
                "Remove: sh FILE --remove GROUP [NSG]",
                $"Rules of this output have descriptions that start with '{AzureText.Marker(options.NamePrefix)} '. Other rules are not changed.",
                "--adopt takes over rules with the names of this output that have other descriptions.",
            ],
            AzureNsgOutput.Terraform => ["Apply: add the file to a module with the azurerm provider; terraform apply asks for the resource group."],
            _ when options.FullNsg => [deploy],
            _ => [deploy, "The rules depend on each other, because Azure cannot change two rules of an NSG at the same time.", RemainingRules],
        };
    }
}

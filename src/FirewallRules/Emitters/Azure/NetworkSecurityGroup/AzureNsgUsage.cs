using System.Globalization;

namespace FirewallRules.Emitters;

/// <summary>What the header says about what the rules do, and about applying them.</summary>
internal static class AzureNsgUsage
{
    private const int PrefixesPerLine = 8;
    private const string Leftover = "A rule of an older output that is no longer here stays until you delete it, or until the script of --format azure-cli does.";

    /// <summary>Everything that is allowed beyond what was asked for.</summary>
    public static IEnumerable<string> Widened(RuleSetCover cover)
    {
        foreach (var (rule, added) in cover.Added)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"Widened: {rule.ToTrafficString()} allows {added.CountAddresses()} addresses that were not asked for:");
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
            yield return options.CloseRest
                ? "Nothing else gets out, name servers and the virtual network included; what Azure itself serves at 168.63.129.16 does."
                : "The default rule AllowInternetOutBound lets everything out, so rules that allow restrict nothing there: ask to close the rest,";
            if (!options.CloseRest)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"or deny it in a rule of your own with a priority after {last}.");
            }
        }

        if (directions.Contains(Direction.Ingress) && options.CloseRest)
        {
            yield return "Nothing else gets in, the virtual network and the probes of AzureLoadBalancer included.";
        }

        yield return options.Whole
            ? "This is the whole NSG: rules that it has and that are not here go."
            : string.Create(CultureInfo.InvariantCulture, $"The NSG must exist. Keep its priorities {options.FirstPriority} to {last}{(options.CloseRest ? " and 4096" : "")} free of other rules.");
        foreach (var line in isUpdate ? ApplyUpdate(options) : Apply(options))
        {
            yield return line;
        }
    }

    private static IEnumerable<string> ApplyUpdate(AzureNsgOptions options)
        => options.Output == AzureNsgOutput.Cli
            ? ["Apply: sh FILE GROUP [NSG], as often as you like; rules are added and changed before those go that only the older set had. Others stay as they are."]
            : Apply(options).Where(line => line != Leftover);

    private static string[] Apply(AzureNsgOptions options)
    {
        var extension = options.Output == AzureNsgOutput.Bicep ? "bicep" : "json";
        var deploy = $"Deploy: az deployment group create --resource-group GROUP --template-file FILE.{extension} --parameters nsgName=NSG";
        return options.Output switch
        {
            AzureNsgOutput.Cli =>
            [
                "Apply: sh FILE GROUP [NSG], as often as you like; new rules are added before those of an older output are removed.",
                "Remove: sh FILE --remove GROUP [NSG]",
            ],
            AzureNsgOutput.Terraform => ["Apply: put the file into a module with the azurerm provider; terraform apply asks for the resource group."],
            _ when options.Whole => [deploy],
            _ => [deploy, "The rules depend on each other, because Azure refuses to change two rules of an NSG at once.", Leftover],
        };
    }
}

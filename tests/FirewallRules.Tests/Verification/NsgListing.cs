using System.Text.Json.Nodes;
using FirewallRules.Tests.Emitters.Azure;

namespace FirewallRules.Tests.Verification;

/// <summary>An NSG as Azure keeps it, and what programs print about it.</summary>
internal sealed class NsgListing
{
    private const string AppGroups = "/subscriptions/1/resourceGroups/rg/providers/Microsoft.Network/applicationSecurityGroups/";

    private static readonly string[] Lists = ["sourceAddressPrefix", "destinationAddressPrefix", "sourcePortRange", "destinationPortRange"];

    /// <summary>The rules, without those that Azure adds. Each has its name beside its properties.</summary>
    public List<JsonObject> Rules { get; } = [];

    /// <summary>An NSG to which an output was applied.</summary>
    public static NsgListing Of(RuleSet rules, AzureNsgOptions options)
    {
        var listing = new NsgListing();
        var output = rules.Emit(new AzureNsgEmitter(options));
        foreach (var rule in options.Output == AzureNsgOutput.Cli ? AzureCliReader.Read(output) : AzureArmReader.Read(output))
        {
            var kept = rule.Properties.DeepClone().AsObject();
            kept["name"] = rule.Name;
            foreach (var side in new[] { "source", "destination" })
            {
                if (kept[side + "ApplicationSecurityGroups"] is { } groups)
                {
                    kept[side + "ApplicationSecurityGroups"] = Groups(((string)groups[0]!["id"]!).Split('\'')[^2]);
                }
            }

            listing.Rules.Add(kept);
        }

        return listing;
    }

    public static JsonArray Groups(params string[] names) => new([.. names.Select(name => new JsonObject { ["id"] = AppGroups + name })]);

    /// <summary>Adds a rule of somebody else, with properties as JSON that replace the usual ones.</summary>
    public void Add(string name, int priority, string properties)
    {
        var rule = JsonNode.Parse($$"""
            {"name":"{{name}}","priority":{{priority}},"access":"Deny","direction":"Outbound","protocol":"*","sourcePortRange":"*","destinationPortRange":"*",
             "sourceAddressPrefix":"*","destinationAddressPrefix":"*"}
            """)!.AsObject();
        foreach (var (key, value) in JsonNode.Parse(properties)!.AsObject())
        {
            rule[key] = value?.DeepClone();
        }

        Rules.Add(rule);
    }

    /// <summary>The rule whose name ends so.</summary>
    public JsonObject Rule(string end) => Rules.Single(rule => ((string)rule["name"]!).EndsWith(end, StringComparison.Ordinal));

    public AzureNsgState Read(AzureNsgOptions? options = null, NsgForm form = NsgForm.Cli) => AzureNsgState.Parse(ToJson(form), options);

    public string ToJson(NsgForm form = NsgForm.Cli) => (form switch
    {
        NsgForm.Cli => new JsonObject
        {
            ["defaultSecurityRules"] = new JsonArray(
                [.. Defaults().Select(rule => Printed(rule, "Microsoft.Network/networkSecurityGroups/defaultSecurityRules"))]),
            ["etag"] = "W/1",
            ["name"] = "web",
            ["networkInterfaces"] = null,
            ["securityRules"] = new JsonArray([.. Rules.Select(rule => Printed(rule, "Microsoft.Network/networkSecurityGroups/securityRules"))]),
            ["subnets"] = new JsonArray(),
        },
        NsgForm.CliRules => new JsonArray([.. Rules.Select(rule => Printed(rule, "Microsoft.Network/networkSecurityGroups/securityRules"))]),
        NsgForm.Rest => new JsonObject
        {
            ["name"] = "web",
            ["properties"] = new JsonObject
            {
                ["securityRules"] = new JsonArray([.. Rules.Select(Nested)]),
                ["defaultSecurityRules"] = new JsonArray([.. Defaults().Select(Nested)]),
            },
        },
        NsgForm.PowerShell => new JsonObject
        {
            ["Name"] = "web",
            ["SecurityRules"] = new JsonArray([.. Rules.Select(InPowerShell)]),
            ["DefaultSecurityRules"] = new JsonArray([.. Defaults().Select(InPowerShell)]),
        },
        _ => (JsonNode)new JsonObject
        {
            ["$schema"] = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
            ["parameters"] = new JsonObject { ["networkSecurityGroups_web_name"] = new JsonObject { ["defaultValue"] = "web", ["type"] = "String" } },
            ["resources"] = new JsonArray([Exported(), .. Rules.Select(ExportedRule)]),
        },
    }).ToJsonString();

    private static IEnumerable<JsonObject> Defaults()
        => from rule in new[]
           {
               ("AllowVnetInBound", 65000, "Inbound", "Allow", "VirtualNetwork", "VirtualNetwork"),
               ("AllowAzureLoadBalancerInBound", 65001, "Inbound", "Allow", "AzureLoadBalancer", "*"),
               ("DenyAllInBound", 65500, "Inbound", "Deny", "*", "*"),
               ("AllowVnetOutBound", 65000, "Outbound", "Allow", "VirtualNetwork", "VirtualNetwork"),
               ("AllowInternetOutBound", 65001, "Outbound", "Allow", "*", "Internet"),
               ("DenyAllOutBound", 65500, "Outbound", "Deny", "*", "*"),
           }
           select new JsonObject
           {
               ["name"] = rule.Item1,
               ["priority"] = rule.Item2,
               ["direction"] = rule.Item3,
               ["access"] = rule.Item4,
               ["sourceAddressPrefix"] = rule.Item5,
               ["destinationAddressPrefix"] = rule.Item6,
               ["protocol"] = "*",
               ["sourcePortRange"] = "*",
               ["destinationPortRange"] = "*",
           };

    // The program prints every property, empty where the other one is used.
    private static JsonObject Printed(JsonObject rule, string type)
    {
        var printed = rule.DeepClone().AsObject();
        foreach (var list in Lists)
        {
            printed[Plural(list)] ??= new JsonArray();
            printed[list] ??= list.EndsWith("Prefix", StringComparison.Ordinal) ? "" : null;
        }

        (printed["provisioningState"], printed["type"], printed["resourceGroup"]) = ("Succeeded", type, "rg");
        printed["id"] = $"/subscriptions/1/resourceGroups/rg/providers/Microsoft.Network/networkSecurityGroups/web/securityRules/{rule["name"]}";
        return printed;
    }

    private static JsonObject Nested(JsonObject rule)
    {
        var properties = rule.DeepClone().AsObject();
        properties.Remove("name");
        return new JsonObject { ["name"] = (string)rule["name"]!, ["properties"] = properties };
    }

    private static JsonObject InPowerShell(JsonObject rule)
    {
        var printed = new JsonObject();
        foreach (var (key, value) in rule.Where(property => property.Value is not null))
        {
            var list = Lists.FirstOrDefault(list => key == list || key == Plural(list));
            var name = list ?? key;
            printed[char.ToUpperInvariant(name[0]) + name[1..]] = list is null || value is JsonArray ? value!.DeepClone() : new JsonArray(value!.DeepClone());
        }

        return printed;
    }

    private JsonObject Exported() => new()
    {
        ["type"] = "Microsoft.Network/networkSecurityGroups",
        ["name"] = "[parameters('networkSecurityGroups_web_name')]",
        ["properties"] = new JsonObject { ["securityRules"] = new JsonArray([.. Rules.Select(Nested)]) },
    };

    private static JsonObject ExportedRule(JsonObject rule)
    {
        var exported = Nested(rule);
        exported["type"] = "Microsoft.Network/networkSecurityGroups/securityRules";
        exported["name"] = $"[concat(parameters('networkSecurityGroups_web_name'), '/{rule["name"]}')]";
        return exported;
    }

    private static string Plural(string list) => list.EndsWith('x') ? list + "es" : list + "s";
}

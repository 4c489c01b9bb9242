namespace FirewallRules.Verification;

/// <summary>Reads an NSG as the Azure CLI, the REST API, Azure PowerShell or an ARM template writes it.</summary>
internal sealed class AzureNsgListing
{
    private const string Source = "the output of 'az network nsg show'";
    private const string RulesProperty = "securityRules";
    private const string DefaultRulesProperty = "defaultSecurityRules";

    private AzureNsgListing(string name, IReadOnlyList<AzureSecurityRule> rules) => (Name, Rules) = (name, rules);

    /// <summary>The name of the NSG. Untrusted text.</summary>
    public string Name { get; }

    /// <summary>The rules, with default rules where the listing has them.</summary>
    public IReadOnlyList<AzureSecurityRule> Rules { get; }

    /// <param name="json">The text.</param>
    /// <param name="name">The NSG to take where there are several.</param>
    /// <exception cref="LiveStateFormatException">The text is something else.</exception>
    public static AzureNsgListing Read(ReadOnlyMemory<byte> json, string name)
    {
        var root = LiveJson.Parse(json, Source);
        if (root.Find("resources") is { } resources)
        {
            return OfTemplate(resources, name);
        }

        var list = root.IsArray ? root : root.Find("value") is { IsArray: true } value && !IsNsg(root) ? value : null;
        if (list is null)
        {
            return IsNsg(root) ? Of(root, []) : throw root.Fail($"has no '{RulesProperty}'");
        }

        var items = list.Items.ToList();
        if (items.Count > 0 && items.TrueForAll(AzureSecurityRuleReader.IsRule))
        {
            return new AzureNsgListing(name, [.. items.Select(AzureSecurityRuleReader.Read)]);
        }

        return Of(Single(list, [.. items.Where(IsNsg)], name), []);
    }

    private static AzureNsgListing OfTemplate(LiveJson resources, string name)
    {
        // A template with symbolic names has an object in the place of the array.
        var all = resources.IsObject ? [.. resources.Properties.Values] : resources.Items.ToList();
        var groups = all.Where(resource => IsType(resource, "Microsoft.Network/networkSecurityGroups")).ToList();
        var rules = all.Where(resource => IsType(resource, "Microsoft.Network/networkSecurityGroups/securityRules")).ToList();
        if (groups.Count > 0)
        {
            return groups.Count == 1 || rules.Count == 0
                ? Of(Single(resources, groups, name), rules)
                : throw resources.Fail("has rules and several network security groups: give the output of 'az network nsg show' for one");
        }

        return rules.Count > 0
            ? new AzureNsgListing(name, [.. rules.Select(AzureSecurityRuleReader.Read)])
            : throw resources.Fail("has no network security group");
    }

    private static LiveJson Single(LiveJson list, List<LiveJson> groups, string name)
    {
        var named = groups.Count == 1 ? groups : groups.FindAll(IsNamed);
        return named.Count == 1 ? named[0]
            : groups.Count == 0 ? throw list.Fail("has no network security group")
            : throw list.Fail($"has {groups.Count} network security groups, and {named.Count} of them are named '{name}'");

        bool IsNamed(LiveJson group)
            => group.TextOf("name") is { } text && AzureExpression.LastName(text).Equals(name, StringComparison.OrdinalIgnoreCase);
    }

    // A rule of its own replaces the one with the same name: an export has both.
    private static AzureNsgListing Of(LiveJson group, IEnumerable<LiveJson> more)
    {
        var properties = Properties(group);
        var nested = group.Find("resources")?.Items.Where(resource => IsType(resource, "securityRules")
            || IsType(resource, "Microsoft.Network/networkSecurityGroups/securityRules")) ?? [];
        List<AzureSecurityRule> own = [.. nested.Concat(more).Select(AzureSecurityRuleReader.Read)];
        var names = own.Select(rule => rule.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var inline = (properties.Find(RulesProperty)?.Items ?? []).Select(AzureSecurityRuleReader.Read).Where(rule => !names.Contains(rule.Name));
        var defaults = (properties.Find(DefaultRulesProperty)?.Items ?? []).Select(AzureSecurityRuleReader.Read);
        return new AzureNsgListing(AzureExpression.LastName(group.TextOf("name") ?? "NSG"), [.. inline, .. own, .. defaults]);
    }

    private static bool IsNsg(LiveJson value) => Properties(value).Find(RulesProperty) is not null;

    private static bool IsType(LiveJson resource, string type) => type.Equals(resource.TextOf("type"), StringComparison.OrdinalIgnoreCase);

    private static LiveJson Properties(LiveJson value) => value.Find("properties") is { IsObject: true } inner ? inner : value;
}

using System.Text;

namespace FirewallRules.Emitters;

/// <summary>Writes Terraform configuration for the azurerm provider.</summary>
/// <remarks>
/// It does not state a provider version, which belongs to the module. The provider changes one rule of an NSG at a time; only the deny rules
/// must wait for the rules that allow.
/// </remarks>
internal sealed class AzureNsgTerraformWriter(TextWriter writer, AzureNsgOptions options) : IAzureNsgWriter
{
    private const string Group = "resource_group_name";
    private const string Nsg = "network_security_group_name";
    private const string SecurityGroup = "azurerm_application_security_group";
    private const string Location = "location";
    private const string RuleType = "azurerm_network_security_rule";

    private readonly HclWriter _hcl = new(writer);

    // Names are unique in a module, which can contain the outputs for several prefixes.
    private readonly string _prefix = AzureNsgNames.Symbol(options.NamePrefix) + "_";

    public void Write(IReadOnlyList<string> header, IReadOnlyList<AzureNsgRule> rules, IReadOnlyList<Direction> directions)
    {
        _hcl.Comments(header);
        WriteVariable(Group);
        WriteVariable(Nsg, options.NsgName);
        if (options.LocalSecurityGroup is { } group)
        {
            _hcl.Line($"\ndata {HclWriter.Quoted(SecurityGroup)} {HclWriter.Quoted(_prefix + "local")} {{");
            _hcl.Arguments("  ", ("name", HclWriter.Quoted(group)), (Group, Variable(Group)));
            _hcl.Close();
        }

        if (options.FullNsg)
        {
            WriteNsg(rules);
            return;
        }

        foreach (var rule in rules)
        {
            _hcl.OpenResource(RuleType, AzureNsgNames.Symbol(rule.Name));
            _hcl.Arguments("  ", [(Group, Variable(Group)), (Nsg, Variable(Nsg)), .. Arguments(rule), .. Dependencies(rule, rules)]);
            _hcl.Close();
        }
    }

    private void WriteNsg(IReadOnlyList<AzureNsgRule> rules)
    {
        WriteVariable(Location);
        _hcl.OpenResource("azurerm_network_security_group", _prefix + "nsg");
        _hcl.Arguments("  ", ("name", Variable(Nsg)), (Group, Variable(Group)), (Location, Variable(Location)));
        foreach (var rule in rules)
        {
            _hcl.EmptyLine();
            _hcl.Line("  security_rule {");
            _hcl.Arguments("    ", Arguments(rule));
            _hcl.Close("  ");
        }

        _hcl.Close();
    }

    private void WriteVariable(string name, string? value = null)
    {
        _hcl.EmptyLine();
        _hcl.OpenVariable(_prefix + name);
        _hcl.Arguments("  ", value is null ? [("type", "string")] : [("type", "string"), ("default", HclWriter.Quoted(value))]);
        _hcl.Close();
    }

    private string Variable(string name) => $"var.{_prefix}{name}";

    private static IEnumerable<(string Name, string Expression)> Dependencies(AzureNsgRule rule, IReadOnlyList<AzureNsgRule> rules)
    {
        var before = rules.Where(other => !rule.Allows && other.Allows && other.Direction == rule.Direction)
            .Select(other => $"{RuleType}.{AzureNsgNames.Symbol(other.Name)}")
            .ToList();
        return before.Count == 0 ? [] : [("depends_on", HclWriter.LongList(before))];
    }

    private IEnumerable<(string Name, string Expression)> Arguments(AzureNsgRule rule)
        => rule.Properties.Select(property => (Argument(property), Expression(property))).Prepend(("name", HclWriter.Quoted(rule.Name)));

    private string Expression(AzureNsgProperty property) => property.Kind switch
    {
        AzureNsgProperty.ValueKind.Number => property.Values[0],
        AzureNsgProperty.ValueKind.Text => HclWriter.Quoted(property.Values[0]),
        AzureNsgProperty.ValueKind.SecurityGroup => $"[data.{SecurityGroup}.{_prefix}local.id]",
        AzureNsgProperty.ValueKind.ShortList => HclWriter.List(property.Values),
        _ => HclWriter.LongList(property.Values.Select(HclWriter.Quoted)),
    };

    private static string Argument(AzureNsgProperty property)
        => property.Kind == AzureNsgProperty.ValueKind.SecurityGroup
            ? property.Name.StartsWith("source", StringComparison.Ordinal)
                ? "source_application_security_group_ids"
                : "destination_application_security_group_ids"
            : SnakeCase(property.Name);

    private static string SnakeCase(string name)
        => name.Aggregate(new StringBuilder(), (text, c) => char.IsAsciiLetterUpper(c) ? text.Append('_').Append(char.ToLowerInvariant(c)) : text.Append(c))
            .ToString();
}

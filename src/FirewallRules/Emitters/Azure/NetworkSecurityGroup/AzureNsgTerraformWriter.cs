using System.Text;
using static FirewallRules.Emitters.AzureNsgText;

namespace FirewallRules.Emitters;

/// <summary>Writes Terraform configuration for the azurerm provider, laid out as <c>terraform fmt</c> does.</summary>
/// <remarks>
/// It names no provider version, because a module says that once. The provider changes one rule of an NSG at a time by itself; only what
/// closes the rest has to wait for the rules that allow.
/// </remarks>
internal sealed class AzureNsgTerraformWriter(TextWriter writer, AzureNsgOptions options) : IAzureNsgWriter
{
    private const string Group = "resource_group_name";
    private const string Nsg = "network_security_group_name";

    public void Write(IReadOnlyList<string> header, IReadOnlyList<AzureNsgRule> rules, IReadOnlyList<Direction> directions)
    {
        foreach (var line in header)
        {
            writer.Line(line.Length == 0 ? "#" : "# " + line);
        }

        WriteVariable(Group, value: null);
        WriteVariable(Nsg, options.NsgName);
        if (options.Whole)
        {
            WriteNsg(rules);
            return;
        }

        foreach (var rule in rules)
        {
            writer.Line();
            writer.Line($"resource \"azurerm_network_security_rule\" \"{AzureNsgNames.Symbol(rule.Name)}\" {{");
            var before = rules.Where(other => !rule.Allows && other.Allows && other.Direction == rule.Direction)
                .Select(other => "azurerm_network_security_rule." + AzureNsgNames.Symbol(other.Name));
            WriteAttributes("  ", [(Group, "var." + Group), (Nsg, "var." + Nsg), .. Attributes(rule)]);
            WriteDependencies([.. before]);
            writer.Line("}");
        }
    }

    private void WriteNsg(IReadOnlyList<AzureNsgRule> rules)
    {
        WriteVariable("location", value: null);
        writer.Line();
        writer.Line("resource \"azurerm_network_security_group\" \"nsg\" {");
        WriteAttributes("  ", [("name", "var." + Nsg), (Group, "var." + Group), ("location", "var.location")]);
        foreach (var rule in rules)
        {
            writer.Line();
            writer.Line("  security_rule {");
            WriteAttributes("    ", Attributes(rule));
            writer.Line("  }");
        }

        writer.Line("}");
    }

    private void WriteVariable(string name, string? value)
    {
        writer.Line();
        writer.Line($"variable \"{name}\" {{");
        WriteAttributes("  ", value is null ? [("type", "string")] : [("type", "string"), ("default", Terraform(value))]);
        writer.Line("}");
    }

    private void WriteDependencies(IReadOnlyList<string> resources)
    {
        if (resources.Count > 0)
        {
            writer.Line("  depends_on = [");
            foreach (var resource in resources)
            {
                writer.Line($"    {resource},");
            }

            writer.Line("  ]");
        }
    }

    // The equals signs of neighbouring lines are aligned; a list of several lines ends a neighbourhood.
    private void WriteAttributes(string indent, IEnumerable<(string Name, string Value)> attributes)
    {
        var neighbours = new List<(string Name, string Value)>();
        foreach (var (name, value) in attributes)
        {
            if (!value.StartsWith("[\n", StringComparison.Ordinal))
            {
                neighbours.Add((name, value));
                continue;
            }

            Flush();
            writer.Line($"{indent}{name} = {value.Replace("\n", "\n" + indent, StringComparison.Ordinal)}");
        }

        Flush();

        void Flush()
        {
            var width = neighbours.Count == 0 ? 0 : neighbours.Max(one => one.Name.Length);
            foreach (var (name, value) in neighbours)
            {
                writer.Line($"{indent}{name.PadRight(width)} = {value}");
            }

            neighbours.Clear();
        }
    }

    private static IEnumerable<(string Name, string Value)> Attributes(AzureNsgRule rule)
        => rule.Properties.Select(property => (Snake(property.Name), Value(property))).Prepend(("name", Terraform(rule.Name)));

    private static string Value(AzureNsgProperty property) => property.Kind switch
    {
        AzureNsgProperty.Form.Number => property.Values[0],
        AzureNsgProperty.Form.Text => Terraform(property.Values[0]),
        AzureNsgProperty.Form.ShortList => $"[{string.Join(", ", property.Values.Select(Terraform))}]",
        _ => $"[\n{string.Concat(property.Values.Select(value => $"  {Terraform(value)},\n"))}]",
    };

    private static string Snake(string name)
        => name.Aggregate(new StringBuilder(), (text, c) => char.IsAsciiLetterUpper(c) ? text.Append('_').Append(char.ToLowerInvariant(c)) : text.Append(c)).ToString();
}

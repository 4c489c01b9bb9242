using System.Text.Json.Nodes;

namespace FirewallRules.SystemTests;

/// <summary>Outputs before the compilers and formatters of their languages.</summary>
[Tools]
public sealed class AzureSyntaxTests
{
    private static IEnumerable<AzureNsgOptions> Options =>
        from whole in new[] { false, true }
        from closeRest in new[] { false, true }
        from addresses in new[] { 2, 4000 }
        from local in new[] { "", "asg", "subnet" }
        where local.Length == 0 || addresses > 2
        select new AzureNsgOptions
        {
            FullNsg = whole,
            DenyOtherTraffic = closeRest,
            AddressesPerRule = addresses,
            LocalSecurityGroup = local == "asg" ? "My-web_servers.1" : null,
            LocalAddresses = local == "subnet" ? AddressSet.Parse("10.0.0.0/24\n10.0.2.0/24\nfd00::/64") : AddressSet.Empty,
        };

    private static IEnumerable<RuleSet> Rules => [Samples.Old, Samples.New, Samples.Unrelated, RuleSet.For(Section.Logs, Section.Synthetics, Section.Webhooks)];

    private static List<(RuleSet Rules, AzureNsgOptions Options)> Cases => [.. Rules.SelectMany(_ => Options, (rules, options) => (rules, options))];

    [Test]
    public void Terraform_fmt_changes_nothing()
    {
        Tool.RequireCommands("terraform");
        var folder = Scratch.NewFolder();
        var count = 0;
        foreach (var (rules, options) in Cases)
        {
            File.WriteAllText(Path.Combine(folder, $"{count++}.tf"), rules.ToAzureNsg(options with { Output = AzureNsgOutput.Terraform }));
        }

        var result = Shell.Run(
            "terraform",
            ["fmt", "-check", "-diff", folder],
            environment: new Dictionary<string, string>(StringComparer.Ordinal) { ["TF_CLI_CONFIG_FILE"] = "/dev/null" });
        Assert.That(result.Succeeded, Is.True, result.ToString());
    }

    [Test]
    public void Terraform_reports_a_file_with_another_layout()
    {
        Tool.RequireCommands("terraform");
        var folder = Scratch.NewFolder();
        File.WriteAllText(
            Path.Combine(folder, "0.tf"),
            Samples.Old.ToAzureNsg(new() { Output = AzureNsgOutput.Terraform })
                .Replace("priority    ", "priority", StringComparison.Ordinal));

        Assert.That(Shell.Run("terraform", ["fmt", "-check", folder]).Succeeded, Is.False);
    }

    [Test]
    public void Bicep_compiles_to_the_rules_of_the_ARM_template()
    {
        var compiled = BicepCompiler.Build([.. Cases.Select(one => one.Rules.ToAzureNsg(one.Options with { Output = AzureNsgOutput.Bicep }))]);

        Assert.That(compiled, Has.Count.EqualTo(64));
        foreach (var (template, (rules, options)) in compiled.Zip(Cases))
        {
            var arm = JsonNode.Parse(rules.ToAzureNsg(options with { Output = AzureNsgOutput.Arm }))!;
            Assert.That(RulesOf(arm), Is.Not.Empty);
            Assert.That(RulesOf(template), Is.EqualTo(RulesOf(arm)), options.ToString());
            Assert.That(JsonNode.DeepEquals(template["resources"], arm["resources"]), Is.True, $"{template["resources"]}\n{arm["resources"]}");
            Assert.That(JsonNode.DeepEquals(template["parameters"], arm["parameters"]), Is.True);
        }
    }

    [Test]
    public void Bicep_format_changes_nothing()
    {
        var texts = Cases.Select(one => one.Rules.ToAzureNsg(one.Options with { Output = AzureNsgOutput.Bicep })).ToList();

        Assert.That(BicepCompiler.Format(texts), Is.EqualTo(texts));
    }

    [Test]
    public void Bicep_compiles_to_the_IP_groups_of_the_ARM_template()
    {
        var many = AddressSet.Of(
            [.. Enumerable.Range(0, 5001).Select(i => new Cidr(new System.Net.IPAddress([44, (byte)(i / 128), (byte)(2 * (i % 128)), 0]), 24))]);
        List<RuleSet> rules = [.. Rules, RuleSet.Of(Rule.Egress(many, Protocol.Tcp, 443, "it's ${many}"))];
        var texts = rules.ConvertAll(set => set.ToAzureIpGroups(new() { Output = AzureIpGroupOutput.Bicep }));

        foreach (var (template, set) in BicepCompiler.Build(texts).Zip(rules))
        {
            var arm = JsonNode.Parse(set.ToAzureIpGroups())!;
            foreach (var part in new[] { "parameters", "resources", "outputs" })
            {
                Assert.That(JsonNode.DeepEquals(template[part], arm[part]), Is.True, $"{part}: {template[part]}");
            }
        }

        Assert.That(BicepCompiler.Format(texts), Is.EqualTo(texts));
    }

    [TestCase("sourcePortRange: '*'", "sourcePort: '*'")]
    [TestCase("description: '", "description: ''")]
    public void The_compiler_sees_what_is_broken(string healthy, string broken)
    {
        var text = Samples.Old.ToAzureNsg(new() { Output = AzureNsgOutput.Bicep });
        Assert.That(text, Does.Contain(healthy));

        Assert.That(BicepCompiler.ComplaintsOf(text.Replace(healthy, broken, StringComparison.Ordinal)), Does.Contain("BCP"));
    }

    // One line a rule: its resource type, its name without the group, its properties.
    private static List<string> RulesOf(JsonNode template)
        => [.. template["resources"]!.AsArray().SelectMany(resource =>
            {
                var inner = resource!["properties"]!["securityRules"]?.AsArray();
                return inner is null ? [Line(resource, resource)] : inner.Select(rule => Line(resource, rule!));
            }).Order(StringComparer.Ordinal)];

    private static string Line(JsonNode resource, JsonNode rule)
    {
        var properties = rule["properties"]!.AsObject()
            .OrderBy(property => property.Key, StringComparer.Ordinal)
            .Select(property => $"{property.Key}={property.Value!.ToJsonString()}");
        var name = ((string)rule["name"]!).Split('\'', '/').Last(part => part.Any(char.IsAsciiLetter));
        return $"{resource["type"]} {resource["apiVersion"]} {name} {string.Join(' ', properties)}";
    }
}

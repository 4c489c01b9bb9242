using System.Text.Json.Nodes;
using FirewallRules.Tests.Rules;

namespace FirewallRules.Tests.Emitters.Azure;

/// <summary>All languages describe the same rules, and Azure accepts them.</summary>
public sealed class AzureContentTests
{
    private static IEnumerable<RuleSet> Many
        => SampleRules.All.Select(sample => sample.Rules).Concat(Seed.Range(50).Select(i => RuleSet.Of(RandomRules.List(new Random(i), most: 12))));

    [Test]
    public void Is_the_same_in_every_language([Values] bool closeRest, [Values] bool whole, [Values(3, 4000)] int addressesPerRule)
    {
        foreach (var rules in Many.Where(rules => !closeRest || MayClose(rules)))
        {
            var options = new AzureNsgOptions { DenyOtherTraffic = closeRest, FullNsg = whole, AddressesPerRule = addressesPerRule };
            var arm = Texts(AzureArmReader.Read(rules.ToAzureNsg(options)));

            Assert.That(Texts(AzureBicepReader.Read(rules.ToAzureNsg(options with { Output = AzureNsgOutput.Bicep }))), Is.EqualTo(arm));
            Assert.That(Texts(AzureTerraformReader.Read(rules.ToAzureNsg(options with { Output = AzureNsgOutput.Terraform }))), Is.EqualTo(arm));
            Assert.That(Texts(AzureCliReader.Read(rules.ToAzureNsg(options with { Output = AzureNsgOutput.Cli, FullNsg = false }))), Is.EqualTo(arm));
        }
    }

    [Test]
    public void Closes_the_directions_of_the_rules_last()
    {
        var rules = AzureArmReader.Read(SampleRules.Mix.ToAzureNsg(new() { DenyOtherTraffic = true }));
        AzureSecurityRules.Check(rules);

        Assert.That(rules.TakeLast(2).Select(rule => rule.Name), Is.EqualTo(new[] { "datadog-egress-deny", "datadog-ingress-deny" }));
        Assert.That(
            AzureArmReader.Read(SampleRules.Logs.ToAzureNsg(new() { DenyOtherTraffic = true })).Select(rule => rule.Name),
            Has.None.EqualTo("datadog-ingress-deny"));
    }

    [Test]
    public void Any_of_both_families_is_an_asterisk_and_any_of_one_is_its_halves()
    {
        var rules = RuleSet.Of(
            Rule.Egress(Remote.Any, Protocol.Tcp, 1),
            Rule.Egress(Remote.AnyIPv4, Protocol.Tcp, 3),
            Rule.Ingress(Remote.AnyIPv6, Protocol.Udp, new PortRange(5, 9)));
        var read = AzureArmReader.Read(rules.ToAzureNsg()).ToDictionary(rule => rule.Name, rule => rule.Properties, StringComparer.Ordinal);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string)read["datadog-egress-tcp-1-any"]["destinationAddressPrefix"]!, Is.EqualTo("*"));
            Assert.That(read["datadog-egress-tcp-3-ipv4"]["destinationAddressPrefixes"]!.ToJsonString(), Is.EqualTo("""["0.0.0.0/1","128.0.0.0/1"]"""));
            Assert.That(read["datadog-ingress-udp-5-9-ipv6"]["sourceAddressPrefixes"]!.ToJsonString(), Is.EqualTo("""["::/1","8000::/1"]"""));
            Assert.That((string)read["datadog-ingress-udp-5-9-ipv6"]["destinationAddressPrefix"]!, Is.EqualTo("*"));
        }
    }

    [TestCase("priority", "99")]
    [TestCase("priority", "4097")]
    [TestCase("protocol", "\"tcp\"")]
    [TestCase("protocol", "\"TCP\"")]
    [TestCase("direction", "\"outbound\"")]
    [TestCase("access", "\"allow\"")]
    [TestCase("destinationAddressPrefix", "\"203.0.113.7/24\"")]
    [TestCase("destinationAddressPrefixes", "[\"10.0.0.0/8\",\"10.1.0.0/16\"]")]
    [TestCase("destinationAddressPrefixes", "[\"10.0.0.0/8\",\"2001:db8::/32\"]")]
    [TestCase("destinationAddressPrefixes", "[\"*\",\"10.0.0.0/8\"]")]
    [TestCase("destinationAddressPrefixes", "[\"10.0.0.0/8\"]")]
    [TestCase("sourceAddressPrefix", "\"10.0.0.0/8\"")]
    [TestCase("destinationPortRange", "\"0\"")]
    [TestCase("destinationPortRanges", "[\"1\",\"2\"]")]
    [TestCase("description", "\"\"")]
    [TestCase("destinationPrefix", "\"*\"")]
    public void The_schema_of_these_tests_refuses(string property, string value)
    {
        var rule = AzureArmReader.Read(RuleSet.Of(Rule.Egress(Sets.Of("192.0.2.0/24"), Protocol.Tcp, 443)).ToAzureNsg()).Single();
        AzureSecurityRules.Check([rule]);

        if (property == "destinationAddressPrefixes")
        {
            rule.Properties.Remove("destinationAddressPrefix");
        }

        rule.Properties[property] = JsonNode.Parse(value);
        Assert.That(
            () =>
            {
                using (new NUnit.Framework.Internal.TestExecutionContext.IsolatedContext())
                {
                    AzureSecurityRules.Check([rule]);
                }
            },
            Throws.Exception);
    }

    private static bool MayClose(RuleSet rules)
        => rules.Rules.Count > 0 && rules.Rules.GroupBy(rule => rule.Direction).All(group => group.Any(rule => !rule.Remote.IsEmpty));

    private static string[] Texts(IReadOnlyList<AzureSecurityRule> rules)
    {
        AzureSecurityRules.Check(rules);
        return [.. rules.Select(rule => $"{rule.Name} {Sorted(rule.Properties).ToJsonString()}")];

        static JsonObject Sorted(JsonObject properties) => new(properties
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())));
    }
}

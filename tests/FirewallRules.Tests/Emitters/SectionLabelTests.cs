using System.Text.Json.Nodes;
using FirewallRules.Emitters;
using FirewallRules.Tests.Emitters.Readers;

namespace FirewallRules.Tests.Emitters;

/// <summary>Where sections share a port and prefixes, the rules say which sections each prefix belongs to, under names that stay.</summary>
public sealed class SectionLabelTests
{
    private static readonly RuleSet Shared = SharedPrefixes.History[1];

    private static readonly AwsSecurityGroupOptions Terraform = new() { Output = AwsSecurityGroupOutput.Terraform };

    [Test]
    public void Each_rule_of_a_security_group_names_the_sections_of_its_prefix([Values] AwsSecurityGroupOutput output)
    {
        foreach (var rules in SharedPrefixes.History)
        {
            var emitter = new AwsSecurityGroupEmitter(new() { Output = output });
            foreach (var permission in AwsReader.Read(emitter.Name, rules.Emit(emitter)))
            {
                var sections = rules.ByLabels.Where(rule => rule.Remote.Addresses.Overlaps(permission.Remote)).SelectMany(rule => rule.Labels);
                Assert.That(permission.Description, Does.EndWith(": " + string.Join(", ", sections)), permission.Remote.ToString());
            }
        }
    }

    [TestCase("198.51.100.200/32", "synthetics, webhooks")]
    [TestCase("198.51.100.0/25", "webhooks")]
    [TestCase("203.0.113.0/26", "synthetics")]
    public void Each_rule_of_iptables_names_the_sections_of_its_prefix(string prefix, string sections)
    {
        foreach (var output in new[] { IptablesOutput.Script, IptablesOutput.RestoreIPv4 })
        {
            Assert.That(
                Shared.ToIptables(new() { Output = output }).Split('\n').Where(line => line.Contains($"-s {prefix} ", StringComparison.Ordinal)),
                Has.One.Contains($" v2 unknown: {sections}\""));
        }
    }

    [Test]
    public void A_set_of_iptables_has_all_sections_and_the_rules_beside_it_have_theirs()
    {
        // More than two prefixes of IPv4 and one of IPv6.
        var script = Shared.ToIptables(new() { IpsetThreshold = 2 });

        Assert.That(script, Does.Contain("--match-set datadog-ingress-tcp-443-v4 src").And.Contain("-s 2001:db8:1::/48 "));
        Assert.That(
            script.Split('\n')
                .Where(line => line.StartsWith("-A DATADOG-INGRESS", StringComparison.Ordinal))
                .Select(line => line[line.IndexOf(": ", StringComparison.Ordinal)..]),
            Is.EqualTo(new[] { ": synthetics, webhooks\" -j ACCEPT", ": webhooks\" -j ACCEPT" }));
    }

    [Test]
    public void Each_section_has_a_set_of_nftables_with_all_of_its_addresses([Values] NftablesMode mode)
    {
        foreach (var rules in SharedPrefixes.History)
        {
            var words = string.Join(' ', rules.ToNftables(new() { Mode = mode }).Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
            foreach (var rule in rules.ByLabels)
            {
                foreach (var (family, name) in new[] { (IpFamily.IPv4, "ipv4"), (IpFamily.IPv6, "ipv6") })
                {
                    var elements = string.Join(", ", rule.Remote.In(family));
                    Assert.That(
                        words,
                        elements.Length > 0
                            ? Does.Contain($"datadog_{rule.Labels[0]}_{name} {{ {elements} }}")
                            : Does.Not.Contain($"{rule.Labels[0]}_{name} {{ }}"));
                }
            }
        }
    }

    [Test]
    public void Each_section_has_an_ip_set_for_the_users_own_rules()
    {
        foreach (var rules in SharedPrefixes.History)
        {
            ShellScriptReader.Read(rules.ToIpset(new() { SetsOnly = true }), out var sets);
            foreach (var rule in rules.ByLabels)
            {
                Assert.That(sets[$"datadog-{rule.Labels[0]}-v4"], Is.EqualTo(rule.Remote.Addresses.IPv4));
                Assert.That(sets[$"datadog-{rule.Labels[0]}-v6"], Is.EqualTo(rule.Remote.Addresses.IPv6));
            }
        }
    }

    [Test]
    public void A_rule_of_an_NSG_has_all_sections_because_rules_change_one_at_a_time([Values] AzureNsgOutput output)
        => Assert.That(
            Shared.ToAzureNsg(new() { Output = output }), Is.EqualTo(Shared.WithMergedLabels().ToAzureNsg(new() { Output = output })));

    [Test]
    public void A_prefix_list_has_all_sections_because_lists_change_one_at_a_time()
    {
        var options = new AwsSecurityGroupOptions { OnOverflow = OnOverflow.PrefixList };
        Assert.That(Lists(Shared.ToAwsSecurityGroup(options)), Is.EqualTo(Lists(Shared.WithMergedLabels().ToAwsSecurityGroup(options))));

        static string[] Lists(string script) => [.. script.Split('\n').Where(line => !line.StartsWith("# Allows", StringComparison.Ordinal))];
    }

    [Test]
    public void Resources_of_a_prefix_keep_their_names()
    {
        var template = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var rules in SharedPrefixes.History)
        {
            var resources = JsonNode.Parse(rules.ToAwsSecurityGroup(new() { Output = AwsSecurityGroupOutput.CloudFormation }))!["Resources"]!.AsObject();
            foreach (var (id, resource) in resources)
            {
                var properties = resource!["Properties"]!;
                var prefix = (string)(properties["CidrIp"] ?? properties["CidrIpv6"])!;
                Assert.That(template.TryAdd(prefix, id) || template[prefix] == id, Is.True, prefix);
            }

            Assert.That(
                rules.ToAwsSecurityGroup(Terraform).Split('\n').Where(line => line.StartsWith("resource ", StringComparison.Ordinal)),
                Is.SubsetOf(new[]
                {
                    "resource \"aws_vpc_security_group_ingress_rule\" \"datadog_ingress_tcp_443_ipv4\" {",
                    "resource \"aws_vpc_security_group_ingress_rule\" \"datadog_ingress_tcp_443_ipv6\" {",
                }));
        }
    }

    [Test]
    public void Rules_of_Windows_keep_their_titles()
    {
        var titles = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var rules in SharedPrefixes.History)
        {
            foreach (var rule in PowerShellReader.Plan(rules.ToWindowsFirewall(), out _, out _))
            {
                var sections = rule.Description[(rule.Description.IndexOf(": ", StringComparison.Ordinal) + 2)..];
                Assert.That(titles.TryAdd(sections, rule.DisplayName) || titles[sections] == rule.DisplayName, Is.True, sections);
            }
        }

        Assert.That(titles, Is.EquivalentTo(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["webhooks"] = "datadog-webhooks",
            ["synthetics"] = "datadog-synthetics",
            ["synthetics, webhooks"] = "datadog-synthetics--webhooks--ingress-tcp-443",
        }));
    }

    [Test]
    public void Names_of_a_partition_follow_from_labels_and_ports_alone()
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var random in Seed.Randoms())
        {
            for (var i = 0; i < 300; i++)
            {
                var rules = RuleSet.Of(
                    Rule.Egress(Some(random), Protocol.Tcp, [443, 8443], "a"),
                    Rule.Egress(Some(random), Protocol.Tcp, 443, "b"),
                    Rule.Egress(Some(random), Protocol.Tcp, 443, "A"),
                    Rule.Egress(Some(random), Protocol.Tcp, [443, 9443], "c d"),
                    Rule.Egress(Some(random), Protocol.Tcp, 9443),
                    Rule.Egress(Some(random), Protocol.Udp, 443, "egress tcp 443"));
                var these = RuleNames.OfPartition(rules, "datadog", '-', 64);

                Assert.That(these.Values, Is.Unique, rules.ToString());
                foreach (var (rule, name) in these.Where(pair => !pair.Key.Remote.IsEmpty))
                {
                    var key = $"{rule.ToTrafficString()} {string.Join('\n', rule.Labels)}";
                    Assert.That(names.TryAdd(key, name) || names[key] == name, Is.True, $"{key}: {names[key]} and {name}");
                }
            }
        }

        static AddressSet Some(Random random)
            => new AddressSetBuilder().AddRange(Enumerable.Range(0, random.Next(4)).Select(_ => Cidr.Parse($"192.0.2.{random.Next(4)}/32"))).ToAddressSet();
    }
}

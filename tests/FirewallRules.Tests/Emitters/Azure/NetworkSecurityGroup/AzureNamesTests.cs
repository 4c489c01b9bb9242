using FirewallRules.Emitters;

namespace FirewallRules.Tests.Emitters.Azure;

/// <summary>Names and priorities depend on the request only, so that an update changes rules in place.</summary>
public sealed class AzureNamesTests
{
    private static readonly AddressSet Some = Sets.Of("192.0.2.0/24");

    [Test]
    public void Adding_a_section_changes_no_other_rule()
    {
        var first = new Dictionary<(Direction, string), int>();
        foreach (var one in Section.Known)
        {
            var alone = RuleSet.For(one);
            foreach (var other in Section.Known)
            {
                var both = alone.Combine(RuleSet.For(other));
                var kept = both.Rules.Where(rule => alone.Rules.Any(
                    old => old.Direction == rule.Direction && old.Protocol == rule.Protocol && old.Ports.SequenceEqual(rule.Ports)));
                var expected = Priorities(alone);
                var actual = Priorities(both);
                foreach (var (name, priority) in expected.Where(
                    pair => kept.Any(rule => pair.Key.StartsWith(AzureNsgNames.Of("datadog", rule, "ip", 0), StringComparison.Ordinal))))
                {
                    Assert.That(actual, Does.ContainKey(name).WithValue(priority), $"{one} and {other}");
                }

                foreach (var (name, priority) in actual)
                {
                    var direction = name.Contains("-egress-", StringComparison.Ordinal) ? Direction.Egress : Direction.Ingress;
                    Assert.That(AzureNsgPriorities.Of([name], 1000)[name], Is.EqualTo(priority), "has its first choice");
                    first[(direction, name)] = priority;
                }
            }
        }

        Assert.That(first.Select(pair => (pair.Key.Item1, pair.Value)), Is.Unique, "no two that known sections can make want the same priority");
    }

    [Test]
    public void Neither_addresses_nor_labels_change_a_name()
        => Assert.That(
            Priorities(RuleSet.Of(Rule.Egress(Sets.Of("198.51.100.0/24", "10.0.0.0/9"), Protocol.Tcp, 443, "b"))),
            Is.EqualTo(Priorities(RuleSet.Of(Rule.Egress(Some, Protocol.Tcp, 443, "a")))));

    [Test]
    public void Port_lists_and_port_ranges_have_different_names()
    {
        var names = new[] { [443, 500], new[] { new PortRange(443, 500) } }.Select(
            ports => Priorities(RuleSet.Of(Rule.Egress(Some, Protocol.Tcp, ports))).Keys.Single());

        Assert.That(names, Is.EqualTo(new[] { "datadog-egress-tcp-443_500-ipv4", "datadog-egress-tcp-443-500-ipv4" }));
        Assert.That(names.Select(AzureNsgNames.Symbol), Is.EqualTo(new[] { "datadog_egress_tcp_443__500_ipv4", "datadog_egress_tcp_443_500_ipv4" }));
    }

    [Test]
    public void Terraform_outputs_for_two_prefixes_can_be_in_one_module([Values] bool whole)
    {
        var names = new[] { "datadog", "datadog-logs" }
            .SelectMany(prefix => SampleRules.Mix
                .ToAzureNsg(new() { Output = AzureNsgOutput.Terraform, NamePrefix = prefix, FullNsg = whole, LocalSecurityGroup = "web" })
                .Split('\n'))
            .Where(line => line.EndsWith(" {", StringComparison.Ordinal) && line[0] != ' ');

        Assert.That(names, Is.Unique.And.Not.Empty);
    }

    [Test]
    public void Rules_with_the_same_traffic_are_one_rule_whatever_their_labels_are()
    {
        var rules = SampleRules.Logs;
        var one = rules.Rules.Single();
        var split = rules.WithRules(
        [
            new Rule(one.Direction, one.Protocol, one.Ports, one.Remote.Only(IpFamily.IPv4), ["a"], one.Sources),
            new Rule(one.Direction, one.Protocol, one.Ports, one.Remote.Only(IpFamily.IPv6), ["b"], one.Sources),
        ]);

        Assert.That(Priorities(split), Is.EqualTo(Priorities(rules)));
        Assert.That(split.ToAzureNsg(), Does.Contain("us1: a, b"));
    }

    [Test]
    public void The_longest_name_fits()
    {
        var ports = Enumerable.Range(0, 7).Select(i => (PortRange)(10000 + (10 * i)));
        var many = Sets.Of([.. Enumerable.Range(0, 1000).Select(i => new Cidr(new System.Net.IPAddress([10, (byte)(i / 128), (byte)(2 * (i % 128)), 0]), 24))]);
        var options = new AzureNsgOptions { NamePrefix = "abcdefghijklmnop", AddressesPerRule = 1, Output = AzureNsgOutput.Cli };
        var names = Priorities(RuleSet.Of(Rule.Ingress(many, Protocol.Tcp, ports)), options).Keys;

        Assert.That(names.Count, Is.EqualTo(1000));
        Assert.That(names, Is.All.Length.LessThanOrEqualTo(80).And.All.Match("^abcdefghijklmnop-ingress-tcp-x[0-9a-f]{16}-ipv4(-[0-9]+)?$"));
    }

    [Test]
    public void Priorities_are_unique_until_they_run_out()
    {
        string[] names = [.. Enumerable.Range(0, 1000).Select(i => $"rule-{i}")];
        var all = AzureNsgPriorities.Of(names, 1000);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(all.Values.Order(), Is.EqualTo(Enumerable.Range(1000, 1000)));
            Assert.That(AzureNsgPriorities.Of([.. Enumerable.Reverse(names)], 1000), Is.EquivalentTo(all), "the order of rules does not matter");
            Assert.That(AzureNsgPriorities.Of(["a"], 4095)["a"], Is.EqualTo(4095));
        }
    }

    [Test]
    public void When_two_rules_compete_for_a_priority_the_others_keep_theirs()
    {
        string[] names = [.. Enumerable.Range(0, 60).Select(i => $"rule-{i}")];
        var alone = names.ToDictionary(name => name, name => AzureNsgPriorities.Of([name], 1000)[name], StringComparer.Ordinal);
        var together = AzureNsgPriorities.Of(names, 1000);
        var moved = names.Where(name => together[name] != alone[name]).ToList();

        Assert.That(moved, Is.Not.Empty, "sixty of a thousand collide");
        foreach (var group in names.GroupBy(name => alone[name]))
        {
            Assert.That(moved, Does.Not.Contain(group.Order(StringComparer.Ordinal).First()));
        }
    }

    private static Dictionary<string, int> Priorities(RuleSet rules, AzureNsgOptions? options = null)
        => AzureCliReader.Read(rules.ToAzureNsg((options ?? new()) with { Output = AzureNsgOutput.Cli }))
            .ToDictionary(rule => rule.Name, rule => (int)rule.Properties["priority"]!, StringComparer.Ordinal);
}

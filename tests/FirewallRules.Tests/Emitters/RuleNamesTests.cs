using FirewallRules.Emitters;
using FirewallRules.Tests.Emitters.Readers;

namespace FirewallRules.Tests.Emitters;

public sealed class RuleNamesTests
{
    private const int Longest = 24;

    private static readonly AddressSet Some = Sets.Of("192.0.2.0/24");

    [TestCase("logs", "datadog-logs")]
    [TestCase("remote-configuration", "datadog-egress-tcp-443")]
    [TestCase("synthetics-private-locations-of-mine", "datadog-egress-tcp-443")]
    [TestCase("Our Proxy", "datadog-our-proxy")]
    [TestCase("a..b", "datadog-a-b")]
    [TestCase("--", "datadog-egress-tcp-443")]
    [TestCase("$(x)", "datadog-egress-tcp-443")]
    [TestCase("l\u00f6gs", "datadog-egress-tcp-443")]
    public void Are_the_label_where_it_can_be_and_else_the_traffic(string label, string name)
        => Assert.That(Names(RuleSet.Of(Rule.Egress(Some, Protocol.Tcp, 443, label))), Is.EqualTo(new[] { name }));

    [Test]
    public void Do_not_follow_from_the_addresses()
    {
        var ports = Enumerable.Range(1, 20).Select(i => (PortRange)(10 * i)).ToList();
        var names = Names(RuleSet.Of(Rule.Egress(Some, Protocol.Tcp, ports, "a"), Rule.Ingress(Some, Protocol.Tcp, ports, "a")));

        Assert.That(names, Is.All.Matches("^datadog-[0-9a-f]{8}$"), "neither label nor traffic will do");
        Assert.That(names, Is.Unique);
        Assert.That(
            Names(RuleSet.Of(
                Rule.Egress(Sets.Of("2001:db8::/32"), Protocol.Tcp, ports, "a"), Rule.Ingress(Some, Protocol.Tcp, ports, "a"))),
            Is.EqualTo(names));
    }

    [Test]
    public void Two_similar_labels_stay_distinct()
    {
        foreach (var (one, other) in new[] { ("a b", "a-b"), ("Logs", "logs"), ("a?", "a!"), ("x", "egress tcp 1"), ("egress tcp 2", "x") })
        {
            var names = Names(RuleSet.Of(Rule.Egress(Some, Protocol.Tcp, 1, one), Rule.Egress(Some, Protocol.Tcp, 2, other)));
            Assert.That(names, Is.Unique, $"{one} and {other}");
            Assert.That(names, Is.All.Length.LessThanOrEqualTo(Longest));
        }
    }

    [Test]
    public void A_label_cannot_collide_with_the_hash_of_another_rule()
    {
        var ports = Enumerable.Range(1, 20).Select(i => (PortRange)(10 * i)).ToList();
        var hashed = Rule.Egress(Some, Protocol.Tcp, ports, "a label that is too long for a name");
        var hash = Names(RuleSet.Of(hashed)).Single()["datadog-".Length..];
        var rules = RuleSet.Of(hashed, Rule.Ingress(Sets.Of("198.51.100.0/24"), Protocol.Udp, 1, hash));

        Assert.That(Names(rules), Is.Unique);
        Assert.That(ShellScriptReader.Read(rules.ToIpset()).DifferenceFrom(Allowed.By(rules)), Is.Null);
    }

    [TestCase("a")]
    [TestCase("datadog")]
    [TestCase("abcdefghijklmnop")]
    public void Fit_the_platform_with_every_prefix(string prefix)
    {
        var ports = Enumerable.Range(1, 20).Select(i => (PortRange)(10 * i)).ToList();
        var rules = RuleSet.Of(Rule.Egress(Some, Protocol.Tcp, ports, new string('x', 64)), Rule.Ingress(Some, Protocol.Udp, 1, "fits"));
        var script = rules.ToIpset(new IpsetOptions { NamePrefix = prefix });

        ShellScriptReader.Read(script, out var sets);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(sets, Has.Count.EqualTo(2));
            Assert.That(sets.Keys.Select(name => name + ".new"), Is.All.Length.LessThanOrEqualTo(IptablesLimits.SetNameLength).And.StartsWith(prefix + "-"));
            Assert.That($"{prefix.ToUpperInvariant()}-INGRESS", Has.Length.LessThanOrEqualTo(IptablesLimits.ChainNameLength));
            Assert.That(script, Does.Contain($":{prefix.ToUpperInvariant()}-INGRESS - [0:0]"));
        }
    }

    [TestCase("")]
    [TestCase("abcdefghijklmnopq")]
    [TestCase("1a")]
    [TestCase("-a")]
    [TestCase("A")]
    [TestCase("a b")]
    [TestCase("a;b")]
    [TestCase("a\n")]
    [TestCase("a.b")]
    [TestCase("\u00e9")]
    public void Prefixes_of_another_alphabet_are_refused(string prefix)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => new IptablesOptions { NamePrefix = prefix }, Throws.ArgumentException.With.Message.Contains("1 to 16 lower-case letters"));
            Assert.That(() => new IpsetOptions { NamePrefix = prefix }, Throws.ArgumentException.With.Message.Contains("1 to 16 lower-case letters"));
            Assert.That(() => new NftablesOptions { NamePrefix = prefix }, Throws.ArgumentException.With.Message.Contains("1 to 16 lower-case letters"));
        }
    }

    [Test]
    public void Separators_are_those_of_the_platform()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => new NftablesOptions { NamePrefix = "a-b" }, Throws.ArgumentException);
            Assert.That(() => new IptablesOptions { NamePrefix = "a_b" }, Throws.ArgumentException);
            Assert.That(new NftablesOptions { NamePrefix = "a_b" }.NamePrefix, Is.EqualTo("a_b"));
            Assert.That(new IptablesOptions { NamePrefix = "a-b" }.NamePrefix, Is.EqualTo("a-b"));
        }
    }

    private static string[] Names(RuleSet rules) => [.. RuleNames.Of(rules, "datadog", '-', Longest).Values];
}

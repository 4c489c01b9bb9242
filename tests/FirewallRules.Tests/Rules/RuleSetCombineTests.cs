using FirewallRules.Tests.IpRanges;

namespace FirewallRules.Tests.Rules;

public sealed class RuleSetCombineTests
{
    [Test]
    public void Rules_for_the_same_port_keep_their_labels_apart()
    {
        var own = RuleSet.Of(Rule.Egress(Sets.Of("192.0.2.0/24", "3.233.144.0/21"), Protocol.Tcp, 443, "our proxy"));
        var rules = RuleSet.For(RealDocuments.Sample, Section.Logs).Combine(own);

        Assert.That(rules.Rules.Select(rule => rule.ToString()), Is.EqualTo(new[]
        {
            "egress tcp 443 to 3.233.152.0/21, 2600:1f18:24e6:b900::/56 (us1 v59 2024-10-17: logs)",
            "egress tcp 443 to 3.233.144.0/21 (us1 v59 2024-10-17: logs, our proxy)",
            "egress tcp 443 to 192.0.2.0/24 (our proxy)",
            "egress tcp 10516 to 3.233.144.0/20, 2600:1f18:24e6:b900::/56 (us1 v59 2024-10-17: logs)",
        }));
        Assert.That(rules.WithMergedLabels().Rules.Select(rule => rule.ToString()), Is.EqualTo(new[]
        {
            "egress tcp 443 to 3.233.144.0/20, 192.0.2.0/24, 2600:1f18:24e6:b900::/56 (us1 v59 2024-10-17: logs, our proxy)",
            "egress tcp 10516 to 3.233.144.0/20, 2600:1f18:24e6:b900::/56 (us1 v59 2024-10-17: logs)",
        }));
    }

    [Test]
    public void Each_address_of_two_sections_for_one_port_names_its_sections()
    {
        var (webhooks, synthetics) = (IpRangesSnapshot.Us1[Section.Webhooks].Addresses, IpRangesSnapshot.Us1[Section.Synthetics].Addresses);
        var rules = RuleSet.For(Section.Webhooks.OnPort(443), Section.Synthetics.OnPort(443)).Rules;

        Assert.That(rules.Select(rule => string.Join('+', rule.Labels)), Is.EqualTo(new[] { "synthetics", "webhooks" }));
        Assert.That(rules.Select(rule => rule.Remote.Addresses), Is.EqualTo(new[] { synthetics.Except(webhooks), webhooks.Except(synthetics) }));
    }

    [Test]
    public void A_thousand_rules_for_one_port_are_partitioned_in_a_moment()
    {
        var rules = Enumerable.Range(0, 1000)
            .Select(i => Rule.Egress(Sets.Of($"10.{i / 256}.{i % 256}.0/24", $"11.0.{i / 4}.0/24", "12.0.0.0/8"), Protocol.Tcp, 443, $"rule {i}"))
            .ToArray();
        var set = RuleSet.Of(rules);

        Assert.That(set.Rules, Has.Count.EqualTo(1251), "one for each rule, for each four of them, and for all");
        Assert.That(set.Rules.Single(rule => rule.Labels.Count == 1000).Remote.Addresses, Is.EqualTo(Sets.Of("12.0.0.0/8")));
    }

    [Test]
    public void Any_absorbs_only_addresses_of_its_family()
    {
        var rules = RuleSet.For(Section.Logs).Combine(RuleSet.Of(Rule.Egress(Remote.AnyIPv4, Protocol.Tcp, 443)));

        Assert.That(rules.Rules[0].ToString(), Does.StartWith("egress tcp 443 to any IPv4, 2600:1f18:24e6:b900::/56 "));
        Assert.That(rules.Rules[^1].Remote.IsAnyIPv4, Is.False, "the other port is no wider than before");
    }

    [Test]
    public void Two_halves_do_not_become_any()
        => Assert.That(
            () => RuleSet.Of(Rule.Egress(Sets.Of("0.0.0.0/1"), Protocol.Tcp, 1), Rule.Egress(Sets.Of("128.0.0.0/1"), Protocol.Tcp, 1)),
            Throws.TypeOf<EntireAddressSpaceException>().With.Message.Contains("Remote.AnyIPv4"));

    [Test]
    public void Families_and_empty_labels_are_joined()
    {
        var narrow = RuleSet.For(Section.Logs).Only(IpFamily.IPv6);
        var empty = RuleSet.Of(Rule.Ingress(AddressSet.Empty, Protocol.Udp, 1, "none"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(narrow.Combine(narrow).Families, Is.EqualTo(new[] { IpFamily.IPv6 }));
            Assert.That(narrow.Combine(empty).Families, Is.EqualTo(new[] { IpFamily.IPv4, IpFamily.IPv6 }));
            Assert.That(narrow.Combine(empty).EmptyLabels, Is.EqualTo(new[] { "none" }));
            Assert.That(() => narrow.Combine(null!), Throws.ArgumentNullException);
        }
    }

    [Test]
    public void Egress_comes_before_ingress_and_TCP_before_UDP_then_by_port()
    {
        var some = Sets.Of("192.0.2.0/24");
        var rules = RuleSet.Of(
            Rule.Ingress(some, Protocol.Udp, 1, "f"), Rule.Ingress(some, Protocol.Tcp, 2, "e"), Rule.Egress(some, Protocol.Udp, 3, "d"),
            Rule.Egress(some, Protocol.Tcp, 9, "b"), Rule.Egress(some, Protocol.Tcp, 8, "c"), Rule.Egress(some, Protocol.Tcp, 7, "b"));

        Assert.That(string.Concat(rules.Rules.SelectMany(rule => rule.Labels)), Is.EqualTo("bcdef"));
    }
}

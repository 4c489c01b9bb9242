using System.Net;

namespace FirewallRules.Tests.Rules;

/// <summary>The normal form, compared with a model that checks every address and port.</summary>
[TestFixtureSource(typeof(Seed), nameof(Seed.Two))]
public sealed class RuleSetPropertyTests(int seed)
{
    private const int Cases = 500;

    [Test]
    public void Allows_exactly_what_the_rules_allowed() => ForAll(random =>
    {
        var rules = RandomRules.List(random);
        Assert.That(SmallWorld.Allowed(RuleSet.Of(rules).Rules).SetEquals(SmallWorld.Allowed(rules)), Is.True, Text(rules));
    });

    [Test]
    public void Every_address_of_a_port_is_in_one_rule_with_the_labels_it_was_given_for() => ForAll(random =>
    {
        var rules = RandomRules.List(random);
        var places = SmallWorld.Allowed(rules);
        var set = RuleSet.Of(rules);
        foreach (var place in places)
        {
            var there = set.Rules.Where(rule => SmallWorld.Allows(rule, place)).ToList();
            Assert.That(there, Has.Count.EqualTo(1), $"{place}\n{Text(rules)}\n->\n{set}");
            Assert.That(there[0].Labels, Is.EqualTo(Labels(rules, place)), $"{place}\n{Text(rules)}\n->\n{set}");
        }
    });

    [Test]
    public void Every_port_is_in_one_rule_with_merged_labels() => ForAll(random =>
    {
        var rules = RandomRules.List(random);
        var set = RuleSet.Of(rules).WithMergedLabels();
        var ports = set.Rules.SelectMany(rule => rule.Ports.SelectMany(run => Enumerable.Range(run.First, run.Last - run.First + 1))
            .Select(port => (rule.Direction, rule.Protocol, port)));

        Assert.That(ports.GroupBy(port => port).Where(group => group.Count() > 1), Is.Empty, set.ToString());
        Assert.That(SmallWorld.Allowed(set.Rules).SetEquals(SmallWorld.Allowed(rules)), Is.True, Text(rules));
        Assert.That(set.WithMergedLabels(), Is.SameAs(set));
    });

    [Test]
    public void A_list_of_labels_keeps_its_addresses() => ForAll(random =>
    {
        var rules = RandomRules.List(random);
        foreach (var same in RuleSet.Of(rules).ByLabels.GroupBy(rule => string.Join('\n', rule.Labels), StringComparer.Ordinal))
        {
            var given = rules.Where(rule => string.Join('\n', rule.Labels) == same.Key);
            Assert.That(SmallWorld.Allowed(same).SetEquals(SmallWorld.Allowed(given)), Is.True, Text(rules));
            Assert.That(same.SelectMany(rule => PortsOf(rule, rule.Ports)), Is.Unique, Text(rules));
        }
    });

    [Test]
    public void No_two_rules_for_the_same_ports_have_the_same_labels() => ForAll(random =>
    {
        var set = RuleSet.Of(RandomRules.List(random));
        var names = set.Rules.SelectMany(rule => PortsOf(rule, rule.Ports).Select(port => (port, string.Join('\n', rule.Labels))));

        Assert.That(names, Is.Unique, set.ToString());
    });

    [Test]
    public void The_ports_do_not_follow_from_the_addresses() => ForAll(random =>
    {
        var rules = RandomRules.List(random)
            .Where(rule => !rule.Remote.IsEmpty)
            .DistinctBy(rule => string.Join('\n', rule.Labels), StringComparer.Ordinal)
            .ToArray();
        var others = rules.Select(rule => rule.With(Sets.Of("192.0.2.0/28", "2001:db8::/125"))).ToArray();

        Assert.That(Edges(RuleSet.Of(rules)), Is.EqualTo(Edges(RuleSet.Of(others))), Text(rules));

        static HashSet<string> Edges(RuleSet set)
            => [.. set.Rules.SelectMany(rule => rule.Ports.Select(range => $"{rule.Direction} {rule.Protocol} {range}"))];
    });

    [Test]
    public void A_label_keeps_the_position_of_its_rule() => ForAll(random =>
    {
        var rules = RandomRules.List(random).Where(rule => !rule.Remote.IsEmpty).ToArray();
        var expected = rules.SelectMany(rule => rule.Labels.Select(label => (label, PortsOf(rule, rule.Ports))));
        var set = RuleSet.Of(rules);
        foreach (var group in expected.GroupBy(pair => pair.label, StringComparer.Ordinal))
        {
            var there = set.Rules.Where(rule => rule.Labels.Contains(group.Key, StringComparer.Ordinal)).SelectMany(rule => PortsOf(rule, rule.Ports));
            Assert.That(there.ToHashSet().SetEquals(group.SelectMany(pair => pair.Item2)), Is.True, Text(rules));
        }
    });

    [Test]
    public void The_order_of_the_rules_does_not_matter() => ForAll(random =>
    {
        var rules = RandomRules.List(random);
        var shuffled = rules.ToArray();
        random.Shuffle(shuffled);

        Assert.That(RuleSet.Of(shuffled), Is.EqualTo(RuleSet.Of(rules)));
        Assert.That(RuleSet.Of(shuffled).ToString(), Is.EqualTo(RuleSet.Of(rules).ToString()));
        Assert.That(RuleSet.Of(shuffled).GetHashCode(), Is.EqualTo(RuleSet.Of(rules).GetHashCode()));
    });

    [Test]
    public void Combining_is_associative_commutative_and_idempotent() => ForAll(random =>
    {
        var (a, b, c) = (RuleSet.Of(RandomRules.List(random)), RuleSet.Of(RandomRules.List(random)), RuleSet.Of(RandomRules.List(random)));
        var all = a.Combine(b).Combine(c);

        Assert.That(a.Combine(b.Combine(c)), Is.EqualTo(all));
        Assert.That(c.Combine(b).Combine(a), Is.EqualTo(all));
        Assert.That(all.Combine(all), Is.EqualTo(all));
        Assert.That(all.Combine(b), Is.EqualTo(all));
        Assert.That(SmallWorld.Allowed(all.Rules).SetEquals(SmallWorld.Allowed([.. a.Rules, .. b.Rules, .. c.Rules])), Is.True);
    });

    [Test]
    public void Combining_with_the_empty_rule_set_changes_nothing() => ForAll(random =>
    {
        var set = RuleSet.Of(RandomRules.List(random));
        Assert.That(set.Combine(RuleSet.Of()), Is.EqualTo(set));
    });

    // The labels of all rules for the address or, where one of them allows any address of the family, of all rules for the family.
    private static string[] Labels(Rule[] rules, (Direction Direction, Protocol Protocol, int Port, IPAddress Remote) place)
    {
        var family = Cidr.FromAddress(place.Remote).Family;
        var here = rules.Where(rule => rule.Direction == place.Direction && rule.Protocol == place.Protocol && rule.Remote.Has(family)
            && rule.Ports.Any(range => range.First <= place.Port && place.Port <= range.Last)).ToList();
        return
        [
            .. here.Where(rule => here.Exists(other => other.Remote.IsAny(family)) || rule.Remote.Addresses.Contains(place.Remote))
                .SelectMany(rule => rule.Labels)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<(Direction, Protocol, int)> PortsOf(Rule rule, IEnumerable<PortRange> ports)
        => ports.SelectMany(run => Enumerable.Range(run.First, run.Last - run.First + 1)).Select(port => (rule.Direction, rule.Protocol, port));

    private static string Text(IEnumerable<Rule> rules) => string.Join('\n', rules);

    private void ForAll(Action<Random> law)
    {
        for (var i = 0; i < Cases; i++)
        {
            law(new Random((seed * 100_000) + i));
        }
    }
}

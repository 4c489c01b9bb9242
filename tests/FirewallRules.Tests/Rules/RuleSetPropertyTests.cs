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
    public void Every_port_is_in_one_rule() => ForAll(random =>
    {
        var set = RuleSet.Of(RandomRules.List(random));
        var ports = set.Rules.SelectMany(rule => rule.Ports.SelectMany(run => Enumerable.Range(run.First, run.Last - run.First + 1))
            .Select(port => (rule.Direction, rule.Protocol, port)));

        Assert.That(ports.GroupBy(port => port).Where(group => group.Count() > 1), Is.Empty, set.ToString());
    });

    [Test]
    public void No_two_rules_differ_only_in_their_ports() => ForAll(random =>
    {
        var set = RuleSet.Of(RandomRules.List(random));
        var rest = set.Rules.Select(rule => Rule.Egress(rule.Remote, rule.Protocol, 1, $"{rule.Direction}\n{string.Join('\n', rule.Labels)}"));

        Assert.That(rest.Distinct().Count(), Is.EqualTo(set.Rules.Count), set.ToString());
    });

    [Test]
    public void A_label_keeps_the_position_of_its_rule() => ForAll(random =>
    {
        var rules = RandomRules.List(random);
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

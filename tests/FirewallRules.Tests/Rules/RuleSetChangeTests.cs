using FirewallRules.Tests.Emitters.Readers;

namespace FirewallRules.Tests.Rules;

public sealed class RuleSetChangeTests
{
    private const int RandomPairs = 400;

    private static readonly RuleSet One = RuleSet.Of(Rule.Egress(Sets.Of("192.0.2.0/24"), Protocol.Tcp, [443, new(8000, 8010)], "x"));

    private static IEnumerable<(RuleSet Old, RuleSet Updated)> Random()
        => from seed in Seed.Range(RandomPairs)
           let random = new Random(seed)
           select (RuleSet.Of(RandomRules.List(random, most: 8)), RuleSet.Of(RandomRules.List(random, most: 8)));

    [Test]
    public void Of_random_rules_leads_from_one_to_the_other()
    {
        foreach (var (old, updated) in Random())
        {
            var change = RuleSetChange.Between(old, updated);
            var (added, removed) = (Allowed.By(change.Added), Allowed.By(change.Removed));
            var nothing = new Allowed();

            Assert.That(Allowed.By(old).Changed(added, removed).DifferenceFrom(Allowed.By(updated)), Is.Null, $"{old}\n->\n{updated}");
            Assert.That(added.Changed(nothing, Allowed.By(old)).DifferenceFrom(added), Is.Null, "nothing is added that was there");
            Assert.That(removed.Changed(nothing, Allowed.By(updated)).DifferenceFrom(removed), Is.Null, "nothing is removed that stays");
            Assert.That(change.Added.Concat(change.Removed), Has.None.Matches<Rule>(rule => rule!.Remote.IsEmpty));
        }
    }

    [Test]
    public void Of_random_rules_is_taken_back_by_its_reverse()
    {
        foreach (var (old, updated) in Random())
        {
            var (change, back) = (RuleSetChange.Between(old, updated), RuleSetChange.Between(updated, old));

            Assert.That(change.Reverse().Added, Is.EqualTo(back.Added).And.EqualTo(change.Removed));
            Assert.That(change.Reverse().Removed, Is.EqualTo(back.Removed).And.EqualTo(change.Added));
            Assert.That(RuleSetChange.Between(old, old).IsEmpty, Is.True);
        }
    }

    [Test]
    public void Is_empty_where_only_the_document_differs()
    {
        var change = RuleSetChange.Between(Logs(1, "192.0.2.0/25", "192.0.2.128/25"), Logs(2, "192.0.2.0/24"));

        Assert.That(change.IsEmpty, Is.True);
        Assert.That(change.Added, Is.Empty);
        Assert.That(change.Removed, Is.Empty);
        Assert.That(change.SummarizeByLabel(), Is.Empty);
        Assert.That(change.ToString(), Is.Empty);
    }

    [Test]
    public void Is_not_empty_where_a_label_a_family_or_an_empty_rule_differs()
    {
        var relabelled = RuleSet.Of(Rule.Egress(Sets.Of("192.0.2.0/24"), Protocol.Tcp, [443, new(8000, 8010)], "y"));
        var more = One.Combine(RuleSet.Of(Rule.Ingress(AddressSet.Empty, Protocol.Tcp, 1, "nobody")));
        foreach (var other in new[] { relabelled, One.Only(IpFamily.IPv4), more })
        {
            var change = RuleSetChange.Between(One, other);

            Assert.That(change.IsEmpty, Is.False);
            Assert.That(change.Added.Concat(change.Removed), Is.Empty);
        }
    }

    [Test]
    public void Writes_ports_and_addresses_exactly()
    {
        var updated = RuleSet.Of(Rule.Egress(Sets.Of("192.0.2.0/25", "2001:db8::/32"), Protocol.Tcp, [443, new(8005, 8020)], "x"));

        Assert.That(RuleSetChange.Between(One, updated).ToString(), Is.EqualTo("""
            + egress tcp 443, 8005-8010 to 2001:db8::/32 (x)
            + egress tcp 8011-8020 to 192.0.2.0/25, 2001:db8::/32 (x)
            - egress tcp 443, 8005-8010 to 192.0.2.128/25 (x)
            - egress tcp 8000-8004 to 192.0.2.0/24 (x)
            """.ReplaceLineEndings("\n")));
    }

    [Test]
    public void Keeps_an_explicit_any_apart_from_sets()
    {
        var any = RuleSet.Of(Rule.Egress(Remote.AnyIPv4, Protocol.Tcp, [443, new(8000, 8010)], "x"));
        var change = RuleSetChange.Between(One, any);

        Assert.That(change.Added.Single().Remote.Addresses, Is.EqualTo(AddressSet.AllIPv4.Except(Sets.Of("192.0.2.0/24"))));
        Assert.That(change.Removed, Is.Empty);
        Assert.That(RuleSetChange.Between(RuleSet.Of(), any).Added.Single().Remote, Is.EqualTo(Remote.AnyIPv4));
        Assert.That(RuleSetChange.Between(any, any).IsEmpty, Is.True);
    }

    [Test]
    public void Counts_for_each_label()
    {
        var old = RuleSet.Of(Rule.Egress(Sets.Of("192.0.2.0/24"), Protocol.Tcp, [1, 3], "a"), Rule.Egress(Sets.Of("198.51.100.0/30"), Protocol.Tcp, 1, "b"));
        var updated = RuleSet.Of(
            Rule.Egress(Sets.Of("192.0.2.0/25"), Protocol.Tcp, [1, 3], "a"),
            Rule.Egress(Sets.Of("198.51.100.0/29", "2001:db8::/127"), Protocol.Tcp, 1, "b"));

        Assert.That(
            RuleSetChange.Between(old, updated).SummarizeByLabel().Select(Row),
            Is.EqualTo(new[] { "a: +0 -2 rules, +0 -128 addresses", "b: +2 -0 rules, +6 -0 addresses" }));
        Assert.That(Row(RuleSetChange.Between(old, updated).Summarize()), Is.EqualTo(": +2 -2 rules, +6 -128 addresses"));

        static string Row(RuleSetChangeSummary one)
            => $"{one.Label}: +{one.AddedRules} -{one.RemovedRules} rules, "
                + $"+{one.AddedAddresses.CountAddresses()} -{one.RemovedAddresses.CountAddresses()} addresses";
    }

    [Test]
    public void A_section_missing_in_one_document_counts_as_empty()
    {
        var change = RuleSetChange.Between(Document(1).For(Section.Apm.AllowMissing()), Logs(2, "192.0.2.0/24"));

        Assert.That(change.Old.Rules.Single().Labels, Is.EqualTo(new[] { "apm" }));
        Assert.That(change.Old.Sources.Single().Version, Is.EqualTo(1));
        Assert.That(() => RuleSet.For(Document(1).Read, Section.Apm), Throws.TypeOf<SectionNotFoundException>());
        Assert.That(
            RuleSet.For(Document(1).Read, Section.Synthetics.At("aws:x").OnPort(443).AllowMissing()).EmptyLabels,
            Is.EqualTo(new[] { "synthetics at aws:x" }));
        Assert.That(RuleSet.For(Document(1).Read, Section.Logs.At("aws:x").AllowMissing()).Rules.Single().Remote.IsEmpty, Is.True);
        Assert.That(One.Only(IpFamily.IPv6, allowEmpty: true).Rules.Single().Remote.IsEmpty, Is.True);
    }

    private static RuleSet Logs(int version, params string[] prefixes) => Document(version, prefixes).For(Section.Logs);

    private static SmallDocument Document(int version, params string[] prefixes)
        => new(IpRangesDocument.Parse(
            $$$"""{"version":{{{version}}},"logs":{"prefixes_ipv4":["{{{string.Join("\",\"", prefixes.DefaultIfEmpty("192.0.2.0/24"))}}}"]}}"""));

    private sealed record SmallDocument(IpRangesDocument Read)
    {
        public RuleSet For(SectionSelection selection) => RuleSet.For(Read, selection);
    }
}

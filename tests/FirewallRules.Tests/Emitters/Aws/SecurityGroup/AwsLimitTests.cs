using FirewallRules.Tests.Emitters.Readers;

namespace FirewallRules.Tests.Emitters.Aws;

/// <summary>Limits of AWS that no earlier tool checks are enforced here.</summary>
public sealed class AwsLimitTests
{
    // The input of one call is for one group, and refuses the rest.
    private static IEnumerable<AwsSecurityGroupOutput> ForSeveralGroups
        => Enum.GetValues<AwsSecurityGroupOutput>().Where(output => output != AwsSecurityGroupOutput.CliInput);

    [Test]
    public void By_default_sixty_rules_fit_and_sixty_one_do_not([Values] AwsSecurityGroupOutput output)
    {
        var options = new AwsSecurityGroupOptions { Output = output };
        using var writer = new StringWriter();

        Assert.That(() => Scattered(60).ToAwsSecurityGroup(options), Throws.Nothing);
        Assert.That(() => Scattered(61).ToAwsSecurityGroup(writer, options), Throws.TypeOf<LimitExceededException>());
        Assert.That(writer.ToString(), Is.Empty);
    }

    [Test]
    public void The_refusal_has_the_numbers_and_the_remedies()
    {
        var refused = Assert.Throws<LimitExceededException>(() => Scattered(113).ToAwsSecurityGroup())!;
        var added = Scattered(113).CoverWith(60).Added.Single().Added.CountAddresses();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((refused.Limit, refused.Needed), Is.EqualTo((60, 113)));
            Assert.That(refused.Resource, Is.EqualTo("IPv4 egress rules of a security group"));
            Assert.That(refused.Remedies, Is.EqualTo(new[]
            {
                new LimitRemedy(LimitRemedyKind.Split, 4),
                new LimitRemedy(LimitRemedyKind.PrefixList, 128),
                new LimitRemedy(LimitRemedyKind.Summarize, 60, added),
            }));
            Assert.That(refused.Message, Does.Contain("113 needed, the limit is 60. Possible remedies: "
                + "OnOverflow.Split into 4 groups; OnOverflow.PrefixList with a higher quota and MaxRules = 128; "));
        }
    }

    [Test]
    public void The_refusal_names_merged_sections_only_where_they_fit()
    {
        // Each section has one half of a pair of prefixes.
        var halves = RuleSet.Of(
            Rule.Egress(Sets.Of([.. Enumerable.Range(0, 40).Select(i => Cidr.Parse($"198.51.{i}.0/25"))]), Protocol.Tcp, 443, "a"),
            Rule.Egress(Sets.Of([.. Enumerable.Range(0, 40).Select(i => Cidr.Parse($"198.51.{i}.128/25"))]), Protocol.Tcp, 443, "b"));
        var merge = new LimitRemedy(LimitRemedyKind.MergeLabels);

        var refused = Assert.Throws<LimitExceededException>(() => halves.ToAwsSecurityGroup())!;
        Assert.That(refused.Needed, Is.EqualTo(80));
        Assert.That(refused.Remedies[0], Is.EqualTo(merge));
        Assert.That(refused.Message, Does.Contain("Possible remedies: RuleSet.WithMergedLabels; "));
        Assert.That(() => halves.WithMergedLabels().ToAwsSecurityGroup(), Throws.Nothing);

        var more = halves.Combine(Scattered(61));
        Assert.That(Assert.Throws<LimitExceededException>(() => more.ToAwsSecurityGroup())!.Remedies, Has.None.EqualTo(merge), "merged they do not fit either");
        Assert.That(
            Assert.Throws<LimitExceededException>(() => Scattered(61).ToAwsSecurityGroup())!.Remedies, Has.None.EqualTo(merge), "there is nothing to merge");

        var split = new AwsSecurityGroupOptions { MaxRules = 4, OnOverflow = OnOverflow.Split };
        Assert.That(Assert.Throws<LimitExceededException>(() => halves.ToAwsSecurityGroup(split))!.Remedies[0], Is.EqualTo(merge), "40 groups, or 5 with /24");
        var template = new AwsSecurityGroupOptions { Output = AwsSecurityGroupOutput.CloudFormation, MaxRules = 1000 };
        var many = RuleSet.Of(
            Rule.Egress(Sets.Of([.. Enumerable.Range(0, 256).Select(i => Cidr.Parse($"198.51.{i}.0/25"))]), Protocol.Tcp, 443, "a"),
            Rule.Egress(Sets.Of([.. Enumerable.Range(0, 256).Select(i => Cidr.Parse($"198.51.{i}.128/25"))]), Protocol.Tcp, 443, "b"));
        Assert.That(Assert.Throws<LimitExceededException>(() => many.ToAwsSecurityGroup(template))!.Remedies[0], Is.EqualTo(merge), "512 resources, or 1");
    }

    [Test]
    public void A_summary_merges_sections_only_where_it_is_needed()
    {
        var shared = RuleSet.Of(
            Rule.Egress(Sets.Of("198.51.100.0/25"), Protocol.Tcp, 443, "a"), Rule.Egress(Sets.Of("198.51.100.128/25"), Protocol.Tcp, 443, "b"));
        var emitter = new AwsSecurityGroupEmitter(new() { OnOverflow = OnOverflow.Summarize, MaxRules = 1 });
        var wide = new AwsSecurityGroupEmitter(new() { OnOverflow = OnOverflow.Summarize, MaxRules = 2 });

        Assert.That(emitter.Cover(shared).Added, Is.Empty, "a prefix that the merged rules have anyway is not added");
        Assert.That(Descriptions(emitter), Is.EqualTo(new[] { "fwrules:datadog a, b" }));
        Assert.That(Descriptions(wide), Is.EqualTo(new[] { "fwrules:datadog a", "fwrules:datadog b" }));
        Assert.That(shared.CoverWith(2).Rules, Is.EqualTo(shared));

        IEnumerable<string> Descriptions(AwsSecurityGroupEmitter one) => AwsReader.Read(one.Name, shared.Emit(one)).Select(rule => rule.Description);
    }

    [Test]
    public void Families_and_directions_are_counted_separately_and_port_ranges_together()
    {
        AddressSet v4 = Prefixes(60), v6 = Sets.Of([.. Enumerable.Range(0, 60).Select(i => Cidr.Parse($"2001:db8:{2 * i:x}::/48"))]);
        var full = RuleSet.Of(Rule.Egress(v4.Union(v6), Protocol.Tcp, 443), Rule.Ingress(v4.Union(v6), Protocol.Udp, 53));
        var twoPorts = RuleSet.Of(Rule.Egress(Prefixes(31), Protocol.Tcp, [443, 10516]));

        Assert.That(() => full.ToAwsSecurityGroup(), Throws.Nothing);
        Assert.That(() => twoPorts.ToAwsSecurityGroup(), Throws.TypeOf<LimitExceededException>().With.Property("Needed").EqualTo(62));
        Assert.That(
            () => full.Combine(RuleSet.Of(Rule.Ingress(Remote.AnyIPv6, Protocol.Tcp, 1))).ToAwsSecurityGroup(),
            Throws.TypeOf<LimitExceededException>().With.Message.Contains("IPv6 ingress rules of a security group: 61"));
    }

    [Test]
    public void A_split_keeps_each_group_within_the_limit_and_together_they_mean_the_same(
        [ValueSource(nameof(ForSeveralGroups))] AwsSecurityGroupOutput output)
    {
        var rules = Scattered(150).Combine(SampleRules.Mix);
        var emitter = new AwsSecurityGroupEmitter(new() { Output = output, OnOverflow = OnOverflow.Split });

        var permissions = AwsReader.Read(emitter.Name, rules.Emit(emitter));

        Assert.That(permissions.Select(permission => permission.Group).Distinct(), Is.EquivalentTo(Enumerable.Range(1, 6)), "151 rules, 30 in each");
        Assert.That(permissions.GroupBy(p => (p.Group, p.Direction, p.Family)).Select(group => group.Sum(p => p.Count)), Is.All.LessThanOrEqualTo(30));
        Assert.That(AwsReader.Allowed(permissions).DifferenceFrom(Allowed.By(rules)), Is.Null);
    }

    [Test]
    public void A_split_has_at_most_as_many_groups_as_an_interface()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => Scattered(170).ToAwsSecurityGroup(Split(10)), Throws.TypeOf<LimitExceededException>().With.Property("Needed").EqualTo(17));
            Assert.That(() => Scattered(160).ToAwsSecurityGroup(Split(10)), Throws.Nothing);
            Assert.That(() => Scattered(900).ToAwsSecurityGroup(Split(400)), Throws.TypeOf<LimitExceededException>().With.Property("Needed").EqualTo(1200));
        }

        static AwsSecurityGroupOptions Split(int max) => new() { OnOverflow = OnOverflow.Split, MaxRules = max, SplitHeadroom = 0 };
    }

    [TestCase(60, 60, 60, "")]
    [TestCase(60, 61, 60, "MaxRules = 61; PrefixListSize = 60; OnOverflow.Split into 2 groups.")]
    [TestCase(60, null, 60, "MaxRules = 64; PrefixListSize = 60; OnOverflow.Split into 2 groups.")]
    [TestCase(61, 60, 60, "entries of the prefix list datadog-some-ipv4: 61 needed, the limit is 60. Possible remedies: PrefixListSize = 64.")]
    [TestCase(61, null, 60, "a higher quota and MaxRules = 64; OnOverflow.Split into 3 groups.")]
    [TestCase(61, 70, 70, "")]
    public void A_prefix_list_counts_its_maximum_entries(int prefixes, int? size, int maxRules, string why)
    {
        var options = new AwsSecurityGroupOptions { OnOverflow = OnOverflow.PrefixList, PrefixListSize = size, MaxRules = maxRules };

        Assert.That(
            () => Scattered(prefixes).ToAwsSecurityGroup(options),
            why.Length == 0 ? Throws.Nothing : Throws.TypeOf<LimitExceededException>().With.Message.Contains(why));
    }

    [Test]
    public void A_prefix_list_counts_once_for_each_port_range()
        => Assert.That(
            () => RuleSet.Of(Rule.Egress(Prefixes(40), Protocol.Tcp, [443, 10516])).ToAwsSecurityGroup(new() { OnOverflow = OnOverflow.PrefixList }),
            Throws.TypeOf<LimitExceededException>().With.Property("Needed").EqualTo(128));

    [TestCase(1, null, 1)]
    [TestCase(33, null, 64)]
    [TestCase(64, null, 64)]
    [TestCase(513, null, 1000)]
    [TestCase(50, 57, 57)]
    public void Prefix_lists_have_sizes_that_last(int prefixes, int? size, int expected)
    {
        var emitter = new AwsSecurityGroupEmitter(new() { OnOverflow = OnOverflow.PrefixList, PrefixListSize = size, MaxRules = 1000 });

        Assert.That(AwsReader.Read("aws-cli", Scattered(prefixes).Emit(emitter)).Single().Count, Is.EqualTo(expected));
    }

    [Test]
    public void A_prefix_list_has_at_most_a_thousand_entries_and_a_hundred_in_a_template()
    {
        var lists = new AwsSecurityGroupOptions { OnOverflow = OnOverflow.PrefixList, MaxRules = 1000 };
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => Scattered(1000).ToAwsSecurityGroup(lists), Throws.Nothing);
            Assert.That(() => Scattered(1001).ToAwsSecurityGroup(lists), Throws.TypeOf<LimitExceededException>().With.Property("Limit").EqualTo(1000));
            var template = lists with { Output = AwsSecurityGroupOutput.CloudFormation };
            Assert.That(() => Scattered(100).ToAwsSecurityGroup(template), Throws.Nothing);
            Assert.That(() => Scattered(101).ToAwsSecurityGroup(template), Throws.TypeOf<LimitExceededException>().With.Property("Limit").EqualTo(100));
        }
    }

    [TestCase(500, true)]
    [TestCase(501, false)]
    public void A_template_has_at_most_500_resources(int prefixes, bool fits)
    {
        var options = new AwsSecurityGroupOptions { MaxRules = 1000, Output = AwsSecurityGroupOutput.CloudFormation };

        Assert.That(() => Scattered(prefixes).ToAwsSecurityGroup(options), fits ? Throws.Nothing : Throws.TypeOf<LimitExceededException>());
    }

    [Test]
    public void Templates_with_prefix_lists_mean_the_same()
    {
        var emitter = new AwsSecurityGroupEmitter(new() { Output = AwsSecurityGroupOutput.CloudFormation, OnOverflow = OnOverflow.PrefixList, MaxRules = 500 });

        Assert.That(OutputReader.Read(emitter.Name, SampleRules.Mix.Emit(emitter)).DifferenceFrom(Allowed.By(SampleRules.Mix)), Is.Null);
    }

    [Test]
    public void A_cover_is_the_best_one_and_every_range_that_it_adds_is_listed(
        [ValueSource(nameof(ForSeveralGroups))] AwsSecurityGroupOutput output)
    {
        var rules = Scattered(113);
        var emitter = new AwsSecurityGroupEmitter(new() { Output = output, OnOverflow = OnOverflow.Summarize });
        var cover = rules.CoverWith(60);

        var text = rules.Emit(emitter);

        Assert.That(OutputReader.Read(emitter.Name, text).DifferenceFrom(Allowed.By(cover.Rules)), Is.Null);
        Assert.That(text, Does.Contain($"egress tcp 443 allows {cover.Added[0].Added.CountAddresses()} addresses more than requested"));
        Assert.That(
            cover.Added[0].Added.Ranges.Select(range => $"added {range} ("),
            Is.All.Matches<string>(line => text.Contains(line!, StringComparison.Ordinal)));
    }

    [Test]
    public void An_impossible_cover_is_refused()
        => Assert.That(
            () => RuleSet.Of(Rule.Egress(Prefixes(2), Protocol.Tcp, [1, 3, 5])).ToAwsSecurityGroup(new() { OnOverflow = OnOverflow.Summarize, MaxRules = 2 }),
            Throws.TypeOf<LimitExceededException>().With.Message.EndsWith("OnOverflow.Summarize with a higher quota and MaxRules = 3."));

    [TestCase(OnOverflow.Fail)]
    [TestCase(OnOverflow.Summarize)]
    public void A_cover_never_adds_private_addresses(OnOverflow way)
    {
        AddressSet hosts = Sets.Of([.. Enumerable.Range(0, 61).Select(i => Cidr.Parse($"10.0.0.{2 * i}/32"))]);
        var rules = RuleSet.Of(Rule.Egress(hosts, Protocol.Tcp, 443));
        var emitter = new AwsSecurityGroupEmitter(new() { OnOverflow = way });

        Assert.That(
            () => rules.Emit(emitter),
            Throws.TypeOf<LimitExceededException>().With.Message.Contains("OnOverflow.Summarize with a higher quota and MaxRules = 61"));
        Assert.That(() => emitter.Cover(rules), way == OnOverflow.Fail ? Throws.Nothing : Throws.TypeOf<LimitExceededException>());
    }

    private static RuleSet Scattered(int count) => RuleSet.Of(Rule.Egress(Prefixes(count), Protocol.Tcp, 443, "some"));

    private static AddressSet Prefixes(int count) => Sets.Of([.. Enumerable.Range(0, count).Select(i => Cidr.Parse($"44.{i >> 7}.{2 * (i & 127)}.0/24"))]);
}

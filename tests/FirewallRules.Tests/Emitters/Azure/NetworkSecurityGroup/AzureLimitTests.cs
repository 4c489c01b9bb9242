using FirewallRules.Tests.Emitters.Readers;

namespace FirewallRules.Tests.Emitters.Azure;

/// <summary>What an NSG would refuse is refused before a character is written.</summary>
public sealed class AzureLimitTests
{
    [TestCase(4000, true)]
    [TestCase(4001, false)]
    public void Four_thousand_addresses_a_side(int count, bool fits)
    {
        var half = Scattered(count);
        var rules = RuleSet.Of(Rule.Egress(half, Protocol.Tcp, [443, 10516], "a"), Rule.Ingress(Scattered(4000), Protocol.Tcp, 443, "b"));
        if (fits)
        {
            Assert.That(
                OutputReader.Read("azure-arm", rules.ToAzureNsg()).DifferenceFrom(Allowed.By(rules)),
                Is.Null,
                "sources and destinations are counted apart, ports are not");
            return;
        }

        var refusal = Refusal(rules, new());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(refusal.Resource, Is.EqualTo("destination addresses of an NSG"));
            Assert.That((refusal.Limit, refusal.Needed), Is.EqualTo((4000L, 4001L)));
            Assert.That(refusal.Remedies[0], Is.EqualTo(new LimitRemedy(LimitRemedyKind.Summarize, 4000, refusal.Remedies[0].AddedAddresses)));
            Assert.That(refusal.Remedies[0].AddedAddresses, Is.GreaterThan(System.Numerics.BigInteger.Zero));
        }
    }

    [Test]
    public void Families_are_counted_together()
    {
        var rules = RuleSet.Of(
            Rule.Ingress(Scattered(3).Union(Sets.Of("2001:db8::/32", "2001:db9::/48")), Protocol.Udp, 1),
            Rule.Ingress(Remote.AnyIPv4, Protocol.Udp, 3));

        Assert.That(Refusal(rules, new() { MaxAddresses = 6 }).Needed, Is.EqualTo(7), "any of one family is two halves");
        Assert.That(Refusal(rules, new() { MaxAddresses = 6 }).Resource, Is.EqualTo("source addresses of an NSG"));
        Assert.That(() => rules.ToAzureNsg(new() { MaxAddresses = 7 }), Throws.Nothing);
    }

    [Test]
    public void A_thousand_rules()
    {
        var rules = RuleSet.Of(Rule.Egress(Scattered(600), Protocol.Tcp, 443), Rule.Ingress(Scattered(401), Protocol.Tcp, 443));
        var refusal = Refusal(rules, new() { AddressesPerRule = 1, FullNsg = true });

        Assert.That((refusal.Resource, refusal.Limit, refusal.Needed), Is.EqualTo(("rules of an NSG", 1000L, 1001L)));
        Assert.That(Refusal(rules, new() { MaxRules = 3, AddressesPerRule = 300 }).Needed, Is.EqualTo(4));
        Assert.That(Refusal(rules, new() { MaxRules = 3, DenyOtherTraffic = true }).Needed, Is.EqualTo(4), "what closes the rest counts");
    }

    [TestCase(AzureNsgOutput.Arm)]
    [TestCase(AzureNsgOutput.Bicep)]
    public void Eight_hundred_resources_a_template(AzureNsgOutput output)
    {
        var rules = RuleSet.Of(Rule.Egress(Scattered(801), Protocol.Tcp, 443));
        var options = new AzureNsgOptions { AddressesPerRule = 1, Output = output };
        var refusal = Refusal(rules, options);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((refusal.Resource, refusal.Limit, refusal.Needed), Is.EqualTo(("resources of a template", 800L, 801L)));
            Assert.That(refusal.Remedies[0].Kind, Is.EqualTo(LimitRemedyKind.FullNsg));
            Assert.That(() => rules.ToAzureNsg(options with { FullNsg = true }), Throws.Nothing);
            Assert.That(() => rules.ToAzureNsg(options with { Output = AzureNsgOutput.Terraform }), Throws.Nothing);
        }
    }

    [Test]
    public void Priorities_from_the_first()
    {
        var rules = RuleSet.Of(Rule.Egress(Scattered(6), Protocol.Tcp, 443));

        Assert.That(() => rules.ToAzureNsg(new() { FirstPriority = 4090, AddressesPerRule = 1 }), Throws.Nothing);
        Assert.That(Refusal(rules, new() { FirstPriority = 4091, AddressesPerRule = 1 }).Resource, Is.EqualTo("priorities from 4091 for outbound rules"));
    }

    [Test]
    public void Summarize_widens_both_sides_and_says_by_what()
    {
        var rules = RuleSet.Of(
            Rule.Egress(Scattered(9).Union(Sets.Of("2600::/48", "2600:0:2::/48", "2600:0:4::/48")), Protocol.Tcp, [1, 3, 5], "wide"),
            Rule.Egress(Sets.Of("198.51.100.0/24"), Protocol.Udp, 1, "narrow"),
            Rule.Egress(Remote.AnyIPv6, Protocol.Udp, 3, "any"),
            Rule.Ingress(Scattered(9), Protocol.Tcp, 1, "in"));
        var options = new AzureNsgOptions { MaxAddresses = 8, OnOverflow = OnOverflow.Summarize };
        var output = rules.ToAzureNsg(options);
        var read = AzureArmReader.Read(output);
        var allowed = OutputReader.Read("azure-arm", output);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(allowed.DifferenceFrom(Allowed.By(rules)), Does.EndWith("too little "), "it allows all that was asked for, and more");
            Assert.That(read.Count(rule => rule.Name.Contains("-egress-", StringComparison.Ordinal)), Is.EqualTo(4));
            Assert.That(
                output,
                Does.Contain("Widened: egress tcp 1, 3, 5 allows ")
                    .And.Contain("Widened: ingress tcp 1 allows 512 more addresses than requested:")
                    .And.Not.Contain("Widened: egress udp"));
            Assert.That(
                () => rules.ToAzureNsg(options with { MaxAddresses = 4 }),
                Throws.TypeOf<LimitExceededException>(),
                "no cover has fewer prefixes than rules");
            Assert.That(rules.ToAzureNsg(options with { MaxAddresses = 4000 }), Is.EqualTo(rules.ToAzureNsg()), "what fits is not widened");
        }
    }

    [Test]
    [CancelAfter(30_000)]
    public void A_list_far_beyond_the_limit_is_refused_in_time(CancellationToken token)
    {
        var random = new Random(1);
        var rules = RuleSet.Of(Rule.Egress(
            new AddressSetBuilder().AddRange(Enumerable.Range(0, 20_000).Select(_ => RandomPrefixes.One(random))).ToAddressSet(),
            Protocol.Tcp,
            443));

        Assert.That(Refusal(rules, new()).Remedies[0], Has.Property("Kind").EqualTo(LimitRemedyKind.Summarize).And.Property("Amount").EqualTo(4000));
        Assert.That(token.IsCancellationRequested, Is.False);
    }

    [TestCase(OnOverflow.Split, EmitterOptionsError.SplitNotSupported)]
    [TestCase(OnOverflow.PrefixList, EmitterOptionsError.PrefixListNotSupported)]
    public void Other_overflow_modes_are_refused(OnOverflow way, EmitterOptionsError error)
        => Assert.That(
            () => SampleRules.Logs.ToAzureNsg(new() { OnOverflow = way }),
            Throws.TypeOf<EmitterOptionsException>().With.Property("Error").EqualTo(error));

    [Test]
    public void A_script_does_not_support_a_full_NSG()
        => Assert.That(
            () => SampleRules.Logs.ToAzureNsg(new() { FullNsg = true, Output = AzureNsgOutput.Cli }),
            Throws.TypeOf<EmitterOptionsException>().With.Message.Contains("Terraform"));

    [Test]
    public void Options_are_checked()
    {
        using (Assert.EnterMultipleScope())
        {
            foreach (var name in new[] { "", "a b", "-a", "a-", "a.", "_a", "a'b", "\u00e9", new string('a', 81) })
            {
                Assert.That(() => new AzureNsgOptions { NsgName = name }, Throws.ArgumentException, name);
            }

            foreach (var name in new[] { "a", "9", "a_", "My-nsg_1.b", new string('a', 80) })
            {
                Assert.That(() => new AzureNsgOptions { NsgName = name }, Throws.Nothing, name);
            }

            Assert.That(() => new AzureNsgOptions { NamePrefix = "A" }, Throws.ArgumentException);
            Assert.That(() => new AzureNsgOptions { FirstPriority = 99 }, Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => new AzureNsgOptions { FirstPriority = 4096 }, Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => new AzureNsgOptions { AddressesPerRule = 0 }, Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => new AzureNsgOptions { AddressesPerRule = 4001 }, Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => new AzureNsgOptions { MaxRules = 1001 }, Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => new AzureNsgOptions { MaxAddresses = 4001 }, Throws.TypeOf<ArgumentOutOfRangeException>());
        }
    }

    private static LimitExceededException Refusal(RuleSet rules, AzureNsgOptions options)
    {
        using var writer = new StringWriter();
        var refusal = Assert.Throws<LimitExceededException>(() => rules.ToAzureNsg(writer, options));
        Assert.That(writer.ToString(), Is.Empty);
        return refusal!;
    }

    // Every other /24, so that no two can be merged.
    private static AddressSet Scattered(int count)
        => Sets.Of([.. Enumerable.Range(0, count).Select(i => new Cidr(new System.Net.IPAddress([44, (byte)(i / 128), (byte)(2 * (i % 128)), 0]), 24))]);
}

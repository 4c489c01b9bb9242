using System.Globalization;
using FirewallRules.Emitters;
using FirewallRules.Tests.Emitters.Readers;
using FirewallRules.Tests.IpRanges;

namespace FirewallRules.Tests.Emitters.Aws;

/// <summary>IP sets have the addresses of ingress rules, one family each, for both families at all times.</summary>
[TestFixture(AwsWafOutput.Cli)]
[TestFixture(AwsWafOutput.CloudFormation)]
[TestFixture(AwsWafOutput.Terraform)]
public sealed class AwsWafTests(AwsWafOutput output)
{
    private static readonly SectionSelection[] s_callers = [Section.Webhooks, Section.Synthetics];

    private static readonly RuleSet s_webhooks = RuleSet.For(RealDocuments.Sample, Section.Webhooks);

    private static IEnumerable<(string Name, RuleSet Rules)> Samples =>
    [
        ("webhooks", s_webhooks),
        ("both", RuleSet.For(s_callers)),
        ("with-ipv6", RuleSet.Of(Rule.Ingress(Sets.Of("192.0.2.0/24", "2001:db8::/32", "::ffff:192.0.2.0/120", "8000::/1"), Protocol.Tcp, 443, "six"))),
        ("loopback", RuleSet.Of(Rule.Ingress(Sets.Of("192.0.2.0/24", "127.0.0.0/8", "::1/128"), Protocol.Tcp, 443, "local"))),
    ];

    [Test]
    public void They_contain_exactly_the_addresses_of_the_rules() => Each.Of(Samples, sample => sample.Name, sample =>
    {
        var sets = Read(sample.Rules);
        var expected = LoopbackTraffic.Remove(sample.Rules).WithMergedLabels().Rules.Single().Remote.Addresses;

        Assert.That(sets.Select(set => set.Version), Is.EqualTo(new[] { "IPV4", "IPV6" }), "also without addresses");
        Assert.That(AddressSet.Of([.. sets.SelectMany(set => set.Addresses)]), Is.EqualTo(expected));
        Assert.That(sets.Sum(set => set.Addresses.Count), Is.EqualTo(expected.CountPrefixes()), "as few as possible");
    });

    [Test]
    public void A_header_says_what_an_IP_set_is_and_what_it_lacks()
    {
        var text = Write(RuleSet.Of(Rule.Ingress(Sets.Of("192.0.2.0/24", "127.0.0.1/32"), Protocol.Tcp, 8443, "a")).Combine(s_webhooks));

        Assert.That(
            text,
            Does.Contain("they allow nothing until a rule of a web ACL refers to them. They contain no ports").And.Contain("(0 IPv6 prefixes, scope REGIONAL)")
                .And.Contain("Contains the addresses of ingress tcp 8443 (1 IPv4 prefix, 0 IPv6 prefixes): a")
                .And.Contain("us1 version 59, modified 2024-10-17")
                .And.Contain("Skipped, because a web ACL does not see loopback traffic: ingress tcp 8443 from 127.0.0.1/32 (a)")
                .And.Not.Contain("Allows").And.Not.Contain("default policy").And.Not.Contain("us-east-1").And.Match("\\A[\\n\\x20-\\x7e]*\\n\\z"));
        Assert.That(Write(s_webhooks, new() { Scope = AwsWafScope.CloudFront }), Does.Contain("us-east-1").And.Contain("CLOUDFRONT"));
    }

    [Test]
    public void Sections_that_share_ports_share_a_set_and_other_ports_have_another()
    {
        var rules = RuleSet.For(RealDocuments.Sample, [.. s_callers]).Combine(RuleSet.Of(
            Rule.Ingress(Sets.Of("192.0.2.0/25"), Protocol.Tcp, 8443, "office"), Rule.Ingress(Sets.Of("192.0.2.128/25"), Protocol.Tcp, 9443, "office")));
        var sets = Read(rules);

        Assert.That(
            sets.Select(set => set.Name),
            Is.EquivalentTo(new[]
            {
                "datadog-us1-synthetics_webhooks-ipv4", "datadog-us1-synthetics_webhooks-ipv6", "datadog-office-ipv4", "datadog-office-ipv6",
            }));
        Assert.That(sets.Single(set => set.Name == "datadog-office-ipv4").Addresses, Is.EqualTo(Sets.Of("192.0.2.0/24")), "the name has no ports");
    }

    [Test]
    public void The_only_family_of_the_rules_has_the_only_set()
        => Assert.That(Read(s_webhooks.Only(IpFamily.IPv4)).Single().Name, Is.EqualTo("datadog-us1-webhooks-ipv4"));

    [Test]
    public void Names_and_descriptions_of_resources_stay_over_all_documents()
    {
        var heads = RealDocuments.Versions.Select(RealDocuments.Parse).Append(Empty(Section.Webhooks))
            .Select(document => Read(RuleSet.For(document, [.. s_callers]))
                .Select(set => (set.Name, output == AwsWafOutput.Cli ? "" : set.Description)).ToList())
            .ToList();

        Assert.That(heads, Is.All.EqualTo(heads[0]));

        static IpRangesDocument Empty(Section section) => IpRangesDocument.Parse(
            $$$"""{"version":60,"{{{section}}}":{"prefixes_ipv4":[]},"synthetics":{"prefixes_ipv6":["2001:db8::/32"]}}""", new() { Site = Site.Us1 });
    }

    [Test]
    public void Sites_sections_and_prefixes_have_sets_of_their_own()
    {
        var documents = new[] { Site.Us1, Site.Eu1, null }.Select(site => IpRangesDocument.Parse(RealDocuments.Bytes(59), new() { Site = site })).ToList();
        var rules = documents.Select(document => RuleSet.For(document, Section.Webhooks)).Append(RuleSet.For(RealDocuments.Sample, Section.Synthetics))
            .Append(RuleSet.For(documents[0], Section.Webhooks).Combine(RuleSet.For(documents[1], Section.Webhooks)));
        var names = rules.Select(set => Read(set)[0].Name).Append(Read(s_webhooks, new() { NamePrefix = "mine" })[0].Name);

        Assert.That(
            names,
            Is.EqualTo(new[]
            {
                "datadog-us1-webhooks-ipv4", "datadog-eu1-webhooks-ipv4", "datadog-webhooks-ipv4", "datadog-us1-synthetics-ipv4",
                "datadog-eu1_us1-webhooks-ipv4", "mine-us1-webhooks-ipv4",
            }));
    }

    [TestCase("Partner A, EU/West", "datadog-partner-a-eu-west")]
    [TestCase("", "datadog-ingress-tcp-443")]
    [TestCase("caf\u00e9", "datadog-x")]
    [TestCase("$(reboot)", "datadog-x")]
    [TestCase("'; reboot; '", "datadog-x")]
    [TestCase("a\"b\n}\n", "datadog-x")]
    [TestCase("%{if}${x}", "datadog-x")]
    [TestCase("( )", "datadog-x")]
    [TestCase("--", "datadog-x")]
    public void Any_label_results_in_a_valid_name_and_description(string label, string start)
    {
        var rules = RuleSet.Of(Rule.Ingress(Sets.Of("192.0.2.0/24"), Protocol.Tcp, 443, label));
        var set = Read(rules)[0];

        Assert.That(set.Name, Does.StartWith(start).And.EndWith("-ipv4"));
        Assert.That(set.Description, Does.StartWith("fwrules:datadog "));
        Assert.That(Write(rules), Does.Match("\\A[\\n\\x20-\\x7e]*\\n\\z"));
    }

    [Test]
    public void A_long_label_and_labels_that_are_written_alike_have_a_hash()
    {
        var rules = RuleSet.Of(
            Rule.Ingress(Sets.Of("192.0.2.0/24"), Protocol.Tcp, 1, new string('x', 300)),
            Rule.Ingress(Sets.Of("198.51.100.0/24"), Protocol.Tcp, 2, "a b"),
            Rule.Ingress(Sets.Of("203.0.113.0/24"), Protocol.Tcp, 3, "a-b"));

        // The reader has checked that names are unique.
        Assert.That(
            Read(rules, new() { NamePrefix = "sixteen-letters-" }).Select(set => set.Name), Is.All.Match("\\Asixteen-letters--x[0-9a-f]{16}-ipv[46]\\z"));
    }

    [Test]
    public void Outgoing_traffic_any_address_and_nothing_are_refused()
    {
        var net = Sets.Of("192.0.2.0/24");
        (RuleSet Rules, RuleNotSupportedReason Reason)[] refused =
        [
            (RuleSet.For(RealDocuments.Sample, Section.Logs), RuleNotSupportedReason.EgressNotSupported),
            (RuleSet.For(RealDocuments.Sample, Section.Logs, Section.Webhooks), RuleNotSupportedReason.EgressNotSupported),
            (RuleSet.Of(Rule.Egress(AddressSet.Empty, Protocol.Tcp, 1), Rule.Ingress(net, Protocol.Tcp, 1)), RuleNotSupportedReason.EgressNotSupported),
            (RuleSet.Of(Rule.Ingress(Remote.AnyIPv4, Protocol.Tcp, 443), Rule.Ingress(net, Protocol.Tcp, 444)), RuleNotSupportedReason.AnyNotSupported),
            (RuleSet.Of(Rule.Ingress(Remote.Any, Protocol.Tcp, 443)), RuleNotSupportedReason.AnyNotSupported),
            (RuleSet.Of(Half("0.0.0.0/1", 1), Half("128.0.0.0/1", 2)), RuleNotSupportedReason.AnyNotSupported),
            (RuleSet.Of(Rule.Ingress(AddressSet.Empty, Protocol.Tcp, 1, "nobody")), RuleNotSupportedReason.NoRules),
            (RuleSet.Of(), RuleNotSupportedReason.NoRules),
        ];
        foreach (var (rules, reason) in refused)
        {
            using var writer = new StringWriter();
            var refusal = Assert.Throws<RuleNotSupportedException>(() => rules.ToAwsWaf(writer, new() { Output = output }))!;
            Assert.That((refusal.Reason, writer.ToString()), Is.EqualTo((reason, "")));
        }

        static Rule Half(string prefix, int port) => Rule.Ingress(Sets.Of(prefix), Protocol.Tcp, port, "half");
    }

    [Test]
    public void The_limits_are_checked()
    {
        Assert.That(Read(Scattered(10_000))[0].Addresses, Has.Count.EqualTo(10_000));
        Refused(Scattered(10_001), 10_000, 10_001, "addresses of the IP set datadog-many-ipv4");
        Assert.That(Read(Many(50)), Has.Count.EqualTo(100));
        Refused(Many(51), 100, 102, "IP sets of an account");

        void Refused(RuleSet rules, long limit, long needed, string resource)
        {
            using var writer = new StringWriter();
            var refusal = Assert.Throws<LimitExceededException>(() => rules.ToAwsWaf(writer, new() { Output = output }))!;
            Assert.That((refusal.Limit, refusal.Needed, writer.ToString()), Is.EqualTo((limit, needed, "")));
            Assert.That(refusal.Resource, Does.StartWith(resource));
        }

        static RuleSet Many(int count)
            => RuleSet.Of([.. Enumerable.Range(1, count).Select(port => Rule.Ingress(Sets.Of($"10.0.{port}.0/24"), Protocol.Tcp, port, $"label {port}"))]);
    }

    [Test]
    public void An_update_is_the_complete_output_with_the_names_that_are_no_longer_needed()
    {
        var (old, updated) = (RuleSet.For(RealDocuments.Sample, [.. s_callers]), s_webhooks);
        var emitter = new AwsWafEmitter(new() { Output = output });
        var update = updated.EmitUpdate(old, emitter);
        var grown = old.EmitUpdate(RuleSet.For(RealDocuments.Parse(40), [.. s_callers]), emitter);

        Assert.That(update, Does.Contain("No longer needed: datadog-us1-synthetics_webhooks-ipv4, datadog-us1-synthetics_webhooks-ipv6"));
        Assert.That(Same(AwsWafReader.Read(output, update)), Is.EqualTo(Same(Read(updated))));
        Assert.That(grown, Does.Contain("Update from: us1 version 40").And.Not.Contain("No longer needed"));
        Assert.That(updated.EmitUpdate(updated, emitter), Is.Empty);
        Assert.That(() => updated.EmitUpdate(RuleSet.For(RealDocuments.Sample, Section.Logs), emitter), Throws.TypeOf<RuleNotSupportedException>());

        static IEnumerable<string> Same(IEnumerable<AwsWafReader.IpSet> sets) => sets.Select(set => $"{set.Name} {string.Join(' ', set.Addresses)}");
    }

    [Test]
    public void It_is_the_same_in_every_culture_and_order()
    {
        var rules = RuleSet.For(RealDocuments.Sample, [.. s_callers]);
        var expected = Write(rules);
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = Cultures.Strange;
            Assert.That(Write(RuleSet.For(RealDocuments.Sample, Section.Synthetics, Section.Webhooks)), Is.EqualTo(expected));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Test]
    public void It_matches_the_gallery([Values("webhooks", "with-ipv6")] string sample)
        => Approved.Verify(
            $"{new AwsWafEmitter(new() { Output = output }).Name}-{sample}{Extension}",
            Write(Samples.Single(one => one.Name == sample).Rules)
                .Replace($"FirewallRules {OutputHeader.ToolVersion}.", "FirewallRules X.Y.Z.", StringComparison.Ordinal));

    private string Extension => output switch { AwsWafOutput.Cli => ".sh", AwsWafOutput.Terraform => ".tf", _ => ".json" };

    // Every other /24, so that no two can be merged.
    private static RuleSet Scattered(int count)
    {
        var prefixes = Enumerable.Range(0, count).Select(i => Cidr.Parse($"44.{i / 128}.{2 * (i % 128)}.0/24"));
        return RuleSet.Of(Rule.Ingress(Sets.Of([.. prefixes]), Protocol.Tcp, 443, "many"));
    }

    private string Write(RuleSet rules, AwsWafOptions? options = null) => rules.ToAwsWaf((options ?? new()) with { Output = output });

    private IReadOnlyList<AwsWafReader.IpSet> Read(RuleSet rules, AwsWafOptions? options = null) => AwsWafReader.Read(output, Write(rules, options));
}

using System.Text.Json.Nodes;
using FirewallRules.Tests.IpRanges;

namespace FirewallRules.Tests.Emitters.PlainList;

public sealed class PlainListTests
{
    private static readonly RuleSet Nothing = RuleSet.Of(Rule.Egress(AddressSet.Empty, Protocol.Tcp, 443, "nobody"));

    [Test]
    public void Lines_are_the_smallest_list_of_all_rules()
    {
        var rules = RuleSet.Of(
            Rule.Egress(Sets.Of("192.0.2.0/25", "2001:db8::/32"), Protocol.Tcp, 443, "a"),
            Rule.Ingress(Sets.Of("192.0.2.128/25", "10.0.0.0/8"), Protocol.Udp, 53, "b"));

        Assert.That(rules.ToPlainList(), Is.EqualTo("10.0.0.0/8\n192.0.2.0/24\n2001:db8::/32\n"));
    }

    [Test]
    public void Lines_are_the_addresses_of_real_documents()
    {
        foreach (var version in RealDocuments.Versions)
        {
            var document = RealDocuments.Parse(version);
            var rules = RuleSet.For(document, [.. document.Sections.Select(section => (SectionSelection)section.Section)]);
            var lines = rules.ToPlainList();
            var addresses = document.Sections.Aggregate(AddressSet.Empty, (set, section) => set.Union(section.Addresses));
            Assert.That(AddressSet.Parse(lines), Is.EqualTo(addresses));
            Assert.That(lines.TrimEnd('\n').Split('\n'), Is.EqualTo(addresses.Select(prefix => prefix.ToString())));
        }
    }

    [TestCase(PlainListOutput.Lines, "")]
    [TestCase(PlainListOutput.Json, "[]\n")]
    [TestCase(PlainListOutput.Csv, "direction,protocol,ports,family,prefix,sections,sources\n")]
    public void An_empty_list_is_written_only_on_request(PlainListOutput output, string expected)
    {
        using var writer = new StringWriter();

        Assert.That(
            () => Nothing.ToPlainList(writer, new PlainListOptions { Output = output }),
            Throws.TypeOf<RuleNotSupportedException>().With.Property("Reason").EqualTo(RuleNotSupportedReason.NoRules));
        Assert.That(writer.ToString(), Is.Empty);
        Assert.That(Nothing.ToPlainList(new PlainListOptions { Output = output, AllowEmpty = true }), Is.EqualTo(expected));
    }

    [Test]
    public void Lines_do_not_express_any_address([Values] bool asHalves, [Values(IpFamily.IPv4, IpFamily.IPv6)] IpFamily family)
    {
        string[] halves = family == IpFamily.IPv4 ? ["0.0.0.0/1", "128.0.0.0/1"] : ["::/1", "8000::/1"];
        var rules = asHalves
            ? RuleSet.Of([.. halves.Select((half, i) => Rule.Egress(Sets.Of(half), Protocol.Tcp, 443 + i, half))])
            : RuleSet.Of(Rule.Egress(family == IpFamily.IPv4 ? Remote.AnyIPv4 : Remote.AnyIPv6, Protocol.Tcp, 80));

        Assert.That(
            () => rules.ToPlainList(),
            Throws.TypeOf<RuleNotSupportedException>().With.Property("Reason").EqualTo(RuleNotSupportedReason.AnyNotSupported)
                .And.Property("Family").EqualTo(family));
    }

    [Test]
    public void Rows_say_any_address()
    {
        var rules = RuleSet.Of(Rule.Egress(Remote.Any, Protocol.Udp, 123, "ntp"));

        Assert.That(
            rules.ToPlainList(new PlainListOptions { Output = PlainListOutput.Csv }),
            Does.EndWith("\negress,udp,123,ipv4,0.0.0.0/0,\"ntp\",\"\"\negress,udp,123,ipv6,::/0,\"ntp\",\"\"\n"));
        Assert.That(
            JsonNode.Parse(rules.ToPlainList(new PlainListOptions { Output = PlainListOutput.Json }))!.AsArray().Select(row => (string)row!["prefix"]!),
            Is.EqualTo(new[] { "0.0.0.0/0", "::/0" }));
    }

    [TestCase("=HYPERLINK(1)", "?HYPERLINK(1)")]
    [TestCase("+1", "?1")]
    [TestCase("-1", "?1")]
    [TestCase("@SUM(1)", "?SUM(1)")]
    [TestCase("a\"b,c", "a?b,c")]
    public void A_label_is_no_formula_and_stays_in_its_field(string label, string shown)
        => Assert.That(
            RuleSet.Of(Rule.Egress(Sets.Of("192.0.2.0/24"), Protocol.Tcp, 443, label)).ToPlainList(new() { Output = PlainListOutput.Csv }),
            Does.EndWith($"\negress,tcp,443,ipv4,192.0.2.0/24,\"{shown}\",\"\"\n"));

    [Test]
    public void Several_labels_and_ports_are_separated()
    {
        var rules = RuleSet.For(RealDocuments.Sample, Section.Agents, Section.Logs);

        Assert.That(rules.ToPlainList(new() { Output = PlainListOutput.Csv }), Does.Contain("\negress,tcp,443,ipv4,3.233.144.0/20,\"agents;logs\",\"us1 v59"));
        Assert.That(rules.ToPlainList(new() { Output = PlainListOutput.Json }), Does.Contain("\"sections\": [\"agents\", \"logs\"]"));
        Assert.That(
            RuleSet.Of(Rule.Egress(Sets.Of("192.0.2.0/24"), Protocol.Tcp, [80, new(8000, 8100)])).ToPlainList(new() { Output = PlainListOutput.Csv }),
            Does.Contain("\negress,tcp,80 8000-8100,ipv4,"));
    }
}

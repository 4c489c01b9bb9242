using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using FirewallRules.Emitters;
using FirewallRules.Tests.IpRanges;

namespace FirewallRules.Tests.Emitters.Azure;

/// <summary>IP groups contain the IPv4 addresses of the rules, and prefixes stay where they are when the rules grow.</summary>
public sealed class AzureIpGroupTests
{
    private static readonly AzureIpGroupOptions Bicep = new() { Output = AzureIpGroupOutput.Bicep };

    [Test]
    public void Contain_exactly_the_IPv4_addresses_of_each_rule()
    {
        foreach (var rules in SampleRules.All.Select(sample => sample.Rules))
        {
            var read = Groups(rules.ToAzureIpGroups());
            var expected = rules.WithMergedLabels().Rules.Where(rule => !rule.Remote.Addresses.IPv4.IsEmpty).ToDictionary(
                rule => $"{rule.Direction} {rule.Protocol} {string.Join(',', rule.Ports)}".ToLowerInvariant(),
                rule => rule.Remote.Addresses.IPv4,
                StringComparer.Ordinal);

            Assert.That(
                read.ToDictionary(
                    group => $"{group.Tags["direction"]} {group.Tags["protocol"]} {group.Tags["ports"]}", group => group.Addresses, StringComparer.Ordinal),
                Is.EquivalentTo(expected));
        }
    }

    [Test]
    public void What_has_no_IP_group_is_in_the_header()
    {
        var output = SampleRules.Mix.ToAzureIpGroups(Bicep);

        Assert.That(
            output,
            Does.Contain("Skipped, because a rule for any address needs no IP group: egress tcp 80")
                .And.Contain("does not process IPv6: the IPv6 addresses of egress tcp 443\n").And.Contain("version 59").And.Not.Contain("2600:")
                .And.Contain("they allow nothing until rules of an Azure Firewall refer to them").And.Not.Contain("default policy"));
        Assert.That(
            () => RuleSet.Of(Rule.Egress(Sets.Of("2001:db8::/32"), Protocol.Tcp, 443)).ToAzureIpGroups(),
            Throws.TypeOf<RuleNotSupportedException>().With.Property("Reason").EqualTo(RuleNotSupportedReason.NoRules));
    }

    [Test]
    public void Growth_over_the_limit_moves_addresses_only_to_new_groups_which_are_written_first()
    {
        var before = Placement(Scattered(4990));
        Assert.That(before.Values.Distinct(StringComparer.Ordinal), Is.EqualTo(new[] { "datadog-egress-tcp-443" }));
        foreach (var count in new[] { 5000, 5001, 9000, 12_000, 30_000 })
        {
            var output = RuleSet.Of(Rule.Egress(Scattered(count), Protocol.Tcp, 443)).ToAzureIpGroups();
            var groups = Groups(output);
            var after = Placement(groups);
            var names = before.Values.ToHashSet(StringComparer.Ordinal);

            Assert.That(after, Has.Count.EqualTo(count));
            Assert.That(groups.Select(group => group.Addresses.CountPrefixes()), Is.All.InRange(1, 5000));
            Assert.That(before.Where(pair => after[pair.Key] != pair.Value && names.Contains(after[pair.Key])), Is.Empty, "moves to new groups only");
            Assert.That(groups.Select(group => group.After), Is.EqualTo(groups.Skip(1).Select(group => group.Name).Append(null)), "new ones come first");
            before = after;
        }
    }

    [Test]
    public void More_groups_than_a_firewall_can_use_are_refused()
    {
        var rules = RuleSet.Of([.. Enumerable.Range(1, 201).Select(port => Rule.Egress(Sets.Of($"10.0.{port}.0/24"), Protocol.Tcp, port * 2))]);
        using var writer = new StringWriter();
        var refusal = Assert.Throws<LimitExceededException>(() => rules.ToAzureIpGroups(writer));

        Assert.That((refusal!.Limit, refusal.Needed, writer.ToString()), Is.EqualTo((200L, 201L, "")));
    }

    [Test]
    public void An_update_is_the_complete_output_with_the_groups_to_delete()
    {
        var (old, updated) = (RuleSet.For(RealDocuments.Sample, Section.Logs, Section.Webhooks), RuleSet.For(RealDocuments.Sample, Section.Logs));
        var update = updated.EmitUpdate(old, new AzureIpGroupEmitter(Bicep));

        Assert.That(update, Does.Match("No longer needed, delete them when no rule refers to them: datadog-ingress-tcp-[0-9_]+\n"));
        Assert.That(WithoutHeader(update), Is.EqualTo(WithoutHeader(updated.ToAzureIpGroups(Bicep))));
        Assert.That(updated.EmitUpdate(updated, new AzureIpGroupEmitter(Bicep)), Is.Empty);
    }

    [TestCase("'; x '")]
    [TestCase("${x}")]
    [TestCase("[x]")]
    [TestCase("x\n}\nresource y")]
    [TestCase("\"")]
    public void Hostile_text_remains_text(string text)
    {
        var rules = RuleSet.Of(Rule.Egress(Sets.Of("192.0.2.0/24"), Protocol.Tcp, 443, text));

        Assert.That(Groups(rules.ToAzureIpGroups()).Single().Tags["purpose"], Does.Match("^[ a-zA-Z0-9._:/,=+()?-]*$"));
        Assert.That(rules.ToAzureIpGroups(Bicep), Does.Match("\\A[\\n\\x20-\\x7e]*\\n\\z").And.Match("\n    purpose: '[ a-zA-Z0-9._:/,=+()?-]*'\n"));
    }

    [Test]
    public void Is_the_same_in_every_culture()
    {
        var culture = CultureInfo.CurrentCulture;
        var rules = RuleSet.Of(Rule.Egress(Scattered(5001), Protocol.Tcp, 443));
        var expected = rules.ToAzureIpGroups(Bicep) + rules.ToAzureIpGroups();
        try
        {
            CultureInfo.CurrentCulture = Cultures.Strange;
            Assert.That(rules.ToAzureIpGroups(Bicep) + rules.ToAzureIpGroups(), Is.EqualTo(expected));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [TestCase(AzureIpGroupOutput.Arm, ".json")]
    [TestCase(AzureIpGroupOutput.Bicep, ".bicep")]
    public void Matches_the_gallery(AzureIpGroupOutput output, string extension)
        => Approved.Verify(
            $"azure-ip-groups-{output.ToString().ToLowerInvariant()}-mix{extension}",
            SampleRules.Mix.ToAzureIpGroups(new() { Output = output })
                .Replace($"FirewallRules {OutputHeader.ToolVersion}.", "FirewallRules X.Y.Z.", StringComparison.Ordinal));

    private static string WithoutHeader(string bicep) => string.Join('\n', bicep.Split('\n').Where(line => !line.StartsWith("//", StringComparison.Ordinal)));

    private static Dictionary<string, string> Placement(AddressSet addresses)
        => Placement(Groups(RuleSet.Of(Rule.Egress(addresses, Protocol.Tcp, 443)).ToAzureIpGroups()));

    private static Dictionary<string, string> Placement(IReadOnlyList<Group> groups)
        => groups.SelectMany(group => group.Addresses.Select(prefix => (Prefix: prefix.ToString(), group.Name)))
            .ToDictionary(pair => pair.Prefix, pair => pair.Name, StringComparer.Ordinal);

    private static List<Group> Groups(string arm)
        => [.. JsonNode.Parse(arm)!["resources"]!.AsArray().Select(resource => new Group(
            (string)resource!["name"]!,
            resource["tags"]!.AsObject().ToDictionary(tag => tag.Key, tag => (string)tag.Value!, StringComparer.Ordinal),
            AddressSet.Of([.. resource["properties"]!["ipAddresses"]!.AsArray().Select(address => Cidr.Parse((string)address!))]),
            ((string?)resource["dependsOn"]?.AsArray().Single())?.Split('\'')[3]))];

    // Every other /24, so that no two can be merged.
    private static AddressSet Scattered(int count)
        => Sets.Of([.. Enumerable.Range(0, count).Select(i => new Cidr(
            new IPAddress([(byte)(44 + (i / 32_768)), (byte)(i / 128 % 256), (byte)(2 * (i % 128)), 0]), 24))]);

    private sealed record Group(string Name, IReadOnlyDictionary<string, string> Tags, AddressSet Addresses, string? After);
}

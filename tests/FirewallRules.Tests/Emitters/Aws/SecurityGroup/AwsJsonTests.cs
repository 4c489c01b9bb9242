using System.Text.Json.Nodes;
using FirewallRules.Tests.Emitters.Readers;
using FirewallRules.Tests.IpRanges;

namespace FirewallRules.Tests.Emitters.Aws;

/// <summary>The permissions as JSON: one shape for all rules, and the input of one call.</summary>
public sealed class AwsJsonTests
{
    private static readonly AwsSecurityGroupOptions s_json = new() { Output = AwsSecurityGroupOutput.Json };
    private static readonly AwsSecurityGroupOptions s_input = new() { Output = AwsSecurityGroupOutput.CliInput };

    private static readonly RuleSet s_webhooks = RuleSet.For(RealDocuments.Sample, Section.Webhooks);
    private static readonly RuleSet s_synthetics = RuleSet.For(RealDocuments.Sample, Section.Synthetics);

    private static IEnumerable<TestCaseData> Shapes()
    {
        yield return new TestCaseData(SampleRules.Logs, s_json, 1) { TestName = "one direction" };
        yield return new TestCaseData(s_webhooks, s_json, 1) { TestName = "the other direction" };
        yield return new TestCaseData(SampleRules.Mix, s_json, 1) { TestName = "both directions" };
        yield return new TestCaseData(s_synthetics, s_json with { OnOverflow = OnOverflow.Split }, 3) { TestName = "several groups" };
        yield return new TestCaseData(s_webhooks, s_json with { OnOverflow = OnOverflow.Split }, 1) { TestName = "split, one group" };
        yield return new TestCaseData(s_synthetics, s_json with { OnOverflow = OnOverflow.Summarize }, 1) { TestName = "summarized" };
    }

    [TestCaseSource(nameof(Shapes))]
    public void The_shape_does_not_depend_on_the_rules(RuleSet rules, AwsSecurityGroupOptions options, int groups)
    {
        var json = JsonNode.Parse(rules.ToAwsSecurityGroup(options))!.AsObject();

        Assert.That(json.Select(property => property.Key), Is.EqualTo(new[] { "comment", "groups" }));
        Assert.That(json["groups"]!.AsArray(), Has.Count.EqualTo(groups));
        foreach (var group in json["groups"]!.AsArray())
        {
            Assert.That(group!.AsObject().Select(property => property.Key), Is.Not.Empty.And.SubsetOf(new[] { "egress", "ingress" }));
            foreach (var (_, permissions) in group.AsObject())
            {
                CheckPermissions(permissions!.AsArray());
            }
        }
    }

    [Test]
    public void An_update_has_the_objects_of_groups_and_no_direction_that_does_not_change()
    {
        var update = RuleSet.Of(One("192.0.2.0/24"), One("198.51.100.0/24")).EmitUpdate(RuleSet.Of(One("192.0.2.0/24")), new AwsSecurityGroupEmitter(s_json));
        var json = JsonNode.Parse(update)!.AsObject();

        Assert.That(json.Select(property => property.Key), Is.EqualTo(new[] { "comment", "authorize", "revoke" }));
        Assert.That(json["authorize"]!.AsObject().Select(property => property.Key), Is.EqualTo(new[] { "egress" }));
        Assert.That(json["revoke"]!.AsObject(), Is.Empty);

        static Rule One(string prefix) => Rule.Egress(Sets.Of(prefix), Protocol.Tcp, 443);
    }

    [Test]
    public void The_input_of_a_call_has_the_permissions_and_nothing_else()
    {
        var json = JsonNode.Parse(SampleRules.Logs.ToAwsSecurityGroup(s_input))!.AsObject();

        Assert.That(json.Select(property => property.Key), Is.EqualTo(new[] { "IpPermissions" }));
        CheckPermissions(json["IpPermissions"]!.AsArray());
        Assert.That(
            AwsReader.Allowed(AwsReader.Read("aws-cli-json", json.ToJsonString())).DifferenceFrom(Allowed.By(SampleRules.Logs)), Is.Null);
    }

    [Test]
    public void The_input_of_a_call_is_as_approved() => Approved.Verify("aws-cli-json-logs.json", SampleRules.Logs.ToAwsSecurityGroup(s_input));

    [TestCase(OnOverflow.Split, EmitterOptionsError.SplitNotSupported)]
    [TestCase(OnOverflow.Summarize, EmitterOptionsError.SummarizeNotSupported)]
    [TestCase(OnOverflow.PrefixList, EmitterOptionsError.PrefixListNotSupported)]
    public void The_input_of_a_call_is_for_one_group(OnOverflow overflow, EmitterOptionsError error)
        => Assert.That(
            () => SampleRules.Logs.ToAwsSecurityGroup(s_input with { OnOverflow = overflow }),
            Throws.TypeOf<EmitterOptionsException>().With.Property("Error").EqualTo(error));

    [Test]
    public void Permissions_create_no_prefix_list()
        => Assert.That(
            () => SampleRules.Logs.ToAwsSecurityGroup(s_json with { OnOverflow = OnOverflow.PrefixList }),
            Throws.TypeOf<EmitterOptionsException>().With.Property("Error").EqualTo(EmitterOptionsError.PrefixListNotSupported));

    [Test]
    public void The_input_of_a_call_is_for_one_direction_and_has_no_update()
    {
        using var writer = new StringWriter();
        var both = RuleSet.For(RealDocuments.Sample, Section.Logs, Section.Webhooks);
        var reason = Assert.Throws<RuleNotSupportedException>(() => both.ToAwsSecurityGroup(writer, s_input))!.Reason;
        var emitter = new AwsSecurityGroupEmitter(s_input);

        Assert.That((reason, writer.ToString()), Is.EqualTo((RuleNotSupportedReason.BothDirectionsNotSupported, "")));
        Assert.That(
            () => RuleSet.For(RealDocuments.Sample, Section.Logs).EmitUpdate(RuleSet.For(RealDocuments.Sample, Section.Agents), emitter, writer),
            Throws.TypeOf<RuleNotSupportedException>().With.Property("Reason").EqualTo(RuleNotSupportedReason.UpdateNotSupported));
        Assert.That(RuleSet.For(RealDocuments.Sample, Section.Logs).EmitUpdate(RuleSet.For(RealDocuments.Sample, Section.Logs), emitter), Is.Empty);
        Assert.That(
            () => RuleSet.Of(Rule.Egress(AddressSet.Empty, Protocol.Tcp, 1)).ToAwsSecurityGroup(s_input),
            Throws.TypeOf<RuleNotSupportedException>().With.Property("Reason").EqualTo(RuleNotSupportedReason.NoRules));
    }

    [Test]
    public void A_refusal_offers_only_what_the_output_can_do()
    {
        var rules = s_synthetics;
        var json = Assert.Throws<LimitExceededException>(() => rules.ToAwsSecurityGroup(s_json))!;
        var input = Assert.Throws<LimitExceededException>(() => rules.ToAwsSecurityGroup(s_input))!;

        Assert.That(json.Remedies.Select(remedy => remedy.Kind), Is.EqualTo(new[] { LimitRemedyKind.Split, LimitRemedyKind.Summarize }));
        Assert.That(input.Remedies, Is.EqualTo(new[] { new LimitRemedy(LimitRemedyKind.RaiseLimit, 90) }));
        Assert.That(() => rules.ToAwsSecurityGroup(s_input with { MaxRules = 90 }), Throws.Nothing, "the advice works");
    }

    private static void CheckPermissions(JsonArray permissions)
        => Assert.That(
            permissions.SelectMany(permission => permission!.AsObject().Select(property => property.Key)).Distinct(StringComparer.Ordinal),
            Is.Not.Empty.And.SubsetOf(new[] { "IpProtocol", "FromPort", "ToPort", "IpRanges", "Ipv6Ranges" }));
}

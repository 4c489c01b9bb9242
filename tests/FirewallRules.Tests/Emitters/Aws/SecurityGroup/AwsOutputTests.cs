using FirewallRules.Emitters;
using FirewallRules.Tests.Emitters.Readers;

namespace FirewallRules.Tests.Emitters.Aws;

/// <summary>Names, descriptions, and what an update changes.</summary>
public sealed class AwsOutputTests
{
    [TestCase("'\"<>|~%?\\")]
    [TestCase("\u00e9\u2028\U0001F600")]
    [TestCase("${x} %{y} `z`")]
    public void Descriptions_have_only_characters_that_AWS_accepts(string label)
    {
        foreach (var output in Enum.GetValues<AwsSecurityGroupOutput>())
        {
            var emitter = new AwsSecurityGroupEmitter(new() { Output = output });
            var permission = AwsReader.Read(emitter.Name, One(label).Emit(emitter)).Single();
            Assert.That(permission.Description, Does.Match("^fwrules:datadog [a-zA-Z0-9 ._:/,@=+()-]*$"));
        }
    }

    [Test]
    public void Descriptions_are_cut_at_255_characters()
    {
        var room = 255 - "fwrules:datadog ".Length;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Description(new string('x', room)), Has.Length.EqualTo(255).And.EndsWith("xx"));
            Assert.That(Description(new string('x', room + 1)), Has.Length.EqualTo(255).And.EndsWith("x..."));
            Assert.That(Description("blanks at the end   "), Is.EqualTo("fwrules:datadog blanks at the end"));
        }

        static string Description(string label) => AwsReader.Read("aws-cli", One(label).ToAwsSecurityGroup()).Single().Description;
    }

    [TestCase("a?b")]
    [TestCase("a'b")]
    [TestCase("a\nb")]
    public void A_description_that_AWS_refuses_is_never_written(string description)
    {
        Assert.That(() => AwsDescriptions.Checked(description), Throws.InvalidOperationException);
        Assert.That(() => AwsDescriptions.Checked(new string('x', 256)), Throws.InvalidOperationException);
        Assert.That(AwsDescriptions.Checked("a-zA-Z0-9 ._-:/()#,@[]+=&;{}!$*"), Is.Not.Empty);
    }

    [TestCase("a\"b\\c", "\"a\\\"b\\\\c\"")]
    [TestCase("${x} %{y} $x %", "\"$${x} %%{y} $x %\"")]
    [TestCase("a\nb\tc\r", "\"a\\nb\\tc\\r\"")]
    public void Terraform_strings_are_not_interpolated(string text, string quoted) => Assert.That(HclWriter.Quoted(text), Is.EqualTo(quoted));

    [TestCase("")]
    [TestCase("sg-mine")]
    [TestCase("com.amazonaws.x")]
    [TestCase("Datadog")]
    [TestCase("1st")]
    [TestCase("seventeen-letters")]
    public void Names_that_AWS_keeps_are_refused(string prefix)
        => Assert.That(() => new AwsSecurityGroupOptions { NamePrefix = prefix }, Throws.ArgumentException);

    [Test]
    public void Numbers_are_checked()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => new AwsSecurityGroupOptions { MaxRules = 0 }, Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => new AwsSecurityGroupOptions { MaxRules = 1001 }, Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => new AwsSecurityGroupOptions { PrefixListSize = 0 }, Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => new AwsSecurityGroupOptions { OnOverflow = (OnOverflow)9 }, Throws.TypeOf<ArgumentOutOfRangeException>());
        }
    }

    [Test]
    public void Any_appears_only_where_it_was_requested()
    {
        foreach (var one in AwsCases.Gallery.Concat(AwsCases.More).Where(one => !AwsCases.Widens(one.Emitter)))
        {
            var whole = AwsReader.Read(one.Emitter.Name, SampleRules.Mix.Emit(one.Emitter)).Where(p => p.Remote == Sets.All(p.Family));
            Assert.That(
                whole.Select(p => $"{p.Direction} {p.Protocol} {p.Ports} {p.Family}"),
                Is.EquivalentTo(new[] { "Egress Tcp 80 IPv4", "Egress Tcp 80 IPv6", "Ingress Udp 51820 IPv4" }),
                one.Name);
        }
    }

    [TestCase(AwsSecurityGroupOutput.CloudFormation)]
    [TestCase(AwsSecurityGroupOutput.Terraform)]
    public void A_new_version_with_one_prefix_more_changes_one_resource(AwsSecurityGroupOutput output)
    {
        var (before, after) = (Lines(1, "\"192.0.2.0/24\""), Lines(2, "\"192.0.2.0/24\",\"198.51.100.0/24\""));

        // The last of a list has no comma behind it in JSON.
        Assert.That(after.Except(before, StringComparer.Ordinal).Count(), Is.EqualTo(1));
        Assert.That(before.Except(after, StringComparer.Ordinal), Is.Empty);

        IEnumerable<string> Lines(int version, string prefixes)
        {
            var document = IpRangesDocument.Parse(
                $$$"""{"version":{{{version}}},"modified":"2024-10-1{{{version}}}-00-00-00","agents":{"prefixes_ipv4":[{{{prefixes}}}]}}""");
            var text = RuleSet.For(document, Section.Agents).ToAwsSecurityGroup(new() { Output = output });
            return text[text.IndexOf(output == AwsSecurityGroupOutput.Terraform ? "resource" : "\"Resources\"", StringComparison.Ordinal)..]
                .Split('\n')
                .Select(line => line.TrimEnd(','));
        }
    }

    [Test]
    public void Only_the_script_revokes_the_default_and_never_to_nothing()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(SampleRules.Logs.ToAwsSecurityGroup(new() { RevokeDefaultEgress = true }), Does.Contain("\nrevoke_default_egress=1\n"));
            Assert.That(
                SampleRules.Logs.ToAwsSecurityGroup(),
                Does.Contain("\nrevoke_default_egress=0\n").And.Contain("A new security group allows all egress"));
            foreach (var output in Enum.GetValues<AwsSecurityGroupOutput>().Where(output => output != AwsSecurityGroupOutput.Cli))
            {
                Assert.That(
                    () => SampleRules.Logs.ToAwsSecurityGroup(new() { RevokeDefaultEgress = true, Output = output }),
                    Throws.TypeOf<EmitterOptionsException>()
                        .With.Property("Error").EqualTo(EmitterOptionsError.RevokeDefaultEgressNeedsScript));
            }

            var ingress = RuleSet.Of(Rule.Ingress(Sets.Of("192.0.2.0/24"), Protocol.Tcp, 443));
            Assert.That(
                () => ingress.ToAwsSecurityGroup(new() { RevokeDefaultEgress = true }),
                Throws.TypeOf<RuleNotSupportedException>().With.Property("Direction").EqualTo(Direction.Egress));
            Assert.That(ingress.ToAwsSecurityGroup(), Does.Contain("\nallows_egress=0\n").And.Contain("\ndirections='ingress'\n"));
        }
    }

    private static RuleSet One(string label) => RuleSet.Of(Rule.Egress(Sets.Of("192.0.2.0/24"), Protocol.Tcp, 443, label));
}

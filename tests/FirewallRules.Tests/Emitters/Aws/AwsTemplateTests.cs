using FirewallRules.Emitters;

namespace FirewallRules.Tests.Emitters.Aws;

/// <summary>Templates that AWS accepts only from S3 say so, and those that it does not accept at all are refused.</summary>
public sealed class AwsTemplateTests
{
    private const string FromBucket = "only from S3";

    [Test]
    public void A_template_above_51200_bytes_says_that_it_needs_a_bucket()
    {
        var small = Rules(100).ToAwsSecurityGroup(new() { Output = AwsSecurityGroupOutput.CloudFormation, MaxRules = 100 });
        var large = Rules(250).ToAwsSecurityGroup(new() { Output = AwsSecurityGroupOutput.CloudFormation, MaxRules = 250 });

        Assert.That(small, Has.Length.LessThan(AwsLimits.TemplateBytesInCall).And.Not.Contain(FromBucket));
        Assert.That(large, Has.Length.GreaterThan(AwsLimits.TemplateBytesInCall).And.Contain(FromBucket));
    }

    [Test]
    public void The_limit_is_inclusive()
    {
        for (var padding = 0; ; padding++)
        {
            var template = new AwsTemplate(new string('x', 50_000 + padding));
            using var writer = new StringWriter();
            template.Write(writer, []);
            var text = writer.ToString();
            if (text.Contains(FromBucket, StringComparison.Ordinal))
            {
                using var before = new StringWriter();
                new AwsTemplate(new string('x', 50_000 + padding - 1)).Write(before, []);
                Assert.That(before.ToString(), Has.Length.EqualTo(AwsLimits.TemplateBytesInCall));
                return;
            }
        }
    }

    [Test]
    public void A_template_above_one_megabyte_is_refused()
    {
        using var writer = new StringWriter();
        var refusal = Assert.Throws<LimitExceededException>(() => new AwsTemplate(new string('x', AwsLimits.TemplateBytes)).Write(writer, []))!;

        Assert.That((refusal.Limit, writer.ToString()), Is.EqualTo((1_000_000L, "")));
        Assert.That(refusal.Needed, Is.GreaterThan(refusal.Limit));
    }

    private static RuleSet Rules(int count)
        => RuleSet.Of(Rule.Egress(Sets.Of([.. Enumerable.Range(0, count).Select(i => Cidr.Parse($"44.{i}.0.0/24"))]), Protocol.Tcp, 443, "some"));
}

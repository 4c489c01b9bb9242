namespace FirewallRules.Tests.Emitters;

/// <summary>A direction whose sections are published empty is still a direction that was asked for.</summary>
public sealed class DirectionTests
{
    private static readonly RuleSet Rules = RuleSet.For(
        IpRangesDocument.Parse("""{"logs":{"prefixes_ipv4":["192.0.2.0/24"]},"webhooks":{"prefixes_ipv4":[]}}"""), Section.Logs, Section.Webhooks);

    [Test]
    public void Its_chain_is_emptied_because_an_older_document_may_have_filled_it()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Rules.ToNftables(), Does.Contain("flush chain inet filter datadog_ingress\n"));
            Assert.That(
                Rules.ToNftables(new() { Output = NftablesOutput.Json }),
                Does.Contain("""{"flush":{"chain":{"family":"inet","table":"filter","name":"datadog_ingress"}}}"""));
            Assert.That(Rules.ToIptables(new() { Output = IptablesOutput.RestoreIPv4 }), Does.Contain("\n:DATADOG-INGRESS - [0:0]\n"));
            Assert.That(Rules.ToIptables(), Does.Contain("\n:DATADOG-INGRESS - [0:0]\n"));
        }
    }

    [Test]
    public void Its_chain_is_removed()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Rules.ToNftables(new() { Remove = true }), Does.Contain("delete chain inet filter datadog_ingress\n"));
            Assert.That(Rules.ToIptables(new() { Remove = true }), Does.Contain("iptables -w 5 -X DATADOG-INGRESS"));
        }
    }

    [Test]
    public void A_default_deny_that_would_block_all_traffic_is_refused()
    {
        var deny = new DefaultDeny { Action = DenyAction.Drop };
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                () => Rules.ToNftables(new() { Mode = NftablesMode.Table, DefaultDeny = deny }),
                Throws.TypeOf<RuleNotSupportedException>().With.Property("Direction").EqualTo(Direction.Ingress));
            Assert.That(() => Rules.ToIptables(new() { DefaultDeny = deny }), Throws.TypeOf<RuleNotSupportedException>());
        }
    }

    // A table of our own is replaced as a whole: the chain of the other direction, which an older request may have left, is removed.
    [Test]
    public void A_direction_without_rules_is_not_changed([ValueSource(typeof(EmitterCases), nameof(EmitterCases.All))] EmitterCase one)
    {
        // The script for AWS reads all rules of a group, and then looks at those of its directions alone.
        // A policy of firewalld names the zone that connections come from, which is the host itself here.
        var lines = SampleRules.Logs.Emit(one.Emitter)
            .Replace("ingress-zone", "", StringComparison.Ordinal)
            .Replace("? \"egress\" : \"ingress\"", "", StringComparison.Ordinal).Split('\n');
        var kept = lines.Where((_, i) => !lines[i..Math.Min(i + 3, lines.Length)]
            .Any(line => line.Contains("delete", StringComparison.Ordinal) && line.Contains("chain", StringComparison.Ordinal)));
        Assert.That(string.Join('\n', kept), Does.Not.Contain("INGRESS").And.Not.Contain("ingress").And.Not.Contain("INPUT").And.Not.Contain(" input"));
    }
}

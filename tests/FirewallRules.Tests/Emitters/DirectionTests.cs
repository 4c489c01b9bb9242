using System.Text.RegularExpressions;

namespace FirewallRules.Tests.Emitters;

/// <summary>A direction whose sections are published empty is still a direction that was asked for.</summary>
public sealed class DirectionTests
{
    // Headers, and the commands for chains of the project itself, which must not keep the rules of a former selection.
    private static readonly Regex OwnChain = new(
        "^#|^\\{\"metainfo\"|^(add|flush|delete) chain |^\\{\"(add|flush|delete)\":\\{\"chain\"",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking);

    // A restore file empties the chains of a former selection.
    private static readonly Regex EmptyChain = new("^:[A-Z-]+ - \\[0:0\\]$", RegexOptions.NonBacktracking);

    // Forwarded traffic has no direction, so there ingress rules have an effect.
    private static readonly Regex Explained = new(
        "^# (Allows ingress .*: office|Forwarded connections .*)$|--comment \"office\"",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking);

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
            Assert.That(Rules.ToIptables(new() { Remove = true }), Does.Contain("\nremove_chain iptables DATADOG-INGRESS INPUT\n"));
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

    [Test]
    public void The_chains_of_a_former_selection_are_emptied_by_a_restore_file()
        => Assert.That(
            SampleRules.Logs.ToIptables(new() { Output = IptablesOutput.RestoreIPv6 }),
            Does.Contain("\n:DATADOG-INGRESS - [0:0]\n:DATADOG-FORWARD - [0:0]\n-A DATADOG-EGRESS "));

    // The chain of the other direction, which an older request may have left, is removed from a table of our own, and by scripts for iptables.
    [Test]
    public void A_direction_without_rules_is_not_changed([ValueSource(typeof(EmitterCases), nameof(EmitterCases.All))] EmitterCase one)
    {
        if (one.Emitter is IptablesEmitter or IpsetEmitter && one.Name.Contains("remove", StringComparison.Ordinal))
        {
            Assert.Pass("it removes all chains with the name prefix");
        }

        // The script for AWS reads all rules of a group, and then looks at those of its directions alone.
        // A policy of firewalld names the zone that connections come from, which is the host itself here.
        var lines = SampleRules.Logs.Emit(one.Emitter)
            .Replace("ingress-zone", "", StringComparison.Ordinal)
            .Replace("? \"egress\" : \"ingress\"", "", StringComparison.Ordinal).Split('\n');
        var kept = one.Emitter is NftablesEmitter ? lines.Where(line => !OwnChain.IsMatch(line)) : lines
            .Where(line => !line.StartsWith("remove_chain ", StringComparison.Ordinal) && !line.StartsWith("chains='", StringComparison.Ordinal)
                && !EmptyChain.IsMatch(line) && !Explained.IsMatch(line));
        Assert.That(string.Join('\n', kept), Does.Not.Contain("INGRESS").And.Not.Contain("ingress").And.Not.Contain("INPUT").And.Not.Contain(" input"));
    }

    [TestCase(NftablesMode.Include, "ingress")]
    [TestCase(NftablesMode.Table, "input", "forward")]
    public void The_chains_of_a_former_selection_are_emptied(NftablesMode mode, params string[] chains)
    {
        foreach (var output in Enum.GetValues<NftablesOutput>())
        {
            var lines = SampleRules.Logs.ToNftables(new() { Mode = mode, Output = output }).Split('\n');
            foreach (var chain in chains)
            {
                var verbs = lines.Where(line => OwnChain.IsMatch(line) && line.Contains($"datadog_{chain}", StringComparison.Ordinal))
                    .Where(line => !line.StartsWith('#') && !line.Contains("metainfo", StringComparison.Ordinal))
                    .Select(line => line.Trim('{', '"').Split(' ', '"')[0]);
                string[] expected = mode == NftablesMode.Include ? ["add", "flush"] : ["add", "flush", "delete"];
                Assert.That(verbs, Is.EqualTo(expected));
            }
        }
    }
}

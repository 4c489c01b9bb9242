using FirewallRules.Tests.Emitters.Readers;

namespace FirewallRules.Tests.Emitters;

/// <summary>Platforms that do not see loopback traffic skip loopback rules, but not rules that only overlap with loopback.</summary>
public sealed class LoopbackTests
{
    private static readonly string[] LeavingOut = ["windows", "netsh", "aws-cli", "aws-terraform", "azure-arm", "azure-bicep", "azure-cli", "azure-terraform"];

    [TestCaseSource(nameof(LeavingOut))]
    public void Loopback_is_removed_and_everything_else_kept(string format)
    {
        var emitter = BuiltInEmitters.All.Single(emitter => emitter.Name == format);
        var rules = RuleSet.Of(
            Rule.Egress(Sets.Of("127.0.0.0/8", "192.0.2.0/24", "::1/128"), Protocol.Tcp, 443, "both"),
            Rule.Egress(Sets.Of("127.0.0.53/32"), Protocol.Udp, 53, "resolver"),
            Rule.Egress(Sets.Of("96.0.0.0/3"), Protocol.Tcp, 80, "around"),
            Rule.Egress(Remote.AnyIPv4, Protocol.Tcp, 81, "any"));
        var left = RuleSet.Of(
            Rule.Egress(Sets.Of("192.0.2.0/24"), Protocol.Tcp, 443), Rule.Egress(Sets.Of("96.0.0.0/3"), Protocol.Tcp, 80),
            Rule.Egress(Remote.AnyIPv4, Protocol.Tcp, 81));
        var output = rules.Emit(emitter);

        Assert.That(OutputReader.Read(format, output).DifferenceFrom(Allowed.By(left)), Is.Null, output);
        Assert.That(output, Does.Contain(": egress tcp 443 to 127.0.0.0/8, ::1/128 (both)").And.Contain(": egress udp 53 to 127.0.0.53/32 (resolver)"));
        Assert.That(output, Does.Contain("Allows egress tcp 443 (1 IPv4 prefix, 0 IPv6 prefixes): both").And.Not.Contain("Allows egress udp 53"));
    }

    [Test]
    public void A_direction_that_has_only_loopback_rules_is_not_closed()
    {
        var rules = RuleSet.Of(Rule.Egress(Sets.Of("192.0.2.0/24"), Protocol.Tcp, 443, "out"), Rule.Ingress(Sets.Of("127.0.0.1/32"), Protocol.Tcp, 1, "in"));

        Assert.That(
            () => rules.ToAzureNsg(new AzureNsgOptions { DenyOtherTraffic = true }),
            Throws.TypeOf<RuleNotSupportedException>().With.Property("Direction").EqualTo(Direction.Ingress));
    }

    [Test]
    public void A_cover_does_not_count_loopback_addresses()
    {
        var rules = RuleSet.Of(Rule.Ingress(Sets.Of("127.0.0.1/32", "192.0.2.0/24"), Protocol.Tcp, 1, "in"));
        foreach (var emitter in BuiltInEmitters.All.OfType<IWideningEmitter>())
        {
            Assert.That(emitter.Cover(rules).Rules.Rules.Single().Remote.Addresses, Is.EqualTo(Sets.Of("192.0.2.0/24")));
        }
    }
}

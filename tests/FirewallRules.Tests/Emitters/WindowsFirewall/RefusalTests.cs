using FirewallRules.Tests.Emitters.Readers;

namespace FirewallRules.Tests.Emitters.WindowsFirewall;

/// <summary>Addresses that Windows refuses are refused and reported before anything is written.</summary>
[TestFixture(WindowsFirewallOutput.PowerShell)]
[TestFixture(WindowsFirewallOutput.Netsh)]
public sealed class RefusalTests(WindowsFirewallOutput output)
{
    [TestCase("::/128")]
    [TestCase("::/127")]
    [TestCase("::/64")]
    [TestCase("::/1")]
    [TestCase("ff00::/8")]
    [TestCase("ff02::1/128")]
    [TestCase("fe00::/7")]
    [TestCase("f000::/4")]
    public void Reports_the_cause_and_writes_nothing(string prefix)
    {
        var rules = RuleSet.Of(Rule.Egress(Sets.Of("192.0.2.0/24", "2001:db8::/32", prefix), Protocol.Udp, 5353, "a label"));
        using var writer = new StringWriter();

        Assert.That(
            () => rules.ToWindowsFirewall(writer, new() { Output = output }),
            Throws.TypeOf<RuleNotSupportedException>()
                .With.Property("Prefix").EqualTo(Cidr.Parse(prefix))
                .And.Message.Contains($"does not support {prefix},")
                .And.Message.Contains("'a label' (egress udp 5353)"));
        Assert.That(writer.ToString(), Is.Empty);
    }

    [TestCase("::2/127")]
    [TestCase("fe80::/10")]
    [TestCase("8000::/2")]
    [TestCase("224.0.0.0/4")]
    public void What_Windows_accepts_is_written(string prefix)
        => Assert.That(RuleSet.Of(Rule.Egress(Sets.Of(prefix), Protocol.Udp, 1)).ToWindowsFirewall(new() { Output = output }), Does.Contain(prefix));

    [Test]
    public void Any_is_written_only_for_both_families()
    {
        var (both, ipv4) = (Write(Remote.Any), Write(Remote.AnyIPv4));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(both, Does.Match("(remoteip=any\n|RemoteAddress = @\\(\n +'Any'\n)").And.Not.Contain("0.0.0.0"));
            Assert.That(
                ipv4,
                Does.Match("(0\\.0\\.0\\.0/1,128\\.0\\.0\\.0/1\n|'0\\.0\\.0\\.0/1'\n +'128\\.0\\.0\\.0/1'\n)")
                    .And.Not.Match("[^0-9]/0|\\(\n +'Any'|=any"));
            Assert.That(() => Write(Remote.AnyIPv6), Throws.TypeOf<RuleNotSupportedException>().With.Message.Contains("2000::/3"));
        }
    }

    [Test]
    public void Any_of_one_family_next_to_prefixes_of_the_other()
    {
        var rules = RuleSet.Of(Rule.Egress(Remote.AnyIPv4, Protocol.Tcp, 1, "a"), Rule.Egress(Sets.Of("2001:db8::/32"), Protocol.Tcp, 1, "a"));
        var text = rules.ToWindowsFirewall(new() { Output = output });

        Assert.That(OutputReader.Read(new WindowsFirewallEmitter(new() { Output = output }).Name, text).DifferenceFrom(Allowed.By(rules)), Is.Null, text);
        Assert.That(
            () => rules.Combine(RuleSet.Of(Rule.Egress(Remote.AnyIPv6, Protocol.Tcp, [1, 2], "a"))).ToWindowsFirewall(new() { Output = output }),
            Throws.TypeOf<RuleNotSupportedException>().With.Property("Reason").EqualTo(RuleNotSupportedReason.AnyIPv6WithoutAnyIPv4));
    }

    [Test]
    public void The_default_is_not_changed_and_the_header_explains_how_to_change_it()
    {
        var egress = SampleRules.Logs.ToWindowsFirewall(new() { Output = output });
        var ingress = RuleSet.Of(Rule.Ingress(Sets.Of("192.0.2.0/24"), Protocol.Tcp, 1)).ToWindowsFirewall(new() { Output = output });
        var closing = output == WindowsFirewallOutput.Netsh
            ? "# netsh advfirewall set allprofiles firewallpolicy blockinbound,blockoutbound\n"
            : "# Set-NetFirewallProfile -All -DefaultOutboundAction Block\n";
        using (Assert.EnterMultipleScope())
        {
            Assert.That(egress, Does.Contain("# Windows allows outgoing connections by default, so these rules have no effect").And.Contain(closing));
            Assert.That(egress, Does.Not.Match("(?m)^[^#]*(allprofiles|FirewallProfile)"), "in comments only");
            Assert.That(ingress, Does.Not.Contain(closing).And.Contain("# Windows blocks incoming connections by default"));
        }
    }

    private string Write(Remote remote) => RuleSet.Of(Rule.Ingress(remote, Protocol.Tcp, 1)).ToWindowsFirewall(new() { Output = output });
}

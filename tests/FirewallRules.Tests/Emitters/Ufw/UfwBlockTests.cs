namespace FirewallRules.Tests.Emitters.Ufw;

public sealed class UfwBlockTests
{
    [Test]
    public void A_family_that_is_excluded_is_neither_written_nor_needed()
    {
        var script = SampleRules.Logs.Only(IpFamily.IPv4).ToUfw();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(script, Does.Contain("\nfor tool in ufw iptables iptables-restore flock awk mktemp readlink; do\n"));
            Assert.That(script, Does.Contain("\nfamilies='4'\n").And.Not.Contain("\nprepare 6"));
        }
    }

    [Test]
    public void A_family_without_addresses_gets_an_empty_block()
        => Assert.That(
            RuleSet.Of(Rule.Egress(Sets.Of("192.0.2.0/24"), Protocol.Tcp, 443)).ToUfw(),
            Does.Contain("\nprepare 6 ''\n"), "an older block is removed");

    [Test]
    public void A_prefix_is_checked()
        => Assert.That(() => new UfwOptions { NamePrefix = "A_b" }, Throws.ArgumentException);

    [Test]
    public void The_removal_does_not_depend_on_the_rules()
        => Assert.That(
            WithoutHeader(SampleRules.Mix.ToUfw(new() { Remove = true })), Is.EqualTo(WithoutHeader(SampleRules.Logs.ToUfw(new() { Remove = true }))));

    private static string WithoutHeader(string script) => string.Join('\n', script.Split('\n').Where(line => !line.StartsWith('#')));
}

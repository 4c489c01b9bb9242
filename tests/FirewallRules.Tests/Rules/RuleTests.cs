namespace FirewallRules.Tests.Rules;

public sealed class RuleTests
{
    private static readonly AddressSet Some = Sets.Of("192.0.2.0/24");

    [Test]
    public void Ports_come_in_normal_form()
        => Assert.That(
            Rule.Egress(Some, Protocol.Tcp, [443, new(80, 90), 91, new(85, 88), 1]).Ports,
            Is.EqualTo(new PortRange[] { 1, new(80, 91), 443 }));

    [Test]
    public void Text_is_one_line()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Rule.Egress(Some, Protocol.Tcp, [443, 10516], "mine").ToString(), Is.EqualTo("egress tcp 443, 10516 to 192.0.2.0/24 (mine)"));
            Assert.That(Rule.Ingress(Remote.Any, Protocol.Udp, new PortRange(1, 9)).ToString(), Is.EqualTo("ingress udp 1-9 from any IPv4, any IPv6 ()"));
            Assert.That(Rule.Egress(AddressSet.Empty, Protocol.Tcp, 443).ToString(), Is.EqualTo("egress tcp 443 to nothing ()"));
        }
    }

    [Test]
    public void Equality_is_by_content_in_any_order_of_ports()
    {
        var rule = Rule.Egress(Some, Protocol.Tcp, [443, 80], "a");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(rule, Is.EqualTo(Rule.Egress(Some, Protocol.Tcp, [80, 443, 443], "a")));
            Assert.That(rule.GetHashCode(), Is.EqualTo(Rule.Egress(Some, Protocol.Tcp, [80, 443], "a").GetHashCode()));
            Assert.That(rule, Is.Not.EqualTo(Rule.Ingress(Some, Protocol.Tcp, [443, 80], "a")));
            Assert.That(rule, Is.Not.EqualTo(Rule.Egress(Some, Protocol.Udp, [443, 80], "a")));
            Assert.That(rule, Is.Not.EqualTo(Rule.Egress(Some, Protocol.Tcp, [443, 81], "a")));
            Assert.That(rule, Is.Not.EqualTo(Rule.Egress(Remote.Any, Protocol.Tcp, [443, 80], "a")));
            Assert.That(rule, Is.Not.EqualTo(Rule.Egress(Some, Protocol.Tcp, [443, 80], "A")));
        }
    }

    [Test]
    public void A_blank_comment_gives_no_label([Values(null, "", " \t")] string? comment)
        => Assert.That(Rule.Egress(Some, Protocol.Tcp, 1, comment).Labels, Is.Empty);

    [Test]
    public void Invalid_traffic_is_refused()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => Rule.Egress(Some, Protocol.None, 443), Throws.InstanceOf<ArgumentException>().With.Message.Contains("Tcp or Udp"));
            Assert.That(() => Rule.Egress(Some, (Protocol)1, 443), Throws.InstanceOf<ArgumentException>());
            Assert.That(() => Rule.Egress(Some, Protocol.Tcp, default(PortRange)), Throws.ArgumentException.With.Message.Contains("not a port"));
            Assert.That(() => Rule.Egress(Some, Protocol.Tcp, []), Throws.ArgumentException.With.Message.Contains("PortRange.All"));
            Assert.That(() => Rule.Egress(null!, Protocol.Tcp, 443), Throws.ArgumentNullException);
            Assert.That(() => Rule.Ingress(Some, Protocol.Tcp, null!), Throws.ArgumentNullException);
        }
    }
}

namespace FirewallRules.Tests.Emitters.Firewalld;

public sealed class FirewalldOptionsTests
{
    private static readonly RuleSet Ingress = RuleSet.Of(Rule.Ingress(Sets.Of("192.0.2.0/24"), Protocol.Tcp, 443, "office"));

    [Test]
    public void A_prefix_leaves_room_for_the_name_of_a_policy()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => new FirewalldOptions { NamePrefix = "abcdefghijklmn" }, Throws.ArgumentException);
            Assert.That(() => new FirewalldOptions { NamePrefix = "a b" }, Throws.ArgumentException);
            Assert.That(Ingress.ToFirewalld(new() { NamePrefix = "abcdefghijklm" }), Does.Contain("\nstage policies/abcdefghijklm-in "));
        }
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(-32769)]
    public void A_priority_after_the_zones_is_refused(int priority)
        => Assert.That(() => new FirewalldOptions { Priority = priority }, Throws.TypeOf<ArgumentOutOfRangeException>());

    [Test]
    public void Only_sets_of_destinations_need_version_1()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(SampleRules.Logs.ToFirewalld(), Does.Contain("\n0.*) fail").And.Contain("these rules need 1.0;"));
            Assert.That(Ingress.ToFirewalld(), Does.Contain("\n0.[0-8].*) fail").And.Contain("these rules need 0.9;"));
        }
    }

    [Test]
    public void A_large_set_states_its_size()
    {
        var many = Sets.Of([.. Enumerable.Range(0, 65537).Select(i => $"10.{i / 32768}.{i / 128 % 256}.{i % 128 * 2}/32")]);

        Assert.That(RuleSet.Of(Rule.Egress(many, Protocol.Tcp, 443)).ToFirewalld(), Does.Contain("<option name=\"maxelem\" value=\"65537\" />"));
    }

    [Test]
    public void What_a_default_deny_allows_is_written_once()
    {
        var anyDns = RuleSet.Of(Rule.Egress(Remote.Any, Protocol.Udp, 53), Rule.Egress(Sets.Of("192.0.2.0/24"), Protocol.Tcp, 22));
        var script = SampleRules.Logs.ToFirewalld(new() { DefaultDeny = new() { AllowDns = true, Allow = anyDns, Action = DenyAction.Drop } });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(script.Split("<port port=\"53\" protocol=\"udp\" />"), Has.Length.EqualTo(3), "once for each family");
            Assert.That(script, Does.Contain("<destination address=\"192.0.2.0/24\" />\n    <port port=\"22\" protocol=\"tcp\" />"));
            Assert.That(script, Does.Contain("<policy target=\"DROP\" priority=\"-100\">"));
        }
    }

    [Test]
    public void The_removal_does_not_depend_on_the_rules()
        => Assert.That(
            WithoutHeader(SampleRules.Mix.ToFirewalld(new() { Remove = true, DefaultDeny = new() { Forward = true } })),
            Is.EqualTo(WithoutHeader(Ingress.ToFirewalld(new() { Remove = true }))));

    private static string WithoutHeader(string script) => string.Join('\n', script.Split('\n').Where(line => !line.StartsWith('#')));
}

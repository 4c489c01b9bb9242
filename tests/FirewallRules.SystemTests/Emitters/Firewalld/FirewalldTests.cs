namespace FirewallRules.SystemTests;

/// <summary>The script for firewalld, run on a host whose zone and policy reject everything else.</summary>
[Kernel]
public sealed class FirewalldTests
{
    // A policy without a priority has -1 and comes after ours.
    private const string Lockdown =
        """
        <?xml version="1.0" encoding="utf-8"?>
        <policy target="REJECT">
          <ingress-zone name="HOST"/>
          <egress-zone name="ANY"/>
          <rule family="ipv6"><icmp-type name="neighbour-solicitation"/><accept/></rule>
          <rule family="ipv6"><icmp-type name="neighbour-advertisement"/><accept/></rule>
          <rule family="ipv4"><destination ipset="mine"/><port port="8443" protocol="tcp"/><accept/></rule>
        </policy>
        """;

    private const string Mine =
        """
        <?xml version="1.0" encoding="utf-8"?>
        <ipset type="hash:net"><option name="family" value="inet"/><entry>192.0.2.0/24</entry></ipset>
        """;

    private static readonly Knock s_mine = new(Direction.Egress, Protocol.Tcp, Address.Of("192.0.2.1"), 8443);

    [OneTimeSetUp]
    public void RequireTools() => Tool.Require(FirewalldHost.Tools);

    [Test]
    public void What_is_allowed_passes_and_nothing_else_through_an_update_and_the_removal()
    {
        var knocks = Knocks.At(Samples.Old).Concat(Knocks.At(Samples.New)).Append(s_mine).Distinct().ToList();
        using var street = new Street(knocks);
        using var host = new FirewalldHost(street.Host, Prepare);
        var before = host.Files();
        var state = host.State();
        Assert.That(street.Wrong(knocks, knock => knock == s_mine), Is.Empty, "the host's own firewall");

        host.RunScript(Samples.Old.ToFirewalld()).MustSucceed();
        Assert.That(street.Wrong(knocks, knock => knock == s_mine || knock.IsAllowedBy(Samples.Old)), Is.Empty, "after the first script");

        host.RunScript(Samples.New.EmitUpdate(Samples.Old, new FirewalldEmitter())).MustSucceed();
        Assert.That(street.Wrong(knocks, knock => knock == s_mine || knock.IsAllowedBy(Samples.New)), Is.Empty, "after the update");

        host.RunScript(Samples.Old.ToFirewalld(new() { Remove = true })).MustSucceed();
        Assert.That(host.State(), Is.EqualTo(state));
        Assert.That(host.Files(), Is.EqualTo(before), "what is not ours is as it was, to the byte");
    }

    [Test]
    public void A_default_deny_needs_no_policy_of_the_host()
    {
        var deny = new DefaultDeny { AllowDns = true, Allow = RuleSet.Of(Rule.Ingress(Samples.Set("198.51.100.0/24"), Protocol.Tcp, 22)) };
        var dns = new Knock(Direction.Egress, Protocol.Udp, Address.Of("203.0.113.77"), 53);
        var login = new Knock(Direction.Ingress, Protocol.Tcp, Address.Of("198.51.100.9"), 22);
        var stranger = new Knock(Direction.Ingress, Protocol.Tcp, Address.Of("203.0.113.9"), 22);
        var knocks = Knocks.At(Samples.New).Concat([dns, login, stranger]).ToList();
        using var street = new Street(knocks);
        using var host = new FirewalldHost(street.Host);
        Assert.That(street.Wrong([login, stranger], _ => true), Is.Empty, "the zone allows ssh");

        host.RunScript(Samples.New.ToFirewalld(new() { DefaultDeny = deny })).MustSucceed();
        Assert.That(street.Wrong(knocks, knock => knock == dns || knock == login || knock.IsAllowedBy(Samples.New)), Is.Empty);

        host.RunScript(Samples.New.ToFirewalld()).MustSucceed();
        Assert.That(street.Wrong([dns, login, stranger], _ => true), Is.Empty, "without it, the rest is as before");
    }

    [Test]
    public void Running_twice_is_running_once_and_a_former_selection_is_removed()
    {
        using var network = new NetworkNamespace();
        using var host = new FirewalldHost(network);
        host.RunScript(Samples.Old.ToFirewalld()).MustSucceed();
        host.RunScript(Samples.Old.ToFirewalld(new() { NamePrefix = "datadog-two" })).MustSucceed();
        var (files, state) = (host.Files(), host.State());

        Assert.That(host.RunScript(Samples.Old.ToFirewalld()).MustSucceed().Output, Does.EndWith(": nothing changed\n"));
        Assert.That(host.Files(), Is.EqualTo(files));
        Assert.That(host.State(), Is.EqualTo(state));

        var described = Samples.Old.ToFirewalld().Replace("<description>one", "<description>another", StringComparison.Ordinal);
        Assert.That(
            host.RunScript(described).MustSucceed().Output,
            Does.EndWith(": written: ipsets/datadog-one-v4 ipsets/datadog-one-v6; removed: none\n"), "a description is no reason to reload");
        Assert.That(host.RunScript(Samples.Old.ToFirewalld()).MustSucceed().Output, Does.Not.Contain("reloaded"));

        host.RunScript(RuleSet.Of(Samples.Old.Rules[0]).ToFirewalld()).MustSucceed();
        Assert.That(host.Files().Keys.Except(files.Keys, StringComparer.Ordinal), Is.Empty);
        string[] gone =
        [
            "ipsets/datadog-two-v4.xml", "ipsets/datadog-two-v6.xml", "ipsets/datadog-three-v4.xml", "ipsets/datadog-three-v6.xml",
            "policies/datadog-in.xml",
        ];
        Assert.That(
            files.Keys.Except(host.Files().Keys, StringComparer.Ordinal), Is.EquivalentTo(gone), "a prefix that begins with ours is another one");
        Assert.That(host.State(), Does.Not.Contain("set datadog-three-v4 ").And.Contain("set datadog-two-three-v4 "));
    }

    [Test]
    public void Hostile_labels_and_awkward_prefixes_are_loaded()
    {
        var rules = RuleSet.Of(
            Rule.Egress(Samples.Set("0.0.0.0/1 128.0.0.0/32 255.255.255.255/32"), Protocol.Tcp, 443, "'; reboot; '<!-- ]]> & \" -->\u2028"),
            Rule.Ingress(Samples.Set("::/1 ::ffff:8000:0/128 8000::/128"), Protocol.Udp, PortRange.All, "</short>$(reboot)`reboot`"),
            Rule.Egress(Remote.Any, Protocol.Udp, [123, new PortRange(5000, 5010)], "any"));
        using var network = new NetworkNamespace();
        using var host = new FirewalldHost(network);

        host.RunScript(rules.ToFirewalld()).MustSucceed();

        Assert.That(host.Run("firewall-offline-cmd", "--check-config").MustSucceed().ToString(), Does.Not.Contain("WARNING"));
    }

    private static void Prepare(string configuration)
    {
        File.WriteAllText(Path.Combine(configuration, "policies", "datadog-lockdown.xml"), Lockdown);
        File.WriteAllText(Path.Combine(configuration, "ipsets", "mine.xml"), Mine);
    }
}

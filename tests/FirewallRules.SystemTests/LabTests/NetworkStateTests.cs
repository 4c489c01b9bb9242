namespace FirewallRules.SystemTests;

[TestFixture]
[Kernel]
public sealed class NetworkStateTests
{
    private const string Table = "table inet t {\n chain c {\n type filter hook output priority 0;\n counter accept\n }\n}\n";

    [OneTimeSetUp]
    public void RequireTools() => Tool.Require("nft", "ipset", "iptables-nft", "ip6tables-nft", "iptables-legacy", "ip6tables-legacy");

    [Test]
    public void A_new_namespace_is_empty()
    {
        using var network = new NetworkNamespace();

        Assert.That(NetworkState.Of(network).ToString(), Is.Empty);
        Assert.That(NetworkState.Of(network).IsEmpty);
    }

    [Test]
    public void An_nftables_rule_shows_and_its_packet_counter_does_not()
    {
        using var wire = new Wire();
        wire.Host.Nft(Table);
        var before = NetworkState.Of(wire.Host);
        _ = wire.Egress([Address.Of("203.0.113.9")], 9);

        Assert.That(before.Nftables, Does.Contain("counter accept"));
        Assert.That(NetworkState.Of(wire.Host), Is.EqualTo(before));
    }

    [TestCase("iptables-nft")]
    [TestCase("ip6tables-nft")]
    [TestCase("iptables-legacy")]
    [TestCase("ip6tables-legacy")]
    public void An_iptables_rule_shows_and_leaves_nothing_once_deleted(string tool)
    {
        using var network = new NetworkNamespace();
        network.Run(tool, ["-w", "5", "-A", "OUTPUT", "-p", "tcp", "--dport", "443", "-j", "ACCEPT"]).MustSucceed();
        Assert.That(NetworkState.Of(network).ToString(), Does.Contain("\n-A OUTPUT -p tcp -m tcp --dport 443 -j ACCEPT\n"));

        network.Run(tool, ["-w", "5", "-F", "OUTPUT"]).MustSucceed();
        Assert.That(NetworkState.Of(network).ToString(), Is.Empty);
    }

    [Test]
    public void The_policy_of_an_empty_chain_is_visible()
    {
        using var network = new NetworkNamespace();
        network.Run("iptables-nft", ["-P", "OUTPUT", "DROP"]).MustSucceed();

        Assert.That(NetworkState.Of(network).Iptables, Does.Contain(":OUTPUT DROP"));
        Assert.That(NetworkState.Of(network).Nftables, Does.Contain("policy drop"));
    }

    [Test]
    public void Sets_with_the_same_members_are_equal_whatever_their_history()
    {
        using var one = new NetworkNamespace();
        using var other = new NetworkNamespace();
        one.Run("ipset", ["restore"], """
            create a hash:net
            create b hash:net
            add a 192.0.2.0/25
            add a 198.51.100.0/24

            """).MustSucceed();
        other.Run("ipset", ["restore"], """
            create b hash:net
            create a hash:net hashsize 4096
            add a 198.51.100.0/24
            add a 192.0.2.0/25

            """).MustSucceed();

        Assert.That(NetworkState.Of(one), Is.EqualTo(NetworkState.Of(other)));
        Assert.That(NetworkState.Of(one).IpSets, Does.Contain("add a 192.0.2.0/25\n"));
    }
}

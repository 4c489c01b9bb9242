namespace FirewallRules.SystemTests;

/// <summary>The tool lists the firewalls of a host itself, and judges them together.</summary>
[Kernel]
public sealed class LiveSystemTests
{
    private const string Options = "logs webhooks --format nftables --mode table --default-deny --allow-dns --allow-in 22";

    [OneTimeSetUp]
    public void RequireTools() => Tool.Require("nft", "iptables", "ip6tables", "iptables-save", "ip6tables-save");

    [Test]
    public void A_host_is_verified_with_all_of_its_firewalls()
    {
        using var network = new NetworkNamespace();
        network.Nft(Fwrules(network, $"generate {Options}").MustSucceed().Output);
        Assert.That(Fwrules(network, $"verify {Options} --live system").Output, Is.EqualTo("equal: the live rules allow exactly what they should\n"));

        // What Docker and an administrator add.
        network.Run("iptables", ["-P", "FORWARD", "DROP"]).MustSucceed();
        network.Run("iptables", ["-t", "nat", "-A", "POSTROUTING", "-s", "172.17.0.0/16", "-j", "MASQUERADE"]).MustSucceed();
        network.Run("iptables", ["-A", "OUTPUT", "-d", "3.233.145.0/24", "-p", "tcp", "--dport", "443", "-j", "REJECT"]).MustSucceed();
        var run = Fwrules(network, $"verify {Options} --live system");

        Assert.That((run.ExitCode, run.Output.Split('\n')[0]), Is.EqualTo((1, "overridden: egress tcp 443 to 3.233.145.0/24 (1 prefix, 256 addresses)")));
        Assert.That(Fwrules(network, "which 3.233.145.9:443/tcp --live system").Output, Does.Contain("live, egress tcp 443: dropped\n"));
        Assert.That(Fwrules(network, "which 3.233.144.9:443/tcp --live system").Output, Does.Contain("live, egress tcp 443: accepted\n"));
    }

    [Test]
    public void A_family_without_any_rules_lacks_what_is_asked_for()
    {
        using var network = new NetworkNamespace();

        var run = Fwrules(network, "verify logs --format iptables --live system");

        Assert.That(run.Output, Does.Contain("missing: egress tcp 443, 10516 to 3.233.144.0/20").And.Contain("to 2600:1f18:24e6:b900::/56"));
        Assert.That(run.ExitCode, Is.EqualTo(1));
    }

    private static string Program => Path.Combine(AppContext.BaseDirectory, "fwrules.dll");

    private static CommandResult Fwrules(NetworkNamespace network, string line)
        => network.Run("dotnet", [Program, .. line.Split(' '), "--log-level", "error"]);
}

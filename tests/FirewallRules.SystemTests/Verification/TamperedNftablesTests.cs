namespace FirewallRules.SystemTests;

/// <summary>Whoever changes nftables behind our back is found, with the exact addresses, and packets agree with every verdict.</summary>
[TestFixture(true)]
[TestFixture(false)]
[Kernel]
public sealed class TamperedNftablesTests(bool isTable) : IDisposable
{
    // A firewall of the user's own: it drops what nothing allows.
    private const string Users = """
        table inet filter {
        chain output {
        type filter hook output priority 0; policy drop;
        oifname "lo" accept
        ct state established,related accept
        meta l4proto ipv6-icmp accept
        jump datadog_egress
        }
        chain input {
        type filter hook input priority 0; policy drop;
        iifname "lo" accept
        ct state established,related accept
        meta l4proto ipv6-icmp accept
        jump datadog_ingress
        }
        }

        """;

    private TamperingLab _lab = null!;

    [OneTimeSetUp]
    public void SetUp()
    {
        Tool.Require("nft", "ipset", "iptables-legacy-restore", "ip6tables-legacy-restore");
        _lab = new TamperingLab();
    }

    public void Dispose() => _lab?.Dispose();

    [TestCaseSource(typeof(TamperingSeeds), nameof(TamperingSeeds.All))]
    public void Is_judged_as_packets_are(int seed)
    {
        var random = new Random(seed);
        var kinds = new NftablesTamperings(random, isTable).Kinds;
        var tampering = kinds[seed % kinds.Count]();
        var options = NftablesTamperings.Options(isTable);
        _lab.Clear();
        _lab.Host.Nft(TamperingLab.Rules.ToNftables(options) + (isTable ? "" : Users));
        foreach (var command in tampering.Commands)
        {
            command.Apply(_lab.Host, Xtables.Nft);
        }

        TamperingVerdict.Check(_lab, tampering, NftablesState.Parse(Listings.Nft(_lab.Host), options, Listings.NftText(_lab.Host)), isTable, random);
    }
}

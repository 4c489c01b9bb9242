namespace FirewallRules.SystemTests;

/// <summary>Whoever changes iptables or ipset behind our back is found, with the exact addresses, and packets agree with every verdict.</summary>
[TestFixture(Xtables.Nft, false)]
[TestFixture(Xtables.Legacy, true)]
[Kernel]
public sealed class TamperedIptablesTests(string variant, bool usesSets) : IDisposable
{
    private static readonly DefaultDeny s_deny = new() { Action = DenyAction.Drop };

    private TamperingLab _lab = null!;

    [OneTimeSetUp]
    public void SetUp()
    {
        Tool.Require("nft", "ipset", "setsid", Xtables.Program(Xtables.Nft), Xtables.Program(Xtables.Legacy));
        _lab = new TamperingLab();
    }

    public void Dispose() => _lab?.Dispose();

    [TestCaseSource(typeof(TamperingSeeds), nameof(TamperingSeeds.All))]
    public void Is_judged_as_packets_are(int seed)
    {
        var random = new Random(seed);
        var kinds = new IptablesTamperings(random, usesSets).Kinds;
        var tampering = kinds[seed % kinds.Count]();
        var host = _lab.Host;
        _lab.Clear();
        var form = new ScriptForm("script", variant, usesSets ? ScriptKind.SetsAndRules : ScriptKind.Rules);
        form.Apply(host, TamperingLab.Rules, s_deny);
        foreach (var command in tampering.Commands)
        {
            command.Apply(host, variant);
        }

        var options = new IptablesOptions { DefaultDeny = s_deny, IpsetThreshold = usesSets ? 0 : int.MaxValue };
        var state = IptablesState.Parse(Listings.Both(host, IpFamily.IPv4), Listings.Both(host, IpFamily.IPv6), Listings.Ipset(host), options);
        TamperingVerdict.Check(
            _lab,
            tampering,
            state.Beside(NftablesState.Parse(Listings.Nft(host), options: null, Listings.NftText(host))),
            isDenying: true,
            random);
    }
}

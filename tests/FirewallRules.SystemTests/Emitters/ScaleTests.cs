namespace FirewallRules.SystemTests;

/// <summary>A hundred times more prefixes than any vendor publishes still load, and the first and last of them count.</summary>
[TestFixture]
[Kernel]
[NonParallelizable]
public sealed class ScaleTests
{
    private const int Port = 443;
    private const int Count4 = 100_000;
    private const int Count6 = 10_000;

    private static readonly RuleSet s_rules = RuleSet.Of(Rule.Egress(
        new AddressSetBuilder()
            .AddRange(Samples.Scattered(Count4, "20.0.0.0", length: 32, shift: 1))
            .AddRange(Samples.Scattered(Count6, "2600::", length: 64, shift: 65))
            .ToAddressSet(),
        Protocol.Tcp,
        Port,
        Samples.Label));

    [TestCase(NftablesOutput.Script)]
    [TestCase(NftablesOutput.Json)]
    public void In_nft(NftablesOutput format) => LoadsAndDecides(new NftablesForm(NftablesMode.Table, format));

    [Test]
    public void In_ip_sets() => LoadsAndDecides(new ScriptForm("ipset script", Xtables.Nft, ScriptKind.SetsAndRules));

    [Test]
    public void An_iptables_script_takes_sets_by_itself()
    {
        var text = s_rules.ToIptables(new IptablesOptions { DefaultDeny = new DefaultDeny() });
        Assert.That(text, Does.Contain("ipset swap"));
        LoadsAndDecides(new ScriptForm("iptables script", Xtables.Legacy, ScriptKind.RulesAboveThreshold));
    }

    private static void LoadsAndDecides(OutputForm form)
    {
        Tool.Require(form.Tools);
        using var wire = new Wire();
        using var listeners = Listeners.Open(wire.World, Port);
        form.Apply(wire.Host, s_rules, new DefaultDeny());

        // Once more over itself: an update of so many is what happens day by day.
        form.Apply(wire.Host, s_rules, new DefaultDeny());

        var addresses = s_rules.Rules[0].Remote.Addresses;
        var (all4, all6) = (addresses.IPv4.Ranges, addresses.IPv6.Ranges);
        AddressRange[] edges = [all4.First(), all4.Last(), all6.First(), all6.Last()];
        Assert.That(wire.Egress(edges.Select(range => range.LastAddress), Port), Has.All.True);
        Assert.That(wire.Egress(edges.Select(range => Address.Offset(range.LastAddress, 1)), Port), Has.All.False);
    }
}

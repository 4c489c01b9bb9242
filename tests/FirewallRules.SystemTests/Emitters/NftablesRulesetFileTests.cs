using System.Net;

namespace FirewallRules.SystemTests;

/// <summary>A ruleset file such as /etc/nftables.conf that includes an output: at boot, when it is loaded again, and when only the output is.</summary>
[TestFixture]
[Kernel]
public sealed class NftablesRulesetFileTests
{
    private const int Port = 443;

    private const string Chain = """
        table inet filter {
            chain output {
                type filter hook output priority 0; policy drop;
                icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } accept
                jump datadog_egress
                reject
            }
        }

        """;

    private static readonly RuleSet s_old = RuleSet.Of(Rule.Egress(Samples.Set("1.0.0.0/24 2600::/32"), Protocol.Tcp, Port, Samples.Label));
    private static readonly RuleSet s_new = RuleSet.Of(Rule.Egress(Samples.Set("1.0.1.0/24 2601::/32"), Protocol.Tcp, Port, Samples.Label));
    private static readonly IPAddress[] s_ofOld = [Address.Of("1.0.0.1"), Address.Of("2600::1")];
    private static readonly IPAddress[] s_ofNew = [Address.Of("1.0.1.1"), Address.Of("2601::1")];

    [OneTimeSetUp]
    public void RequireTools() => Tool.Require("nft");

    [Test]
    public void It_loads_at_boot_and_again_and_follows_the_output([Values] bool flushes, [Values] bool chainDeclared)
    {
        using var wire = new Wire(Neighbours.Discovered);
        using var listeners = Listeners.Open(wire.World, Port);
        var included = Scratch.Write(s_old.ToNftables());
        var include = $"include \"{included}\"\n";
        var file = Scratch.Write((flushes ? "flush ruleset\n" : "add table inet filter\ndelete table inet filter\n")
            + (chainDeclared ? "table inet filter {\n chain datadog_egress { }\n}\n" + Chain + include : include + Chain));

        Load(wire, file);
        Check(wire, s_ofOld, s_ofNew);
        Load(wire, file);
        Check(wire, s_ofOld, s_ofNew);

        File.WriteAllText(included, s_new.ToNftables());
        Load(wire, included);
        Check(wire, s_ofNew, s_ofOld);
        Load(wire, file);
        Check(wire, s_ofNew, s_ofOld);
    }

    [Test]
    public void An_include_behind_the_chain_that_jumps_is_refused_and_changes_nothing()
    {
        using var network = new NetworkNamespace();
        var file = Scratch.Write($"flush ruleset\n{Chain}include \"{Scratch.Write(s_old.ToNftables())}\"\n");

        Assert.That(network.Run("nft", ["-f", file]).ExitCode, Is.Not.Zero);
        Assert.That(NetworkState.Of(network).IsEmpty);
    }

    [Test]
    public void A_listing_of_the_ruleset_can_be_loaded_again()
    {
        using var wire = new Wire(Neighbours.Discovered);
        using var listeners = Listeners.Open(wire.World, Port);
        wire.Host.Nft(s_old.Combine(Samples.Old).ToNftables(new() { Mode = NftablesMode.Table, DefaultDeny = new() { Forward = true, AllowDhcp = true } }));
        var before = NetworkState.Of(wire.Host).ToString();

        var listing = wire.Host.Run("nft", ["list", "ruleset"]).MustSucceed().Output;
        wire.Host.Nft("flush ruleset\n");
        wire.Host.Nft(listing);

        Assert.That(NetworkState.Of(wire.Host).ToString(), Is.EqualTo(before));
        Check(wire, s_ofOld, s_ofNew);
    }

    [Test]
    public void The_printed_jump_works_in_front_of_a_final_reject()
    {
        using var wire = new Wire(Neighbours.Discovered);
        using var listeners = Listeners.Open(wire.World, Port);
        wire.Host.Nft(Chain.Replace("jump datadog_egress", "", StringComparison.Ordinal));
        var output = s_old.ToNftables();
        wire.Host.Nft(output);
        Assert.That(wire.Egress(s_ofOld, Port), Has.All.False);

        var jump = output.Split('\n').Single(line => line.EndsWith(" jump datadog_egress", StringComparison.Ordinal));
        wire.Host.Run("nft", jump["# nft ".Length..].Split(' ')).MustSucceed();

        Check(wire, s_ofOld, s_ofNew);
    }

    private static void Load(Wire wire, string file) => wire.Host.Run("nft", ["-f", file]).MustSucceed();

    private static void Check(Wire wire, IPAddress[] open, IPAddress[] closed)
    {
        Assert.That(wire.Egress(open, Port), Has.All.True);
        Assert.That(wire.Egress(closed, Port), Has.All.False);
    }
}

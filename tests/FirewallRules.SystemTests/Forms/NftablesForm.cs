namespace FirewallRules.SystemTests;

/// <summary>An nftables mode in one of its two languages.</summary>
internal sealed class NftablesForm(NftablesMode mode, NftablesOutput format) : OutputForm($"nft {mode} {format}")
{
    /// <summary>A firewall of the user's own, with two chains that stand ready for jumps.</summary>
    public const string UsersTable = """
        table inet filter {
            set mine { type ipv4_addr; flags interval; elements = { 192.0.2.0/24 }; }
            chain users_output { }
            chain users_input { }
            chain output {
                type filter hook output priority 0; policy accept;
                ip daddr @mine drop
                jump users_output
            }
            chain input {
                type filter hook input priority 0; policy accept;
                jump users_input
            }
        }

        """;

    internal override string[] Tools => ["nft"];

    internal override bool CanDeny => mode == NftablesMode.Table;

    internal override bool HasRules => mode != NftablesMode.Sets;

    internal override IReadOnlyList<Breakage> Breakages => format == NftablesOutput.Json ? JsonBreakages() : ScriptBreakages();

    internal override IRuleEmitter Emitter(DefaultDeny? deny, bool remove) => new NftablesEmitter(Options(deny) with { Remove = remove });

    internal override LiveState Read(NetworkNamespace network, DefaultDeny? deny) => NftablesState.Parse(Listings.Nft(network), Options(deny));

    internal override CommandResult Load(NetworkNamespace network, string text)
    {
        var file = Scratch.Write(text);
        return network.Run("nft", format == NftablesOutput.Json ? ["-j", "-f", file] : ["-f", file]);
    }

    internal override void Prepare(NetworkNamespace network) => network.Nft(UsersTable);

    internal override void Attach(NetworkNamespace network)
    {
        if (mode == NftablesMode.Include)
        {
            network.Nft("""
                add rule inet filter users_output jump datadog_egress
                add rule inet filter users_input jump datadog_ingress

                """);
        }
        else if (mode == NftablesMode.Sets)
        {
            network.Nft($"""
                add rule inet filter users_output ip daddr @datadog_{Samples.Label}_ipv4 tcp dport 443 accept
                add rule inet filter users_output ip6 daddr @datadog_{Samples.Label}_ipv6 tcp dport 443 accept

                """);
        }
    }

    internal override void Detach(NetworkNamespace network) => network.Nft("""
        flush chain inet filter users_output
        flush chain inet filter users_input

        """);

    private NftablesOptions Options(DefaultDeny? deny) => new() { Mode = mode, Output = format, DefaultDeny = deny };

    private List<Breakage> ScriptBreakages()
    {
        List<Breakage> all =
        [
            Breakage.Middle("an element is no address", @"^\t\d+\.\S+?(?=,?$)", "\t1.2.3.256"),
            Breakage.Middle("two elements overlap", @"^\t\d+\.\S+?(?=,?$)", "\t0.0.0.0/1,\n\t1.0.0.0/8"),
            Breakage.Last("an IPv6 element is of the other family", @"^\t\S+:\S+?(?=,?$)", "\t1.0.0.0/8"),
            new("the last command is refused by the kernel", text => text + "delete set inet filter no_such_set\n"),
        ];
        if (HasRules)
        {
            all.Add(Breakage.Last("the last rule has an unknown statement", "^(?<rule>add rule .*)$", "add rule inet filter output no_such_statement"));
        }

        return all;
    }

    private List<Breakage> JsonBreakages()
    {
        List<Breakage> all =
        [
            Breakage.Middle("an element is too long", "\"len\":\\d+", "\"len\":129"),
            Breakage.Last("the text ends too early", "\n]}\n$", ""),
            Breakage.Last(
                "the last command is refused by the kernel",
                "\n]}\n$",
                ",\n{\"delete\":{\"set\":{\"family\":\"inet\",\"table\":\"filter\",\"name\":\"no_such_set\"}}}\n]}\n"),
        ];
        if (HasRules)
        {
            all.Add(Breakage.Last("the last rule has an unknown statement", "{\"(accept|drop)\":null}|{\"reject\":[^}]*}", "{\"no_such_statement\":null}"));
        }

        return all;
    }
}

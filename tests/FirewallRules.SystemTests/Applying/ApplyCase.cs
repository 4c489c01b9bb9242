namespace FirewallRules.SystemTests.Applying;

/// <summary>A way to apply rules, as it is written on the command line, and a firewall that others have built before.</summary>
public sealed class ApplyCase(string options, params string[] tools)
{
    /// <summary>One for each way in which the present state is kept.</summary>
    public static IReadOnlyList<ApplyCase> All { get; } =
    [
        new("--format nftables", "nft"),
        new("--format nftables --mode table", "nft"),
        new("--format nftables --mode table --default-deny --allow-in 22", "nft"),
        new("--format nftables --mode sets", "nft"),
        new("--format iptables --ipset-threshold 1000", "iptables", "ip6tables"),
        new("--format iptables --ipset-threshold 10 --default-deny --allow-in 22", "iptables", "ip6tables", "ipset"),
        new("--format ipset", "iptables", "ip6tables", "ipset"),
        new("--format ipset --mode sets", "ipset"),
    ];

    public string Options { get; } = options;

    public IReadOnlyList<string> Tools { get; } = tools;

    public bool IsNftables => Options.Contains("nftables", StringComparison.Ordinal);

    public override string ToString() => Options;

    /// <summary>Builds the firewall of others. Each tool adds rules to its own chains and sets.</summary>
    internal static void Prepare(NetworkNamespace network)
    {
        network.Nft(
            """
            table inet filter {
                set theirs { type ipv4_addr; elements = { 192.0.2.1 } }
                chain output { type filter hook output priority 0; ip daddr @theirs counter accept; }
                chain input { type filter hook input priority 0; tcp dport 9 counter accept; }
            }
            table ip6 their_table { chain c { type filter hook forward priority 5; policy accept; }; }
            """);
        foreach (var command in new[] { "iptables", "ip6tables" }.Where(Tool.Exists))
        {
            network.Run(command, ["-w", "-A", "OUTPUT", "-p", "tcp", "--dport", "9", "-j", "ACCEPT"]).MustSucceed();
            network.Run(command, ["-w", "-A", "INPUT", "-p", "tcp", "--dport", "9", "-j", "ACCEPT"]).MustSucceed();
        }

        if (Tool.Exists("ipset"))
        {
            network.Run("ipset", ["create", "theirs", "hash:net"]).MustSucceed();
            network.Run("ipset", ["add", "theirs", "192.0.2.0/24"]).MustSucceed();
        }
    }

    /// <summary>What others change while rules are applied.</summary>
    internal static void ChangeTheirs(NetworkNamespace network)
    {
        network.Nft("add element inet filter theirs { 192.0.2.77 }\nadd rule inet filter input tcp dport 10 accept\nadd table inet more");
        if (Tool.Exists("iptables"))
        {
            network.Run("iptables", ["-w", "-A", "OUTPUT", "-p", "tcp", "--dport", "10", "-j", "ACCEPT"]).MustSucceed();
        }

        if (Tool.Exists("ipset"))
        {
            network.Run("ipset", ["add", "theirs", "198.51.100.0/24"]).MustSucceed();
        }
    }

    internal void Require() => Tool.Require([.. Tools]);
}

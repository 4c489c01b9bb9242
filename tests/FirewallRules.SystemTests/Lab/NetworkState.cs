namespace FirewallRules.SystemTests;

/// <summary>All that the firewalls of a namespace hold, as text that is equal when they would treat every packet alike.</summary>
/// <remarks>
/// Left out: counters, timestamps and the hash seeds and sizes of ipset. A tool that is not installed contributes an empty text.
/// </remarks>
internal sealed record NetworkState(
    string Nftables, string Iptables, string Ip6tables, string LegacyIptables, string LegacyIp6tables, string IpSets)
{
    public static NetworkState Of(NetworkNamespace network) => new(
        StateText.OfNftables(Read(network, "nft", "-s", "list", "ruleset")),
        StateText.OfIptables(Read(network, "iptables-nft-save")),
        StateText.OfIptables(Read(network, "ip6tables-nft-save")),
        StateText.OfIptables(Read(network, "iptables-legacy-save")),
        StateText.OfIptables(Read(network, "ip6tables-legacy-save")),
        StateText.OfIpSets(Read(network, "ipset", "save")));

    public bool IsEmpty => Parts().All(part => part.Text.Length == 0);

    // One text, so that a failed comparison shows the first line that differs.
    public override string ToString() =>
        string.Concat(Parts().Where(part => part.Text.Length > 0).Select(part => $"== {part.Tool}\n{part.Text}"));

    private (string Tool, string Text)[] Parts() =>
    [
        ("nft", Nftables),
        ("iptables", Iptables),
        ("ip6tables", Ip6tables),
        ("iptables-legacy", LegacyIptables),
        ("ip6tables-legacy", LegacyIp6tables),
        ("ipset", IpSets),
    ];

    private static string Read(NetworkNamespace network, string tool, params string[] arguments) =>
        Tool.Exists(tool) ? network.Run(tool, arguments).MustSucceed().Output : "";
}

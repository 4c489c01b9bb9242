namespace FirewallRules.Cli.Applying;

/// <summary>What the programs of this host print about its firewalls.</summary>
/// <param name="texts">What was printed.</param>
internal sealed class HostState(IReadOnlyList<LiveText> texts)
{
    public IReadOnlyList<LiveText> Texts { get; } = texts;

    /// <summary>The output of <c>nft -j list ruleset</c>.</summary>
    public string Nftables => Of(LiveTextKind.Nftables);

    /// <summary>The output of <c>ipset save</c>; empty where there is no such program.</summary>
    public string Ipset => Of(LiveTextKind.Ipset);

    /// <summary>The output of <c>iptables-save</c> or <c>ip6tables-save</c>.</summary>
    public string Tables(IpFamily family) => Of(family == IpFamily.IPv4 ? LiveTextKind.Iptables : LiveTextKind.Ip6tables);

    private string Of(LiveTextKind kind) => Texts.FirstOrDefault(text => text.Kind == kind)?.Text ?? "";
}

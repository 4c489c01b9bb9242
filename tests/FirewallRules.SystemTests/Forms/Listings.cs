namespace FirewallRules.SystemTests;

/// <summary>What the firewalls of a namespace print, for <see cref="LiveState"/>.</summary>
internal static class Listings
{
    public static string Nft(NetworkNamespace network) => network.Run("nft", ["-j", "list", "ruleset"]).MustSucceed().Output;

    public static string NftText(NetworkNamespace network) => network.Run("nft", ["list", "ruleset"]).MustSucceed().Output;

    public static string Save(NetworkNamespace network, string variant, IpFamily family)
        => Xtables.Run(network, variant, family == IpFamily.IPv4 ? "iptables-save" : "ip6tables-save").MustSucceed().Output;

    public static string Ipset(NetworkNamespace network) => network.Run("ipset", ["save"]).MustSucceed().Output;

    public static IptablesState Iptables(NetworkNamespace network, string variant, IptablesOptions? options = null)
        => IptablesState.Parse(Save(network, variant, IpFamily.IPv4), Save(network, variant, IpFamily.IPv6), Ipset(network), options);

    public static IptablesState Iptables(NetworkNamespace network, string variant, IpsetOptions options)
        => IptablesState.Parse(Save(network, variant, IpFamily.IPv4), Save(network, variant, IpFamily.IPv6), Ipset(network), options);

    /// <summary>What stands beside a state: the tables of nft, and those of both variants of iptables where the state is not one of them.</summary>
    public static LiveState Others(NetworkNamespace network, LiveState state)
    {
        var nft = NftablesState.Parse(Nft(network), options: null, NftText(network));
        return state is IptablesState ? nft
            : IptablesState.Parse(Both(network, IpFamily.IPv4), Both(network, IpFamily.IPv6), Ipset(network)).Beside(nft);
    }

    /// <summary>The tables of both variants.</summary>
    public static string Both(NetworkNamespace network, IpFamily family)
        => Save(network, Xtables.Nft, family) + Save(network, Xtables.Legacy, family);
}

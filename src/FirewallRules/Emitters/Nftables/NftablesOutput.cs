namespace FirewallRules;

/// <summary>The language of the output. <c>default</c> is <see cref="Script"/>.</summary>
public enum NftablesOutput
{
    /// <summary>The nft language, for <c>nft -f</c>.</summary>
    Script = 0,

    /// <summary>JSON (libnftables-json), for <c>nft -j -f</c>.</summary>
    Json = 1,
}

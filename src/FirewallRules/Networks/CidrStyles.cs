namespace FirewallRules;

/// <summary>What the strict parser of <see cref="Cidr"/> may additionally accept. <c>default</c> is <see cref="Strict"/>.</summary>
[Flags]
public enum CidrStyles
{
    /// <summary>Address, slash, prefix length, and no bit set to the right of the prefix.</summary>
    Strict = 0,

    /// <summary>Bits to the right of the prefix are cleared instead of refused: <c>10.0.0.1/8</c> reads as <c>10.0.0.0/8</c>.</summary>
    MaskHostBits = 1,

    /// <summary>An address without a prefix length is read as the prefix of that one address (/32 or /128).</summary>
    BareAddress = 2,

    /// <summary>
    /// The length of an IPv4 prefix may be written as a netmask, behind a slash or blanks: <c>10.0.0.0/255.0.0.0</c> and
    /// <c>10.0.0.0 255.0.0.0</c> read as <c>10.0.0.0/8</c>.
    /// </summary>
    Netmask = 4,
}

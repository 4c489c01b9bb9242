namespace FirewallRules;

/// <summary>What the parser of <see cref="Cidr"/> permits beyond the strict format. <c>default</c> is <see cref="Strict"/>.</summary>
[Flags]
public enum CidrStyles
{
    /// <summary>Address, slash and prefix length, without host bits.</summary>
    Strict = 0,

    /// <summary>Host bits are cleared instead of rejected: <c>10.0.0.1/8</c> is <c>10.0.0.0/8</c>.</summary>
    MaskHostBits = 1,

    /// <summary>An address without a prefix length is the prefix of that one address (/32 or /128).</summary>
    BareAddress = 2,

    /// <summary>
    /// An IPv4 prefix may have a netmask instead of a length, after a slash or blanks: <c>10.0.0.0/255.0.0.0</c> and
    /// <c>10.0.0.0 255.0.0.0</c> are <c>10.0.0.0/8</c>.
    /// </summary>
    Netmask = 4,
}

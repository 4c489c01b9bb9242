namespace FirewallRules;

/// <summary>Why a text is not a prefix, an address or a range. <c>default</c> is <see cref="None"/>: nothing is wrong.</summary>
public enum CidrError
{
    /// <summary>Nothing is wrong.</summary>
    None = 0,

    /// <summary>The text is empty.</summary>
    Empty,

    /// <summary>The text is neither an IPv4 nor an IPv6 address; it holds a character that neither may have.</summary>
    InvalidCharacter,

    /// <summary>An IPv4 address does not have exactly four octets (short forms such as <c>10/8</c> are refused).</summary>
    NotFourOctets,

    /// <summary>An octet has a leading zero, which some parsers read as octal.</summary>
    LeadingZero,

    /// <summary>An octet is above 255.</summary>
    OctetOutOfRange,

    /// <summary>An IPv6 address does not follow RFC 4291: too few or too many groups, a group of over four digits, or a misplaced colon.</summary>
    InvalidGroups,

    /// <summary>An IPv6 address carries a zone id (<c>%eth0</c>), which names an interface of one machine.</summary>
    ZoneId,

    /// <summary>There is no slash and prefix length, and a bare address was not asked for.</summary>
    MissingPrefixLength,

    /// <summary>The prefix length is not a plain decimal number: empty, signed, spaced, or with a leading zero.</summary>
    InvalidPrefixLength,

    /// <summary>The prefix length is above 32 (IPv4) or 128 (IPv6).</summary>
    PrefixLengthOutOfRange,

    /// <summary>Bits are set to the right of the prefix, and masking them was not asked for.</summary>
    HostBitsSet,

    /// <summary>A range ends before it starts.</summary>
    ReversedRange,

    /// <summary>A range starts in one address family and ends in the other.</summary>
    MixedFamilies,

    /// <summary>A line of an address list is longer than <see cref="AddressListReader.MaxLineLength"/> bytes.</summary>
    LineTooLong,

    /// <summary>A netmask is not ones followed by zeros (<c>255.0.255.0</c>, or a wildcard mask such as <c>0.0.0.255</c>).</summary>
    InvalidNetmask,
}

namespace FirewallRules;

/// <summary>Why a text is not a prefix, an address or a range. <c>default</c> is <see cref="None"/>: there is no error.</summary>
public enum CidrError
{
    /// <summary>There is no error.</summary>
    None = 0,

    /// <summary>The text is empty.</summary>
    Empty,

    /// <summary>The text has a character that is valid in neither an IPv4 nor an IPv6 address.</summary>
    InvalidCharacter,

    /// <summary>An IPv4 address does not have exactly four octets (short forms such as <c>10/8</c> are rejected).</summary>
    NotFourOctets,

    /// <summary>An octet has a leading zero, which some parsers read as octal.</summary>
    LeadingZero,

    /// <summary>An octet is above 255.</summary>
    OctetOutOfRange,

    /// <summary>An IPv6 address does not follow RFC 4291: too few or too many groups, a group of over four digits, or a misplaced colon.</summary>
    InvalidGroups,

    /// <summary>An IPv6 address has a zone ID (<c>%eth0</c>), which is only valid on one host.</summary>
    ZoneId,

    /// <summary>The prefix length is missing, and <see cref="CidrStyles.BareAddress"/> was not given.</summary>
    MissingPrefixLength,

    /// <summary>The prefix length is not a plain decimal number: it is empty, or has a sign, a blank or a leading zero.</summary>
    InvalidPrefixLength,

    /// <summary>The prefix length is above 32 (IPv4) or 128 (IPv6).</summary>
    PrefixLengthOutOfRange,

    /// <summary>Host bits are set, and <see cref="CidrStyles.MaskHostBits"/> was not given.</summary>
    HostBitsSet,

    /// <summary>A range ends before it starts.</summary>
    ReversedRange,

    /// <summary>The two addresses of a range are of different families.</summary>
    MixedFamilies,

    /// <summary>A line of an address list is longer than <see cref="AddressListReader.MaxLineLength"/> bytes.</summary>
    LineTooLong,

    /// <summary>A netmask is not a series of ones followed by zeros (<c>255.0.255.0</c>, or a wildcard mask such as <c>0.0.0.255</c>).</summary>
    InvalidNetmask,
}

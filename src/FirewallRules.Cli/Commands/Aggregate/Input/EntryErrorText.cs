using FirewallRules.Networks;

namespace FirewallRules.Cli.Commands.Aggregate;

/// <summary>Describes entries that are not a prefix, an address or a range.</summary>
internal static class EntryErrorText
{
    /// <summary>A sentence with the text, made safe for a terminal, and the reason.</summary>
    public static string Of(string text, CidrError error) => $"'{PrintableText.Of(text)}' is refused: {Reason(error)}";

    private static string Reason(CidrError error) => error switch
    {
        CidrError.Empty => "it is empty",
        CidrError.InvalidCharacter => "it is neither an IPv4 nor an IPv6 address",
        CidrError.NotFourOctets => "an IPv4 address has four octets",
        CidrError.LeadingZero => "an octet has a leading zero, which some tools read as octal",
        CidrError.OctetOutOfRange => "an octet is above 255",
        CidrError.InvalidGroups => "an IPv6 address has eight groups of one to four hexadecimal digits, with at most one '::'",
        CidrError.ZoneId => "a zone ID is only valid on one host",
        CidrError.MissingPrefixLength => "the prefix length is missing",
        CidrError.InvalidPrefixLength => "the prefix length is not a plain decimal number",
        CidrError.PrefixLengthOutOfRange => "the prefix length is above 32 (IPv4) or 128 (IPv6)",
        CidrError.HostBitsSet => "bits are set to the right of the prefix; write the first address of the network",
        CidrError.ReversedRange => "the range ends before it starts",
        CidrError.MixedFamilies => "the range starts in one address family and ends in the other",
        CidrError.InvalidNetmask => "a netmask is ones followed by zeros, such as 255.255.255.0",
        CidrError.LineTooLong => "the line is too long to hold an address",
        _ => "it is not a prefix, an address or a range",
    };
}

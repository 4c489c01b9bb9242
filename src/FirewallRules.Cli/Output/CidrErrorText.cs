using System.Globalization;
using FirewallRules.Networks;

namespace FirewallRules.Cli.Output;

/// <summary>Describes what is wrong with a prefix, an address or a range, on the command line or in a list.</summary>
internal static class CidrErrorText
{
    public static string Describe(CidrFormatException e)
        => (e.Line is { } line ? string.Create(CultureInfo.InvariantCulture, $"line {line}: ") : "") + Describe(e.Text, e.Error);

    /// <summary>
    /// A clause such as <c>'10.0.0.1/8' is invalid: bits are set to the right of the prefix…</c>, with the text made safe for a terminal.
    /// </summary>
    public static string Describe(string text, CidrError error) => $"'{PrintableText.Of(text)}' is invalid: {Reason(error)}";

    private static string Reason(CidrError error) => error switch
    {
        CidrError.Empty => "it is empty",
        CidrError.InvalidCharacter => "it is neither an IPv4 nor an IPv6 address",
        CidrError.NotFourOctets => "an IPv4 address has four octets",
        CidrError.LeadingZero => "an octet has a leading zero, which some tools read as octal",
        CidrError.OctetOutOfRange => "an octet is above 255",
        CidrError.InvalidGroups => "an IPv6 address has eight groups of one to four hexadecimal digits, with at most one '::'",
        CidrError.ZoneId => "a zone ID names an interface of one host and is not allowed in a rule",
        CidrError.MissingPrefixLength => "the prefix length is missing (write /32 for one IPv4 address, /128 for one IPv6 address)",
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

using System.Globalization;
using FirewallRules.Networks;

namespace FirewallRules;

/// <summary>A text is not a prefix, an address or a range. It has the text, the reason, and in a list the line number.</summary>
public sealed class CidrFormatException : FormatException
{
    /// <summary>Creates the exception for <paramref name="text"/>.</summary>
    /// <param name="text">The invalid text.</param>
    /// <param name="error">Why it is invalid.</param>
    /// <param name="line">The line number in a list, from 1; <see langword="null"/> if the text is not from a list.</param>
    public CidrFormatException(string text, CidrError error, long? line = null)
        : base(Describe(text, error, line))
    {
        Text = text;
        Error = error;
        Line = line;
    }

    /// <summary>The invalid text, unchanged. It may contain any character: escape it before you print it.</summary>
    public string Text { get; }

    /// <summary>Why it is invalid.</summary>
    public CidrError Error { get; }

    /// <summary>The line number in a list, from 1; <see langword="null"/> if the text is not from a list.</summary>
    public long? Line { get; }

    private static string Describe(string text, CidrError error, long? line)
    {
        var place = line is null ? "" : string.Create(CultureInfo.InvariantCulture, $"line {line}: ");
        return $"{place}'{PrintableText.Of(text)}' is refused: {Reason(error)}";
    }

    internal static string Reason(CidrError error) => error switch
    {
        CidrError.Empty => "it is empty",
        CidrError.InvalidCharacter => "it is neither an IPv4 nor an IPv6 address",
        CidrError.NotFourOctets => "an IPv4 address has four octets",
        CidrError.LeadingZero => "an octet has a leading zero, which some tools read as octal",
        CidrError.OctetOutOfRange => "an octet is above 255",
        CidrError.InvalidGroups => "an IPv6 address has eight groups of one to four hexadecimal digits, with at most one '::'",
        CidrError.ZoneId => "a zone ID is valid only on one host",
        CidrError.MissingPrefixLength => "the prefix length is missing (write /32 for one IPv4 address, /128 for one IPv6 address)",
        CidrError.InvalidPrefixLength => "the prefix length is not a plain decimal number",
        CidrError.PrefixLengthOutOfRange => "the prefix length is above 32 (IPv4) or 128 (IPv6)",
        CidrError.HostBitsSet => "host bits are set; use the first address of the network",
        CidrError.ReversedRange => "the range ends before it starts",
        CidrError.MixedFamilies => "the range starts in one address family and ends in the other",
        CidrError.InvalidNetmask => "a netmask is ones followed by zeros, such as 255.255.255.0",
        CidrError.LineTooLong => "the line is too long to hold an address",
        _ => "there is no error",
    };
}

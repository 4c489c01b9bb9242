namespace FirewallRules;

/// <summary>A text is not an ip-ranges document that rules can be made from.</summary>
public sealed class IpRangesFormatException : FormatException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="error">The kind of error.</param>
    /// <param name="jsonPath">The JSON path of the error, such as <c>$.logs.prefixes_ipv4[3]</c>.</param>
    /// <param name="reason">What is wrong there and, where it helps, what to do.</param>
    /// <param name="innerException">The exception of the JSON reader, if there was one.</param>
    public IpRangesFormatException(IpRangesFormatError error, string jsonPath, string reason, Exception? innerException = null)
        : base($"{jsonPath}: {reason}", innerException)
        => (Error, JsonPath, Reason) = (error, jsonPath, reason);

    /// <summary>The kind of error.</summary>
    public IpRangesFormatError Error { get; }

    /// <summary>The JSON path of the error, such as <c>$.logs.prefixes_ipv4[3]</c>; <c>$</c> is the whole document.</summary>
    public string JsonPath { get; }

    /// <summary>What is wrong at <see cref="JsonPath"/>.</summary>
    public string Reason { get; }

    /// <summary>
    /// The limit that is exceeded: bytes for <see cref="IpRangesFormatError.TooLarge"/>, levels for <see cref="IpRangesFormatError.TooDeep"/>,
    /// bits of the prefix length for <see cref="IpRangesFormatError.PrefixTooWide"/>; otherwise <see langword="null"/>.
    /// </summary>
    public int? Limit { get; init; }

    /// <summary>The prefix that has the wrong family, is too wide or contains special-purpose addresses; otherwise <see langword="null"/>.</summary>
    public Cidr? Prefix { get; init; }

    /// <summary>The line of invalid JSON, from 1; otherwise <see langword="null"/>.</summary>
    public long? Line { get; init; }

    /// <summary>The byte within <see cref="Line"/>, from 1; otherwise <see langword="null"/>.</summary>
    public long? Column { get; init; }
}

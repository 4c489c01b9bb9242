namespace FirewallRules;

/// <summary>Facts that an ip-ranges document does not contain, and how wide its prefixes may be.</summary>
public sealed record IpRangesReadOptions
{
    /// <summary>The site that published the document.</summary>
    /// <value>The default is <see langword="null"/>: unknown. Rules for logs then omit the TCP intake, whose port differs by site.</value>
    public Site? Site { get; init; }

    /// <summary>The origin of the document for headers, in a few words, such as <c>embedded snapshot</c> or a file name.</summary>
    /// <value>The default is <c>given document</c>.</value>
    public string Origin { get; init; } = "given document";

    /// <summary>The section of a bare document <c>{"prefixes_ipv4": […]}</c>.</summary>
    /// <value>The default is <see langword="null"/>: a bare document is refused.</value>
    public Section? Section { get; init; }

    /// <summary>
    /// The shortest accepted IPv4 prefix length in bits, 1–32. A document with a shorter (wider) prefix is refused, and so is one with a section
    /// that has more addresses in total than such a prefix.
    /// </summary>
    /// <value>The default is 8.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not 1–32; <c>0.0.0.0/0</c> in a document is never accepted.</exception>
    public int ShortestIPv4Prefix
    {
        get;
        init => field = InRange(value, 32);
    }
    = 8;

    /// <summary>
    /// The shortest accepted IPv6 prefix length in bits, 1–128. A document with a shorter (wider) prefix is refused, and so is one with a section
    /// that has more addresses in total than such a prefix.
    /// </summary>
    /// <value>The default is 16.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not 1–128; <c>::/0</c> in a document is never accepted.</exception>
    public int ShortestIPv6Prefix
    {
        get;
        init => field = InRange(value, 128);
    }
    = 16;

    /// <summary>
    /// Accepts prefixes with special-purpose addresses (<see cref="SpecialPurpose"/>), such as private ones, which a mirror within a network may
    /// publish on purpose.
    /// </summary>
    /// <value>
    /// The default is <see langword="false"/>: a document with such a prefix is refused. The prefixes for documentation, such as
    /// <c>192.0.2.0/24</c> and <c>2001:db8::/32</c>, are always accepted, because no host has these addresses.
    /// </value>
    public bool AllowSpecialPurpose { get; init; }

    private static int InRange(int value, int max)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, max);
        return value;
    }
}

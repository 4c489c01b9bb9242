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

    /// <summary>The shortest accepted IPv4 prefix length in bits, 1–32. A document with a shorter (wider) prefix is refused.</summary>
    /// <value>The default is 8.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not 1–32; <c>0.0.0.0/0</c> in a document is never accepted.</exception>
    public int ShortestIPv4Prefix
    {
        get;
        init => field = InRange(value, 32);
    }
    = 8;

    /// <summary>The shortest accepted IPv6 prefix length in bits, 1–128. A document with a shorter (wider) prefix is refused.</summary>
    /// <value>The default is 16.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not 1–128; <c>::/0</c> in a document is never accepted.</exception>
    public int ShortestIPv6Prefix
    {
        get;
        init => field = InRange(value, 128);
    }
    = 16;

    private static int InRange(int value, int max)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, max);
        return value;
    }
}

namespace FirewallRules;

/// <summary>What a document cannot say about itself, and how narrow its prefixes must be.</summary>
public sealed record IpRangesReadOptions
{
    /// <summary>The site that published the document.</summary>
    /// <value>The default is <see langword="null"/>: unknown. Then logs get no port for the TCP intake, which differs by site.</value>
    public Site? Site { get; init; }

    /// <summary>Where the document came from, in a few words for headers, such as <c>embedded snapshot</c> or a file name.</summary>
    /// <value>The default is <c>given document</c>.</value>
    public string Origin { get; init; } = "given document";

    /// <summary>The section that a document of the bare form <c>{"prefixes_ipv4": […]}</c> holds.</summary>
    /// <value>The default is <see langword="null"/>: a bare document is refused.</value>
    public Section? Section { get; init; }

    /// <summary>The shortest IPv4 prefix length in bits that is believed, 1–32. A document with a shorter (wider) prefix is refused.</summary>
    /// <value>The default is 8.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not 1–32; <c>0.0.0.0/0</c> from a document is never believed.</exception>
    public int ShortestIPv4Prefix
    {
        get;
        init => field = InRange(value, 32);
    }
    = 8;

    /// <summary>The shortest IPv6 prefix length in bits that is believed, 1–128. A document with a shorter (wider) prefix is refused.</summary>
    /// <value>The default is 16.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not 1–128; <c>::/0</c> from a document is never believed.</exception>
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

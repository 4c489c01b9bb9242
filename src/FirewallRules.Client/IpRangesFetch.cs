namespace FirewallRules;

/// <summary>A document together with where it comes from and how fresh it is.</summary>
public sealed record IpRangesFetch
{
    /// <summary>The document.</summary>
    public required IpRangesDocument Document { get; init; }

    /// <summary>Whether the server sent the document, confirmed it, or was not asked.</summary>
    public required IpRangesFetchOutcome Outcome { get; init; }

    /// <summary>When the server last sent or confirmed the document.</summary>
    public required DateTimeOffset FetchedAt { get; init; }

    /// <summary>The address that the document comes from, without user information, query and fragment.</summary>
    public required Uri Source { get; init; }

    /// <summary>The document as published, unpacked: UTF-8 JSON.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }
}

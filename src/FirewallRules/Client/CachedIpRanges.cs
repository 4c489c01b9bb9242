namespace FirewallRules.Client;

/// <summary>A document as a cache keeps it: its bytes, where they came from, and what to ask the server with next time.</summary>
public sealed record CachedIpRanges
{
    /// <summary>The site that published the document.</summary>
    public required Site Site { get; init; }

    /// <summary>The address of the document, without user information, query and fragment.</summary>
    public required Uri Source { get; init; }

    /// <summary>The document as published.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The document's version; <see langword="null"/> when it has none.</summary>
    public required long? Version { get; init; }

    /// <summary>The entity tag of the answer, with its quotes; <see langword="null"/> when it had none.</summary>
    public string? ETag { get; init; }

    /// <summary>The answer's time of last modification; <see langword="null"/> when it had none.</summary>
    public DateTimeOffset? LastModified { get; init; }

    /// <summary>When the server last sent or confirmed the document.</summary>
    public required DateTimeOffset FetchedAt { get; init; }
}

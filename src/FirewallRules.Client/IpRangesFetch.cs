using System.Text;

namespace FirewallRules;

/// <summary>A document with its source and age.</summary>
public sealed record IpRangesFetch
{
    /// <summary>The document.</summary>
    public required IpRangesDocument Document { get; init; }

    /// <summary>Whether the server sent the document, confirmed it, or was not contacted.</summary>
    public required IpRangesFetchOutcome Outcome { get; init; }

    /// <summary>
    /// When the server last sent or confirmed the document, by the clock of the machine that fetched it. It can be in the future if a clock was or is
    /// wrong.
    /// </summary>
    public required DateTimeOffset FetchedAt { get; init; }

    /// <summary>The address of the document, without user information, query and fragment.</summary>
    public required Uri Source { get; init; }

    /// <summary>The document as published, decompressed: UTF-8 JSON.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>
    /// What is wrong with the cache; <see langword="null"/> when nothing is, or there is none. The document can be used all the same; see
    /// <see cref="IpRangesClient"/>.
    /// </summary>
    public IpRangesCacheProblem? CacheProblem { get; init; }

    /// <summary>
    /// Makes a fetch from a document, as if its site had sent it; useful in other implementations of <see cref="IIpRangesClient"/>.
    /// </summary>
    /// <param name="document">The document; its site must be known.</param>
    /// <param name="fetchedAt">When it was fetched; <see langword="null"/> for now, by the system clock.</param>
    /// <exception cref="ArgumentException">The site of the document is unknown.</exception>
    public static IpRangesFetch From(IpRangesDocument document, DateTimeOffset? fetchedAt = null)
    {
        ArgumentNullException.ThrowIfNull(document);
        var site = document.Site
            ?? throw new ArgumentException("The site of the document is unknown: read it with IpRangesReadOptions.Site.", nameof(document));
        return new IpRangesFetch
        {
            Document = document,
            Outcome = IpRangesFetchOutcome.Network,
            FetchedAt = fetchedAt ?? TimeProvider.System.GetUtcNow(),
            Source = site.IpRangesUri,
            Body = Encoding.UTF8.GetBytes(document.ToJson()),
        };
    }
}

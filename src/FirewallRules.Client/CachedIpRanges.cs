namespace FirewallRules;

/// <summary>A fetched document as the cache keeps it: its bytes, and what a conditional request needs.</summary>
/// <remarks>Two are equal when all properties are, the body byte by byte.</remarks>
public sealed record CachedIpRanges
{
    /// <summary>How many characters the address of a source may have.</summary>
    internal const int LongestSource = 2048;

    private const int LongestETag = 256;

    /// <summary>The site that published the document.</summary>
    public required Site Site { get; init; }

    /// <summary>Where the document was fetched from: the site, or a mirror of it. It is kept as it is, a password in it included.</summary>
    /// <exception cref="ArgumentException">The address is relative, or longer than 2048 characters.</exception>
    public required Uri Source
    {
        get;
        init => field = value is { IsAbsoluteUri: true, AbsoluteUri.Length: <= LongestSource }
            ? value
            : throw new ArgumentException("The source of a document is an absolute address of at most 2048 characters.", nameof(value));
    }

    /// <summary>The document as it was received, UTF-8 JSON.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The document's version; <see langword="null"/> when it has none.</summary>
    public required long? Version { get; init; }

    /// <summary>The entity tag that the server gave, quotes included, such as <c>"33a6-4f"</c> or <c>W/"33a6"</c>.</summary>
    /// <value>
    /// The default is <see langword="null"/>: the server gave none. So it is when the given one is not an entity tag of visible ASCII
    /// (RFC 9110, section 8.8.3) or longer than 256 characters: without it a request is less thrifty, and no less right.
    /// </value>
    public string? ETag { get; init => field = IsETag(value) ? value : null; }

    /// <summary>The time of the last modification that the server gave.</summary>
    /// <value>The default is <see langword="null"/>: it gave none.</value>
    public DateTimeOffset? LastModified { get; init; }

    /// <summary>When a server last said that this is its document, by the clock of the machine that asked.</summary>
    public required DateTimeOffset FetchedAt { get; init; }

    /// <summary>Whether all properties are equal, the body byte by byte.</summary>
    public bool Equals(CachedIpRanges? other)
        => other is not null
            && (Site, Source, Version, ETag, LastModified, FetchedAt) == (other.Site, other.Source, other.Version, other.ETag, other.LastModified, other.FetchedAt)
            && Body.Span.SequenceEqual(other.Body.Span);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Site, Source, Version, ETag, LastModified, FetchedAt, Body.Length);

    /// <summary>Site, version and source, such as <c>us1 version 59 from https://ip-ranges.datadoghq.com/</c>; never a password.</summary>
    public override string ToString()
        => $"{Site} {(Version is { } version ? $"version {version}" : "without a version")} from {Source.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped)}";

    private static bool IsETag(string? text)
    {
        var opaque = text is { Length: <= LongestETag } && text.StartsWith("W/", StringComparison.Ordinal) ? text.AsSpan(2) : text;
        return text is { Length: <= LongestETag } && opaque is ['"', .. var inner, '"']
            && !inner.ContainsAnyExceptInRange('!', '~') && !inner.Contains('"');
    }
}

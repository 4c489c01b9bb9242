namespace FirewallRules.Client;

/// <summary>A fetched document in the cache: its bytes, and the validators for a conditional request.</summary>
/// <remarks>Two are equal when all properties are, the body byte by byte.</remarks>
internal sealed record CachedIpRanges
{
    /// <summary>The maximum length of the address of a source, in characters.</summary>
    public const int MaxSourceLength = 2048;

    private const int MaxETagLength = 256;

    /// <summary>The site that published the document.</summary>
    public required Site Site { get; init; }

    /// <summary>Where the document was fetched from: the site, or a mirror of it.</summary>
    /// <exception cref="ArgumentException">The address is relative, or longer than 2048 characters.</exception>
    public required Uri Source
    {
        get;
        init => field = value is { IsAbsoluteUri: true, AbsoluteUri.Length: <= MaxSourceLength }
            ? value
            : throw new ArgumentException("The source of a document must be an absolute address of at most 2048 characters.", nameof(value));
    }

    /// <summary>The document as it was received, UTF-8 JSON.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The document's version; <see langword="null"/> when it has none.</summary>
    public required long? Version { get; init; }

    /// <summary>The document's day of modification; <see langword="null"/> when it has none.</summary>
    public DateOnly? Modified { get; init; }

    public Provenance Provenance => new(Site, Version, Modified, Source.IdnHost);

    /// <summary>The entity tag of the response, including quotes, such as <c>"33a6-4f"</c> or <c>W/"33a6"</c>.</summary>
    /// <value>
    /// The default is <see langword="null"/>: the response had none. A value that is not an entity tag of visible ASCII (RFC 9110, section
    /// 8.8.3), or longer than 256 characters, is also stored as null: then the whole document is fetched again.
    /// </value>
    public string? ETag { get; init => field = IsETag(value) ? value : null; }

    /// <summary>The time of the last modification in the response.</summary>
    /// <value>The default is <see langword="null"/>: the response had none.</value>
    public DateTimeOffset? LastModified { get; init; }

    /// <summary>When a server last sent or confirmed the document, by the local clock.</summary>
    public required DateTimeOffset FetchedAt { get; init; }

    /// <summary>Whether all properties are equal, the body byte by byte.</summary>
    public bool Equals(CachedIpRanges? other)
        => other is not null
            && (Site, Source, Version, Modified) == (other.Site, other.Source, other.Version, other.Modified)
            && (ETag, LastModified, FetchedAt) == (other.ETag, other.LastModified, other.FetchedAt)
            && Body.Span.SequenceEqual(other.Body.Span);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Site, Source, Version, ETag, LastModified, FetchedAt, Body.Length);

    /// <summary>Site, version and source, such as <c>us1 version 59 from https://ip-ranges.datadoghq.com/</c>; never a password.</summary>
    public override string ToString()
    {
        var version = Version is { } number ? $"version {number}" : "without a version";
        return $"{Site} {version} from {Source.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped)}";
    }

    private static bool IsETag(string? text)
    {
        var opaque = text is { Length: <= MaxETagLength } && text.StartsWith("W/", StringComparison.Ordinal) ? text.AsSpan(2) : text;
        return text is { Length: <= MaxETagLength } && opaque is ['"', .. var inner, '"']
            && !inner.ContainsAnyExceptInRange('!', '~') && !inner.Contains('"');
    }
}

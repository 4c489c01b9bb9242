namespace FirewallRules;

/// <summary>The kind of failure of a fetch.</summary>
public enum IpRangesClientError
{
    /// <summary>The connection failed or was interrupted.</summary>
    Network,

    /// <summary>The TLS connection was refused; see <see cref="IpRangesTlsError"/>.</summary>
    Tls,

    /// <summary>There was no complete response in time.</summary>
    Timeout,

    /// <summary>Too many attempts failed recently, and further ones are paused.</summary>
    CircuitOpen,

    /// <summary>The server responded with an error status.</summary>
    Status,

    /// <summary>The server sent a redirect that is not followed.</summary>
    Redirect,

    /// <summary>The response is larger than 16 MiB after decompression.</summary>
    TooLarge,

    /// <summary>The compression or charset of the response is not supported.</summary>
    Encoding,

    /// <summary>The response is not an ip-ranges document, or not the requested one.</summary>
    Format,

    /// <summary>The document is older than one seen before.</summary>
    Older,

    /// <summary>The document differs from one seen before with the same version.</summary>
    Changed,

    /// <summary>A section lost more addresses than the options accept; see <see cref="IpRangesClientOptions.RefuseLargeChanges"/>.</summary>
    Shrunk,

    /// <summary>A section gained more addresses than the options accept; see <see cref="IpRangesClientOptions.RefuseLargeChanges"/>.</summary>
    Grown,

    /// <summary>
    /// The document in the cache is unreadable or damaged beyond recovery, so that an older document could not be told from a newer one; see
    /// <see cref="IpRangesClientException.CacheProblem"/>. Nothing was requested.
    /// </summary>
    CacheUnusable,
}

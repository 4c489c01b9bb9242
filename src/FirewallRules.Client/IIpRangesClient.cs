namespace FirewallRules;

/// <summary>The members of <see cref="IpRangesClient"/>, so that a program can be tested with another implementation.</summary>
/// <remarks>
/// <para>
/// <c>AddDatadogIpRanges</c> registers the client under this interface, too. An implementation needs five members: <see cref="Site"/>, and the
/// four that take a site and return what was fetched or cached. The others call these. <see cref="IpRangesFetch.From"/> makes the result of a
/// fetch from a document.
/// </para>
/// <para>
/// Watchers that <c>AddDatadogIpRangesWatcher</c> adds use <see cref="IpRangesClient"/> itself; to test these, replace the primary handler of
/// the HTTP client. Further members of later versions will have an implementation here.
/// </para>
/// </remarks>
/// <example><code>
/// var json = """{"version": 60, "logs": {"prefixes_ipv4": ["192.0.2.0/24"], "prefixes_ipv6": []}}""";
/// IIpRangesClient client = new FakeClient(IpRangesDocument.Parse(json, new IpRangesReadOptions { Site = Site.Us1 }));
/// Console.WriteLine((await client.GetAsync()).Version); // 60
///
/// internal sealed class FakeClient(IpRangesDocument document) : IIpRangesClient
/// {
///     public Site Site =&gt; Site.Us1;
///
///     public Task&lt;IpRangesFetch&gt; FetchAsync(Site site, CancellationToken cancellationToken = default)
///         =&gt; Task.FromResult(IpRangesFetch.From(document));
///
///     public Task&lt;IpRangesFetch&gt; FetchSectionAsync(Site site, Section section, CancellationToken cancellationToken = default)
///         =&gt; FetchAsync(site, cancellationToken);
///
///     public Task&lt;IpRangesFetch?&gt; GetCachedAsync(Site site, CancellationToken cancellationToken = default)
///         =&gt; Task.FromResult&lt;IpRangesFetch?&gt;(null);
///
///     public IAsyncEnumerable&lt;IpRangesUpdate&gt; WatchAsync(Site site, TimeSpan? interval = null, CancellationToken cancellationToken = default)
///         =&gt; throw new NotSupportedException();
/// }
/// </code></example>
public interface IIpRangesClient
{
    /// <inheritdoc cref="IpRangesClient.Site" />
    Site Site { get; }

    /// <inheritdoc cref="IpRangesClient.FetchAsync(Site, CancellationToken)" />
    Task<IpRangesFetch> FetchAsync(Site site, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="IpRangesClient.FetchSectionAsync(Site, Section, CancellationToken)" />
    Task<IpRangesFetch> FetchSectionAsync(Site site, Section section, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="IpRangesClient.GetCachedAsync(Site, CancellationToken)" />
    Task<IpRangesFetch?> GetCachedAsync(Site site, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="IpRangesClient.WatchAsync(Site, TimeSpan?, CancellationToken)" />
    IAsyncEnumerable<IpRangesUpdate> WatchAsync(Site site, TimeSpan? interval = null, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="IpRangesClient.GetAsync(CancellationToken)" />
    Task<IpRangesDocument> GetAsync(CancellationToken cancellationToken = default) => GetAsync(Site, cancellationToken);

    /// <inheritdoc cref="IpRangesClient.GetAsync(Site, CancellationToken)" />
    async Task<IpRangesDocument> GetAsync(Site site, CancellationToken cancellationToken = default)
        => (await FetchAsync(site, cancellationToken).ConfigureAwait(false)).Document;

    /// <inheritdoc cref="IpRangesClient.GetSectionAsync(Section, CancellationToken)" />
    Task<IpRangesDocument> GetSectionAsync(Section section, CancellationToken cancellationToken = default)
        => GetSectionAsync(Site, section, cancellationToken);

    /// <inheritdoc cref="IpRangesClient.GetSectionAsync(Site, Section, CancellationToken)" />
    async Task<IpRangesDocument> GetSectionAsync(Site site, Section section, CancellationToken cancellationToken = default)
        => (await FetchSectionAsync(site, section, cancellationToken).ConfigureAwait(false)).Document;

    /// <inheritdoc cref="IpRangesClient.FetchAsync(CancellationToken)" />
    Task<IpRangesFetch> FetchAsync(CancellationToken cancellationToken = default) => FetchAsync(Site, cancellationToken);

    /// <inheritdoc cref="IpRangesClient.FetchSectionAsync(Section, CancellationToken)" />
    Task<IpRangesFetch> FetchSectionAsync(Section section, CancellationToken cancellationToken = default)
        => FetchSectionAsync(Site, section, cancellationToken);

    /// <inheritdoc cref="IpRangesClient.GetCachedAsync(CancellationToken)" />
    Task<IpRangesFetch?> GetCachedAsync(CancellationToken cancellationToken = default) => GetCachedAsync(Site, cancellationToken);

    /// <inheritdoc cref="IpRangesClient.WatchAsync(TimeSpan?, CancellationToken)" />
    IAsyncEnumerable<IpRangesUpdate> WatchAsync(TimeSpan? interval = null, CancellationToken cancellationToken = default)
        => WatchAsync(Site, interval, cancellationToken);
}

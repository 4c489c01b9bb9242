using System.Net;
using FirewallRules.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FirewallRules;

/// <summary>
/// Fetches ip-ranges documents over HTTPS, with conditional requests and retries, and never accepts an older document than the last one.
/// </summary>
/// <remarks>
/// <para>
/// With dependency injection, use <c>AddDatadogIpRanges</c> of
/// <see cref="Microsoft.Extensions.DependencyInjection.IpRangesServiceCollectionExtensions"/>; otherwise create one client for the lifetime of
/// the program. The client is thread-safe.
/// </para>
/// <para>
/// A document that is older than the last one seen (<see cref="Provenance.IsOlderThan"/>) is refused, and so is one with the same version and
/// different sections, addresses or locations, unless <see cref="IpRangesClientOptions.AllowOlder"/> is set.
/// <see cref="IpRangesClientOptions.RefuseLargeChanges"/> also refuses documents that shrink or grow sharply. Documents of a single section are
/// compared with the last one that this client fetched; they are not stored on disk.
/// </para>
/// <para>
/// A damaged cache is not the same as an empty one. What is intact of it still refuses older documents, <see cref="IpRangesFetch.CacheProblem"/>
/// reports the damage, and the fetched document replaces the file. If nothing can be known about the document in the cache, a fetch fails with
/// <see cref="IpRangesClientError.CacheUnusable"/> unless <see cref="IpRangesClientOptions.AllowOlder"/> is set.
/// </para>
/// <para>Traces and metrics: see <see cref="IpRangesTelemetry"/>.</para>
/// </remarks>
/// <example><code>
/// using var http = new HttpClient(IpRangesClient.CreateHandler());
/// var client = new IpRangesClient(http, new IpRangesClientOptions { Site = Site.Eu1 });
/// var document = await client.GetAsync();
/// Console.Write(RuleSet.For(document, Section.Logs).ToIptables());
/// </code></example>
public sealed partial class IpRangesClient : IIpRangesClient
{
    private readonly HttpClient _http;
    private readonly ClientState _state;

    /// <summary>Creates a client that uses an <see cref="HttpClient"/>, which the caller disposes.</summary>
    /// <remarks>
    /// If the handler follows redirects itself, the final address is checked against the same rules. If it does not decompress gzip or br, this
    /// client does. <see cref="HttpClient.BaseAddress"/> is not used. <see cref="HttpClient.Timeout"/> ends an attempt if it is shorter than
    /// <see cref="IpRangesResilienceOptions.AttemptTimeout"/>.
    /// </remarks>
    /// <param name="httpClient">Sends the requests.</param>
    /// <param name="options">The options, which are copied; <see langword="null"/> for the defaults.</param>
    /// <param name="timeProvider">The clock; <see langword="null"/> for the system clock.</param>
    /// <param name="logger">The logger; <see langword="null"/> for none.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">
    /// An option is invalid; the message lists all of them.
    /// </exception>
    public IpRangesClient(
        HttpClient httpClient,
        IpRangesClientOptions? options = null,
        TimeProvider? timeProvider = null,
        ILogger<IpRangesClient>? logger = null)
        : this(
            httpClient ?? throw new ArgumentNullException(nameof(httpClient)),
            new ClientState(options ?? new IpRangesClientOptions(), timeProvider, logger ?? NullLogger<IpRangesClient>.Instance))
    {
    }

    internal IpRangesClient(HttpClient httpClient, ClientState state) => (_http, _state) = (httpClient, state);

    /// <summary>The site whose document is fetched by default.</summary>
    public Site Site => _state.Options.Site;

    /// <summary>
    /// Creates the handler that clients from dependency injection use: without redirects and cookies, with the proxy from the environment, and
    /// with connections that are renewed every five minutes, so that DNS changes are noticed.
    /// </summary>
    /// <remarks>
    /// It accepts the certificates that the system accepts. Its <c>SslOptions.RemoteCertificateValidationCallback</c> finds out what is wrong with
    /// others, for <see cref="IpRangesClientException.TlsError"/>; without it they are refused, too.
    /// </remarks>
    public static SocketsHttpHandler CreateHandler() => new()
    {
        SslOptions = { RemoteCertificateValidationCallback = ServerCertificate.Accept },
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };

    /// <summary>Fetches the document of <see cref="Site"/>.</summary>
    /// <inheritdoc cref="FetchAsync(Site, CancellationToken)" />
    public Task<IpRangesDocument> GetAsync(CancellationToken cancellationToken = default) => GetAsync(Site, cancellationToken);

    /// <summary>Fetches the document of a site.</summary>
    /// <inheritdoc cref="FetchAsync(Site, CancellationToken)" />
    public async Task<IpRangesDocument> GetAsync(Site site, CancellationToken cancellationToken = default)
        => (await FetchAsync(site, cancellationToken).ConfigureAwait(false)).Document;

    /// <summary>Fetches the document of one section of <see cref="Site"/>, such as <c>logs.json</c>.</summary>
    /// <inheritdoc cref="GetSectionAsync(Site, Section, CancellationToken)" />
    public Task<IpRangesDocument> GetSectionAsync(Section section, CancellationToken cancellationToken = default)
        => GetSectionAsync(Site, section, cancellationToken);

    /// <summary>Fetches the document of one section of a site, such as <c>logs.json</c>.</summary>
    /// <inheritdoc cref="FetchAsync(Site, CancellationToken)" />
    public async Task<IpRangesDocument> GetSectionAsync(Site site, Section section, CancellationToken cancellationToken = default)
        => (await FetchSectionAsync(site, section, cancellationToken).ConfigureAwait(false)).Document;

    /// <summary>Fetches the document of one section of <see cref="Site"/>, and returns it with its source and time.</summary>
    /// <inheritdoc cref="FetchSectionAsync(Site, Section, CancellationToken)" />
    public Task<IpRangesFetch> FetchSectionAsync(Section section, CancellationToken cancellationToken = default)
        => FetchSectionAsync(Site, section, cancellationToken);

    /// <summary>Fetches the document of one section of a site, and returns it with its source and time.</summary>
    /// <inheritdoc cref="FetchAsync(Site, CancellationToken)" />
    public Task<IpRangesFetch> FetchSectionAsync(Site site, Section section, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(site);
        ArgumentNullException.ThrowIfNull(section);
        return ObserveAsync(site, section, isHeldBack: null, cancellationToken);
    }

    /// <summary>Fetches the document of <see cref="Site"/>, and returns it with its source and time.</summary>
    /// <inheritdoc cref="FetchAsync(Site, CancellationToken)" />
    public Task<IpRangesFetch> FetchAsync(CancellationToken cancellationToken = default) => FetchAsync(Site, cancellationToken);

    /// <summary>Fetches the document of a site, and returns it with its source and time.</summary>
    /// <exception cref="IpRangesClientException">
    /// There is no usable document; an older one is never returned instead. With <see cref="IpRangesClientOptions.RefuseLargeChanges"/>, also a
    /// document that shrinks or grows sharply.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// <see cref="IpRangesClientOptions.BaseAddress"/> is for the document of another site only.
    /// </exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The <see cref="HttpClient"/> has been disposed.</exception>
    /// <exception cref="Exception">
    /// A handler of the <see cref="HttpClient"/> failed with an exception that is not for a failed or timed-out request
    /// (<see cref="HttpRequestException"/>, <see cref="IOException"/>, <see cref="OperationCanceledException"/>): that exception, unchanged. It
    /// is not retried.
    /// </exception>
    public Task<IpRangesFetch> FetchAsync(Site site, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(site);
        return ObserveAsync(site, section: null, isHeldBack: null, cancellationToken);
    }

    /// <summary>Fetches the document of a site for a watcher. A document that the watcher holds back is returned, but not kept as seen.</summary>
    /// <param name="site">The site.</param>
    /// <param name="isHeldBack">Gets the document in use, if there is one, and the new one.</param>
    /// <param name="cancellationToken">The caller cancelled.</param>
    internal Task<IpRangesFetch> FetchForWatcherAsync(
        Site site, Func<IpRangesDocument?, IpRangesDocument, bool> isHeldBack, CancellationToken cancellationToken)
        => ObserveAsync(site, section: null, isHeldBack, cancellationToken);

    /// <summary>Gets the last seen document of <see cref="Site"/> from the cache or memory, without a request.</summary>
    /// <inheritdoc cref="GetCachedAsync(Site, CancellationToken)" />
    public Task<IpRangesFetch?> GetCachedAsync(CancellationToken cancellationToken = default) => GetCachedAsync(Site, cancellationToken);

    /// <summary>Gets the last seen document of a site from the cache or memory, without a request.</summary>
    /// <returns>The document, or <see langword="null"/> when there is none.</returns>
    /// <exception cref="IpRangesCacheException">
    /// There is something in the cache, but it cannot be read, is damaged, or is not accepted by the options, and this client has not fetched a
    /// document itself.
    /// </exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<IpRangesFetch?> GetCachedAsync(Site site, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(site);
        var last = await _state.Seen.LastAsync(site, section: null, cancellationToken).ConfigureAwait(false);
        return last.Seen is null && last.Failure is { } failure ? throw failure
            : last.Seen?.ToFetch(IpRangesFetchOutcome.Cache, last.Failure?.Problem);
    }

    private async Task<IpRangesFetch> ObserveAsync(
        Site site, Section? section, Func<IpRangesDocument?, IpRangesDocument, bool>? isHeldBack, CancellationToken cancellationToken)
    {
        var address = IpRangesAddress.Of(_state.Options, site, section);
        using var activity = IpRangesTelemetry.Start(site);
        var (started, outcome) = (_state.Time.GetTimestamp(), IpRangesTelemetry.FaultOutcome);
        Exception? failure = null;
        try
        {
            var fetch = await FetchAsync(site, section, address, isHeldBack, cancellationToken).ConfigureAwait(false);
            outcome = IpRangesTelemetry.TagValue(fetch.Outcome);
            _state.Fetches.Succeeded(site, fetch);
            _state.Logger.Fetched(site, fetch.Outcome, VersionText.Of(fetch.Document.Provenance), fetch.Body.Length);
            return fetch;
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            failure = e;
            _state.Fetches.Failed(site, e);
            if (e is IpRangesClientException known)
            {
                outcome = IpRangesTelemetry.TagValue(known.Error);
                _state.Logger.Failed(site, known.LoggedReason);
            }

            throw;
        }
        catch (OperationCanceledException e)
        {
            outcome = IpRangesTelemetry.CancelledOutcome;
            throw new OperationCanceledException(e.Message, e, cancellationToken);
        }
        finally
        {
            IpRangesTelemetry.Ended(activity, site, outcome, failure, _state.Time.GetElapsedTime(started));
        }
    }

    private async Task<IpRangesFetch> FetchAsync(
        Site site, Section? section, Uri address, Func<IpRangesDocument?, IpRangesDocument, bool>? isHeldBack, CancellationToken cancellationToken)
    {
        var failures = new FetchFailures(site, section);
        var started = _state.Time.GetTimestamp();
        var last = await _state.Seen.LastAsync(site, section, cancellationToken).ConfigureAwait(false);
        if (last.IsUnknown && !_state.Options.AllowOlder)
        {
            throw failures.CacheUnusable(address, last.Failure!);
        }

        last.Log(_state.Logger, site);
        var request = new DocumentRequest(_http, _state.Options, _state.Time, failures, address, last.Seen)
        {
            // A watch reports a failure once, after the last attempt.
            RetryLevel = isHeldBack is null ? LogLevel.Warning : LogLevel.Information,
        };
        var response = await _state.Pipelines.SendAsync(site, request, cancellationToken).ConfigureAwait(false);

        var (next, outcome) = response.Body is { } body
            ? (Read(site, section, response, body, failures), IpRangesFetchOutcome.Network)
            : (Confirm(last.Seen!, response), IpRangesFetchOutcome.NotModified);
        var inUse = Check(site, section, response.Source, next.Document, last, failures);
        if (isHeldBack?.Invoke(inUse, next.Document) == true)
        {
            return next.ToFetch(outcome, last.Failure?.Problem);
        }

        var limit = _state.Options.Resilience.TotalTimeout - _state.Time.GetElapsedTime(started);
        var (kept, problem) = await _state.Seen.KeepAsync(next, section, _state.Options.AllowOlder, limit, cancellationToken).ConfigureAwait(false);
        if (problem is not null)
        {
            _state.Logger.NotCached(site, problem);
        }

        if (section is null)
        {
            IpRangesTelemetry.Fetched(site, kept.Document.Version, kept.Entry.FetchedAt, _state.Time);
        }

        return kept.ToFetch(ReferenceEquals(kept, next) ? outcome : IpRangesFetchOutcome.Cache, Both(last.Failure?.Problem, problem));
    }

    private SeenDocument Read(Site site, Section? section, DocumentResponse response, ReadOnlyMemory<byte> body, FetchFailures failures)
    {
        var entry = new CachedIpRanges
        {
            Site = site,
            Source = IpRangesAddress.Public(response.Source),
            Body = body,
            Version = null,
            ETag = response.ETag,
            LastModified = response.LastModified,
            FetchedAt = _state.Time.GetUtcNow(),
        };
        SeenDocument next;
        try
        {
            next = SeenDocument.Read(entry, section, _state.Options.AllowSpecialPurpose);
        }
        catch (IpRangesFormatException e)
        {
            throw failures.Format(response.Source, body.Span, e);
        }

        return section is null || next.Document.TryGetSection(section, out _) ? next : throw failures.NoSuchSection(response.Source);
    }

    // The document of a section is compared with the baseline by content only: its version may be another one.
    private IpRangesDocument? Check(
        Site site, Section? section, Uri uri, IpRangesDocument next, LastSeen last, FetchFailures failures)
    {
        if (last.Floor is { } floor)
        {
            _state.Guard.RefuseOlder(failures, uri, next, floor.Provenance);
        }

        var inUse = section is null ? _state.Guard.InUse(site, last.Document) : last.Document;
        if (inUse is not null)
        {
            _state.Guard.RefuseOlderOrChanged(failures, uri, next, inUse);
        }

        _state.Guard.RefuseLargeChange(failures, uri, next, inUse ?? _state.Guard.InUse(site, last.Document), section);
        return inUse;
    }

    // Of a file that was not read and then not replaced, either, both is worth knowing.
    private static IpRangesCacheProblem? Both(IpRangesCacheProblem? read, IpRangesCacheProblem? written)
        => read is not null && written is not null ? read with { Reason = $"{read.Reason}; it is not replaced either: {written.Reason}" } : read ?? written;

    private SeenDocument Confirm(SeenDocument last, DocumentResponse response)
        => last with
        {
            Entry = last.Entry with
            {
                ETag = response.ETag ?? last.Entry.ETag,
                LastModified = response.LastModified ?? last.Entry.LastModified,
                FetchedAt = _state.Time.GetUtcNow(),
            },
        };
}

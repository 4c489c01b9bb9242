using System.Net;
using FirewallRules.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FirewallRules;

/// <summary>Fetches ip-ranges documents over HTTPS: asks only for what changed, tries again where that helps, and never goes back to an older one.</summary>
/// <remarks>
/// <para>
/// With dependency injection: <c>AddDatadogIpRanges</c> of <see cref="IpRangesServiceCollectionExtensions"/>. Without: <c>new IpRangesClient(new HttpClient(IpRangesClient.CreateHandler()))</c>, one for the life of the program. The client is safe for
/// concurrent use.
/// </para>
/// <para>
/// Documents are ordered by their version alone, never by their time of modification. One with a lower version than the last one seen is
/// refused, and so is one that says something else under the same version (other sections, addresses or locations; how they are written
/// does not matter), unless <see cref="IpRangesClientOptions.AllowOlder"/>. Documents of one section are compared with the last one of that
/// section that this client fetched; they are not kept on disk.
/// </para>
/// <para>Fetches can be observed under the names in <see cref="IpRangesTelemetry"/>.</para>
/// </remarks>
public sealed partial class IpRangesClient
{
    private readonly HttpClient _http;
    private readonly ClientState _state;

    /// <summary>Creates a client on an <see cref="HttpClient"/>, which stays the caller's to dispose.</summary>
    /// <remarks>
    /// What the given client's handler does, stands: where it follows redirects itself, the place where it ended is held against the same rules;
    /// where it does not unpack gzip or br, this client does; its <see cref="HttpClient.BaseAddress"/> is not used. Its
    /// <see cref="HttpClient.Timeout"/> ends an attempt before <see cref="IpRangesResilienceOptions.AttemptTimeout"/> does, if it is shorter.
    /// </remarks>
    /// <param name="httpClient">What sends the requests.</param>
    /// <param name="options">What is fetched, from where; <see langword="null"/> for the defaults. They are read once, here.</param>
    /// <param name="cache">Where documents are kept between runs; <see langword="null"/> for <see cref="IpRangesClientOptions.CacheFolder"/>.</param>
    /// <param name="timeProvider">The clock; <see langword="null"/> for the system's.</param>
    /// <param name="logger">What is told of retries and failures; <see langword="null"/> for nobody.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">An option is wrong; the message names each that is.</exception>
    public IpRangesClient(
        HttpClient httpClient,
        IpRangesClientOptions? options = null,
        IpRangesCache? cache = null,
        TimeProvider? timeProvider = null,
        ILogger<IpRangesClient>? logger = null)
        : this(
            httpClient ?? throw new ArgumentNullException(nameof(httpClient)),
            new ClientState(options ?? new IpRangesClientOptions(), cache, timeProvider, logger ?? NullLogger<IpRangesClient>.Instance))
    {
    }

    internal IpRangesClient(HttpClient httpClient, ClientState state) => (_http, _state) = (httpClient, state);

    /// <summary>The site whose document is fetched where none is named.</summary>
    public Site Site => _state.Options.Site;

    /// <summary>
    /// The handler that clients from dependency injection use: no redirects and no cookies of its own, the proxy that the environment
    /// names, and connections that are renewed every five minutes, so that a change in DNS is seen.
    /// </summary>
    public static SocketsHttpHandler CreateHandler() => new()
    {
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

    /// <summary>Fetches the document of one section of a site, and says where it came from.</summary>
    /// <inheritdoc cref="FetchAsync(Site, CancellationToken)" />
    public Task<IpRangesFetch> FetchSectionAsync(Site site, Section section, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(site);
        ArgumentNullException.ThrowIfNull(section);
        return ObserveAsync(site, section, cancellationToken);
    }

    /// <summary>Fetches the document of <see cref="Site"/>, and says where it came from.</summary>
    /// <inheritdoc cref="FetchAsync(Site, CancellationToken)" />
    public Task<IpRangesFetch> FetchAsync(CancellationToken cancellationToken = default) => FetchAsync(Site, cancellationToken);

    /// <summary>Fetches the document of a site, and says where it came from.</summary>
    /// <exception cref="IpRangesClientException">There is no document that can be used; nothing older is given in its place.</exception>
    /// <exception cref="ArgumentException"><see cref="IpRangesClientOptions.BaseAddress"/> holds the document of another site alone.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<IpRangesFetch> FetchAsync(Site site, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(site);
        return ObserveAsync(site, section: null, cancellationToken);
    }

    /// <summary>The document of a site that was seen last, from the cache or from memory. The server is not asked.</summary>
    /// <returns>The document, or <see langword="null"/> when none was seen.</returns>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<IpRangesFetch?> GetCachedAsync(Site site, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(site);
        var last = await _state.Seen.LastAsync(site, section: null, cancellationToken).ConfigureAwait(false);
        return last?.ToFetch(IpRangesFetchOutcome.Cache);
    }

    private async Task<IpRangesFetch> ObserveAsync(Site site, Section? section, CancellationToken cancellationToken)
    {
        var address = IpRangesAddress.Of(_state.Options, site, section);
        using var activity = IpRangesTelemetry.Start(site);
        var (started, outcome, failed) = (_state.Time.GetTimestamp(), IpRangesTelemetry.FaultOutcome, true);
        try
        {
            var fetch = await FetchAsync(site, section, address, cancellationToken).ConfigureAwait(false);
            (outcome, failed) = (IpRangesTelemetry.Word(fetch.Outcome), false);
            _state.Logger.Fetched(site, fetch.Outcome, fetch.Document.Version, fetch.Body.Length);
            return fetch;
        }
        catch (IpRangesClientException e)
        {
            outcome = IpRangesTelemetry.Word(e.Error);
            _state.Logger.Failed(site, e.Error, (int?)e.StatusCode);
            throw;
        }
        catch (OperationCanceledException e) when (cancellationToken.IsCancellationRequested)
        {
            outcome = IpRangesTelemetry.CancelledOutcome;
            throw new OperationCanceledException(e.Message, e, cancellationToken);
        }
        finally
        {
            IpRangesTelemetry.Ended(activity, site, outcome, failed, _state.Time.GetElapsedTime(started));
        }
    }

    private async Task<IpRangesFetch> FetchAsync(Site site, Section? section, Uri address, CancellationToken cancellationToken)
    {
        var failures = new FetchFailures(site, section);
        var last = await _state.Seen.LastAsync(site, section, cancellationToken).ConfigureAwait(false);
        var question = new FetchQuestion(_http, _state.Options, _state.Time, failures, address, last);
        var answer = await _state.Pipelines.AskAsync(site, question, cancellationToken).ConfigureAwait(false);

        var (next, outcome) = answer.Body is { } body
            ? (Read(site, section, answer, body, last, failures), IpRangesFetchOutcome.Network)
            : (Confirm(last!, answer), IpRangesFetchOutcome.NotModified);
        var kept = await _state.Seen.KeepAsync(next, section, _state.Options.AllowOlder, cancellationToken).ConfigureAwait(false);
        if (section is null)
        {
            IpRangesTelemetry.Fetched(site, kept.Document.Version, kept.Entry.FetchedAt, _state.Time);
        }

        return kept.ToFetch(ReferenceEquals(kept, next) ? outcome : IpRangesFetchOutcome.Cache);
    }

    private SeenDocument Read(Site site, Section? section, IpRangesAnswer answer, ReadOnlyMemory<byte> body, SeenDocument? last, FetchFailures failures)
    {
        var entry = new CachedIpRanges
        {
            Site = site,
            Source = IpRangesAddress.Public(answer.Source),
            Body = body,
            Version = null,
            ETag = answer.ETag,
            LastModified = answer.LastModified,
            FetchedAt = _state.Time.GetUtcNow(),
        };
        SeenDocument next;
        try
        {
            next = SeenDocument.Read(entry, section);
        }
        catch (IpRangesFormatException e)
        {
            throw failures.Format(answer.Source, body.Span, e);
        }

        if (section is not null && !next.Document.TryGetSection(section, out _))
        {
            throw failures.NoSuchSection(answer.Source);
        }

        if (last is not null && !_state.Options.AllowOlder)
        {
            failures.RefuseStepBack(answer.Source, next, last);
        }

        return next;
    }

    private SeenDocument Confirm(SeenDocument last, IpRangesAnswer answer)
        => last with
        {
            Entry = last.Entry with
            {
                ETag = answer.ETag ?? last.Entry.ETag,
                LastModified = answer.LastModified ?? last.Entry.LastModified,
                FetchedAt = _state.Time.GetUtcNow(),
            },
        };
}

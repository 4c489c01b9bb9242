using Microsoft.Extensions.DependencyInjection;

namespace FirewallRules.Client;

/// <summary>The watcher or client that a health check reports.</summary>
/// <param name="Name">Its name; empty when it has none.</param>
/// <param name="Watcher">The watcher; null for a client.</param>
/// <param name="State">The state of the client.</param>
/// <param name="Site">The site.</param>
internal sealed record HealthSource(string Name, IpRangesWatcher? Watcher, ClientState State, Site Site)
{
    /// <exception cref="InvalidOperationException">There is no such watcher or client.</exception>
    public static HealthSource Find(IServiceProvider provider, string? watcherName, string? clientName)
    {
        if (clientName is null && provider.GetKeyedService<IpRangesWatcher>(watcherName ?? "") is { } watcher)
        {
            return new HealthSource(watcherName ?? "", watcher, watcher.Client.State, watcher.Site);
        }

        if (watcherName is not null)
        {
            throw new InvalidOperationException($"There is no watcher '{watcherName}': add it with AddDatadogIpRangesWatcher.");
        }

        var state = provider.GetKeyedService<ClientStates>(clientName ?? "")?.Current
            ?? throw new InvalidOperationException(
                string.IsNullOrEmpty(clientName)
                    ? "There is no client or watcher without a name: add one with AddDatadogIpRanges or AddDatadogIpRangesWatcher."
                    : $"There is no client '{clientName}': add it with AddDatadogIpRanges.");
        return new HealthSource(clientName ?? "", Watcher: null, state, state.Options.Site);
    }

    /// <summary>What the watcher or client did last; a document in the cache counts until one is fetched.</summary>
    public async Task<WatchStatus> StatusAsync(CancellationToken cancellationToken)
    {
        var fetched = State.Fetches.Of(Site);
        var status = Watcher?.Status ?? new WatchStatus { Fetched = fetched?.Document, FetchedAt = fetched?.FetchedAt, Failure = fetched?.Failure };
        if (status.Fetched is not null)
        {
            return status;
        }

        var last = await State.Seen.LastAsync(Site, section: null, cancellationToken).ConfigureAwait(false);
        return status with
        {
            Fetched = last.Seen?.Document.Provenance,
            FetchedAt = last.Seen?.Entry.FetchedAt,
            Failure = status.Failure ?? last.Failure,
        };
    }
}

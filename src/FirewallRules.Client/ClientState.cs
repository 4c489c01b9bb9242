using Microsoft.Extensions.Logging;

namespace FirewallRules.Client;

/// <summary>State that all clients with the same options share: validated options, circuit breakers, and the last documents.</summary>
internal sealed class ClientState
{
    /// <param name="options">The options, which are copied.</param>
    /// <param name="time">The clock; null for the system clock.</param>
    /// <param name="logger">The logger.</param>
    /// <param name="previous">The state for other options before; its documents stay the oldest acceptable ones.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">An option is invalid.</exception>
    public ClientState(IpRangesClientOptions options, TimeProvider? time, ILogger logger, ClientState? previous = null)
    {
        IpRangesClientOptionsValidator.Check(options);
        Options = options.Copy();
        (Time, Logger) = (time ?? TimeProvider.System, logger);
        var cache = Options.CacheFolder is { } folder ? new IpRangesCache(folder, logger) : null;
        Seen = new SeenDocuments(cache, Options.AllowSpecialPurpose, previous?.Seen);
        Fetches = previous?.Fetches ?? new FetchStatus();
        Guard = new DocumentGuard(Options);
        var circuits = new FetchCircuits(Options.Resilience, Options.BaseAddress, Time, logger);
        Circuits = circuits.IsLike(previous?.Circuits) ? previous!.Circuits : circuits;
        Pipelines = new FetchPipelines(Options.Resilience, Circuits, Time, logger);
    }

    public IpRangesClientOptions Options { get; }

    public TimeProvider Time { get; }

    public ILogger Logger { get; }

    public SeenDocuments Seen { get; }

    public FetchStatus Fetches { get; }

    public DocumentGuard Guard { get; }

    public FetchCircuits Circuits { get; }

    public FetchPipelines Pipelines { get; }
}

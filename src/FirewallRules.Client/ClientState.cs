using Microsoft.Extensions.Logging;

namespace FirewallRules.Client;

/// <summary>What clients of one name share, however often one is made: checked options, circuits, and what was seen last.</summary>
internal sealed class ClientState
{
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">An option is wrong.</exception>
    public ClientState(IpRangesClientOptions options, IpRangesCache? cache, TimeProvider? time, ILogger logger, ILogger<IpRangesCache>? cacheLogger = null)
    {
        IpRangesClientOptionsValidator.Check(options);
        Options = options.Copy();
        (Time, Logger) = (time ?? TimeProvider.System, logger);
        Seen = new SeenDocuments(cache ?? (Options.CacheFolder is { } folder ? new IpRangesCache(folder, cacheLogger) : null), logger);
        Pipelines = new FetchPipelines(Options.Resilience, Time, logger);
    }

    public IpRangesClientOptions Options { get; }

    public TimeProvider Time { get; }

    public ILogger Logger { get; }

    public SeenDocuments Seen { get; }

    public FetchPipelines Pipelines { get; }
}

using Microsoft.Extensions.Logging;

namespace FirewallRules.Client;

/// <summary>State that all clients of one name share: validated options, circuit breakers, and the last documents.</summary>
internal sealed class ClientState
{
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">An option is invalid.</exception>
    public ClientState(IpRangesClientOptions options, TimeProvider? time, ILogger logger)
    {
        IpRangesClientOptionsValidator.Check(options);
        Options = options.Copy();
        (Time, Logger) = (time ?? TimeProvider.System, logger);
        Seen = new SeenDocuments(Options.CacheFolder is { } folder ? new IpRangesCache(folder, logger) : null, Options.AllowSpecialPurpose);
        Guard = new DocumentGuard(Options);
        Pipelines = new FetchPipelines(Options.Resilience, Time, logger);
    }

    public IpRangesClientOptions Options { get; }

    public TimeProvider Time { get; }

    public ILogger Logger { get; }

    public SeenDocuments Seen { get; }

    public DocumentGuard Guard { get; }

    public FetchPipelines Pipelines { get; }
}

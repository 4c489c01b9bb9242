using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;

namespace FirewallRules.Client;

/// <summary>One circuit breaker per site, so that a failing site does not open the circuit of another.</summary>
internal sealed class FetchCircuits(IpRangesResilienceOptions options, Uri? address, TimeProvider time, ILogger logger)
{
    private readonly ConcurrentDictionary<Site, ResiliencePipeline> _circuits = new();

    private (double Ratio, int Attempts, TimeSpan Window, TimeSpan Duration, Uri? Address) Settings
        => (options.CircuitFailureRatio, options.CircuitMinimumAttempts, options.CircuitWindow, options.CircuitBreakDuration, address);

    public ResiliencePipeline Of(Site site) => _circuits.GetOrAdd(site, Build);

    /// <summary>Whether other circuits have the same settings and the same server, so that their state applies here, too.</summary>
    public bool IsLike(FetchCircuits? other) => other?.Settings == Settings;

    private ResiliencePipeline Build(Site site)
        => new ResiliencePipelineBuilder { TimeProvider = time, Name = IpRangesTelemetry.SourceName, InstanceName = site.Key }
            .AddCircuitBreaker(Circuit(site))
            .Build();

    private CircuitBreakerStrategyOptions Circuit(Site site) => new()
    {
        FailureRatio = options.CircuitFailureRatio,
        MinimumThroughput = options.CircuitMinimumAttempts,
        SamplingDuration = options.CircuitWindow,
        BreakDuration = options.CircuitBreakDuration,
        ShouldHandle = arguments => ValueTask.FromResult(FetchPipelines.IsTransient(arguments.Outcome.Exception)),
        OnOpened = arguments =>
        {
            logger.CircuitOpened(site, DurationText.Of(arguments.BreakDuration));
            return default;
        },
        OnClosed = _ =>
        {
            logger.CircuitClosed(site);
            return default;
        },
    };
}

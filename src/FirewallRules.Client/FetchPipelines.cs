using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace FirewallRules.Client;

/// <summary>One resilience pipeline per site, built once.</summary>
internal sealed class FetchPipelines(IpRangesResilienceOptions options, FetchCircuits circuits, TimeProvider time, ILogger logger)
{
    private static readonly ResiliencePropertyKey<DocumentRequest> RequestKey = new("firewallrules.request");

    private readonly ConcurrentDictionary<Site, ResiliencePipeline> _pipelines = new();

    /// <summary>Sends requests until there is a response or the limits are reached.</summary>
    /// <exception cref="IpRangesClientException">There is no usable response.</exception>
    public async Task<DocumentResponse> SendAsync(Site site, DocumentRequest request, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, cancellationToken);
        context.Properties.Set(RequestKey, request);
        try
        {
            return await _pipelines.GetOrAdd(site, Build)
                .ExecuteAsync(static (inner, sent) => sent.SendAsync(inner.CancellationToken), context, request).ConfigureAwait(false);
        }
        catch (TimeoutRejectedException e)
        {
            throw request.Failures.Timeout(request.RequestedUri, e.Timeout, request.Attempts, e, request.LastFailure);
        }
        catch (BrokenCircuitException e)
        {
            throw request.LastFailure ?? request.Failures.CircuitOpen(request.RequestedUri, e.RetryAfter, e);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    public static bool IsTransient(Exception? exception) => exception is TimeoutRejectedException or IpRangesClientException { IsTransient: true };

    private ResiliencePipeline Build(Site site)
    {
        var pipeline = new ResiliencePipelineBuilder { TimeProvider = time, Name = IpRangesTelemetry.SourceName, InstanceName = site.Key };
        pipeline.AddTimeout(options.TotalTimeout);
        if (options.MaxRetries > 0)
        {
            pipeline.AddRetry(Retry(site));
        }

        return pipeline.AddPipeline(circuits.Of(site)).AddTimeout(options.AttemptTimeout).Build();
    }

    private RetryStrategyOptions Retry(Site site) => new()
    {
        MaxRetryAttempts = options.MaxRetries,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        Delay = options.RetryDelay,
        MaxDelay = options.MaxRetryDelay,
        ShouldHandle = arguments => ValueTask.FromResult(IsTransient(arguments.Outcome.Exception) && MayWait(arguments.Outcome.Exception)),
        DelayGenerator = arguments => ValueTask.FromResult(
            arguments.Outcome.Exception is IpRangesClientException { RetryAfter: { } wait } && wait > TimeSpan.Zero ? wait : (TimeSpan?)null),
        OnRetry = arguments =>
        {
            var request = arguments.Context.Properties.GetValue(RequestKey, defaultValue: null!);
            var failure = arguments.Outcome.Exception as IpRangesClientException
                ?? request.Failures.Timeout(request.RequestedUri, options.AttemptTimeout, request.Attempts, arguments.Outcome.Exception!, last: null);
            request.LastFailure = failure;
            if (logger.IsEnabled(request.RetryLevel))
            {
                logger.Retrying(request.RetryLevel, request.Attempts, site, DurationText.Of(arguments.RetryDelay), failure.LoggedReason);
            }

            return default;
        },
    };

    // When a server requests a longer wait, the fetch ends, and the caller decides when to try again.
    private bool MayWait(Exception? exception)
        => !(exception is IpRangesClientException { RetryAfter: { } wait } && wait > options.MaxRetryAfter);
}

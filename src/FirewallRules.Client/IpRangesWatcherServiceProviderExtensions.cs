using System.Runtime.ExceptionServices;
using FirewallRules.Client;
using Microsoft.Extensions.DependencyInjection;

namespace FirewallRules;

/// <summary>Runs a watcher once, for jobs that a timer starts.</summary>
public static class IpRangesWatcherServiceProviderExtensions
{
    /// <summary>Fetches the document once, and calls the handler of a watcher if the version is new.</summary>
    /// <remarks>The watcher is added with <c>AddDatadogIpRangesWatcher</c>. Its host must not be started.</remarks>
    /// <param name="provider">The services.</param>
    /// <param name="name">The name of the watcher; <see langword="null"/> for the one without a name.</param>
    /// <param name="cancellationToken">Cancels the fetch and the handler.</param>
    /// <exception cref="IpRangesClientException">There is no usable document.</exception>
    /// <exception cref="IpRangesCacheException">The file of the last handled document is there, but cannot be read.</exception>
    /// <exception cref="InvalidOperationException">There is no such watcher.</exception>
    /// <exception cref="ArgumentException">
    /// <see cref="IpRangesClientOptions.BaseAddress"/> is for the document of another site only.
    /// </exception>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">An option of the client or the watcher is invalid.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    /// <exception cref="Exception">The handler, or a handler of the <see cref="HttpClient"/>, has failed: its own exception.</exception>
    /// <example><code>
    /// using Microsoft.Extensions.DependencyInjection;
    ///
    /// var services = new ServiceCollection();
    /// services.AddDatadogIpRangesWatcher((provider, update, cancellationToken) =&gt;
    ///     File.WriteAllTextAsync("datadog.nft", RuleSet.For(update.New, Section.Logs).ToNftables(), cancellationToken));
    /// await using var provider = services.BuildServiceProvider();
    /// Console.WriteLine(await provider.CheckDatadogIpRangesAsync());
    /// </code></example>
    public static async Task<IpRangesWatchOutcome> CheckDatadogIpRangesAsync(
        this IServiceProvider provider, string? name = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(provider);
        var watcher = provider.GetRequiredKeyedService<IpRangesWatcher>(name ?? "");
        try
        {
            return await watcher.CheckAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (IpRangesWatcher.HandlerException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerException!);
            throw;
        }
    }
}

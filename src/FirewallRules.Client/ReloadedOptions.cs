using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace FirewallRules.Client;

/// <summary>Options that follow their sources. Unlike the framework's monitor it keeps the previous ones when the changed ones are invalid.</summary>
/// <remarks>The framework's monitor throws then, in the thread that noticed the change, where nobody expects it.</remarks>
internal sealed class ReloadedOptions<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] T>
    : IOptionsMonitor<T>, IDisposable
    where T : class
{
    private readonly IOptionsFactory<T> _factory;
    private readonly IOptionsMonitorCache<T> _cache;
    private readonly ILogger _logger;
    private readonly List<IDisposable> _registrations;
    private readonly ConcurrentDictionary<Registration, Action<T, string?>> _listeners = new();

    public ReloadedOptions(
        IOptionsFactory<T> factory, IOptionsMonitorCache<T> cache, IEnumerable<IOptionsChangeTokenSource<T>> sources, ILogger<IpRangesClient> logger)
    {
        (_factory, _cache, _logger) = (factory, cache, logger);
        _registrations = [.. sources.Select(source => ChangeToken.OnChange(source.GetChangeToken, Reload, source.Name))];
    }

    public T CurrentValue => Get(Options.DefaultName);

    public T Get(string? name)
    {
        var key = name ?? Options.DefaultName;
        return _cache.GetOrAdd(key, () => _factory.Create(key));
    }

    public IDisposable OnChange(Action<T, string?> listener)
    {
        var registration = new Registration(_listeners);
        _listeners[registration] = listener;
        return registration;
    }

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }
    }

    private void Reload(string? name)
    {
        var key = name ?? Options.DefaultName;
        T options;
        try
        {
            options = _factory.Create(key);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Whatever a method that sets options throws: the thread that noticed the change cannot handle it.
            _logger.OptionsNotChanged(typeof(T).Name, key, e.Message);
            return;
        }

        _cache.TryRemove(key);
        _cache.TryAdd(key, options);
        _logger.OptionsChanged(typeof(T).Name, key);
        foreach (var listener in _listeners.Values)
        {
            listener(options, key);
        }
    }

    private sealed class Registration(ConcurrentDictionary<Registration, Action<T, string?>> all) : IDisposable
    {
        public void Dispose() => all.TryRemove(this, out _);
    }
}

using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace FirewallRules.Tests.Client;

/// <summary>A logger that stores its messages.</summary>
internal sealed class LogList : ILogger
{
    private readonly ConcurrentQueue<(LogLevel Level, int Id, string Text)> _entries = [];

    public IEnumerable<string> Warnings => _entries.Where(entry => entry.Level >= LogLevel.Warning).Select(entry => entry.Text);

    public IEnumerable<(LogLevel Level, int Id, string Text)> Entries => _entries;

    public void Clear() => _entries.Clear();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
        => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        => _entries.Enqueue((logLevel, eventId.Id, formatter(state, exception)));
}

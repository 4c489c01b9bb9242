using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace FirewallRules.Tests.Client;

/// <summary>Keeps what is logged, at every level and with every exception.</summary>
internal sealed class LogCapture : ILoggerProvider
{
    private readonly ConcurrentQueue<(string Category, int Id, string Text)> _entries = new();

    /// <summary>The events of this library, in order.</summary>
    public IEnumerable<int> Ids => _entries.Where(entry => entry.Category.StartsWith("FirewallRules.", StringComparison.Ordinal)).Select(entry => entry.Id);

    /// <summary>The messages of this library, in order.</summary>
    public IEnumerable<string> Texts
        => _entries.Where(entry => entry.Category.StartsWith("FirewallRules.", StringComparison.Ordinal)).Select(entry => entry.Text);

    public string Text => string.Join('\n', _entries.Select(entry => entry.Text));

    public ILogger<T> For<T>() => new Logger<T>(this, typeof(T).FullName!);

    public ILogger CreateLogger(string categoryName) => new Logger<object>(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Logger<T>(LogCapture capture, string category) : ILogger<T>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            capture._entries.Enqueue(("", 0, state.ToString()!));
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var values = state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(", ", pairs.Select(pair => $"{pair.Key}={pair.Value}")) : "";
            capture._entries.Enqueue((category, eventId.Id, $"{formatter(state, exception)} [{values}] {exception}"));
        }
    }
}

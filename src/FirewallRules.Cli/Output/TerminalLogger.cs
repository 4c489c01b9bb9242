using Microsoft.Extensions.Logging;

namespace FirewallRules.Cli.Output;

/// <summary>Says the warnings of the client on standard error.</summary>
internal sealed class TerminalLogger(Terminal terminal) : ILogger, ILoggerProvider
{
    // That a fetch failed: the exception that ends it says it better.
    private const int Failed = 102;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
        => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel) && eventId.Id != Failed)
        {
            terminal.Notice(exception is null ? formatter(state, null) : $"{formatter(state, exception)} {Describe(exception)}");
        }
    }

    private static string Describe(Exception exception) => exception is IpRangesClientException failure ? ClientFailure.Describe(failure) : exception.Message;

    public void Dispose()
    {
    }
}

using System.Globalization;
using FirewallRules.Cli.Watching;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FirewallRules.Cli.Output;

/// <summary>Shows the events of the client on standard error, in the terms of the command line: below warnings only with the level debug.</summary>
internal sealed class TerminalLogger(Terminal terminal) : ILogger, ILoggerProvider
{
    // That a failed watch works again is as important as that it failed, and that it waits for another process explains why nothing happens.
    private const int Recovered = 311;
    private const int Busy = 307;

    /// <summary>Whether the process is about to end, and nothing will be repeated.</summary>
    public Func<bool> IsStopping { get; init; } = () => false;

    /// <summary>The process of the command that another process runs; null when it is not known.</summary>
    public Func<int?> Running { get; init; } = () => null;

    /// <summary>A factory of loggers for the client. Others stay silent: they could show what is secret.</summary>
    public static void AddTo(ILoggingBuilder logging, Terminal terminal, TerminalLogger? logger = null)
        => logging.SetMinimumLevel(terminal.Level == NoticeLevel.Debug ? LogLevel.Debug : LogLevel.Information)
            .AddProvider(logger ?? new TerminalLogger(terminal));

    public ILogger CreateLogger(string categoryName)
        => categoryName.StartsWith("FirewallRules.", StringComparison.Ordinal) ? this : NullLogger.Instance;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
        => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= (terminal.Level == NoticeLevel.Debug ? LogLevel.Debug : LogLevel.Information);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var level = logLevel >= LogLevel.Warning ? NoticeLevel.Warning : eventId.Id is Recovered or Busy ? NoticeLevel.Information : NoticeLevel.Debug;
        if (level < terminal.Level)
        {
            return;
        }

        var values = state as IEnumerable<KeyValuePair<string, object?>> ?? [];
        var text = Describe(eventId.Id,
            values.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal))
            ?? formatter(state, exception);
        terminal.Write(level, [(level == NoticeLevel.Debug ? "debug: " : "") + (exception is null ? text : $"{text}: {Describe(exception)}")]);
    }

    // By the event IDs of the client.
    private string? Describe(int id, Dictionary<string, object?> values)
    {
        return id switch
        {
            101 => $"attempt {Value("Attempt")} to fetch the document of {Value("Site")} failed: {Value("Reason")}; retrying in {Value("Delay")}",
            102 => $"fetching the document of {Value("Site")} failed: {Value("Reason")}",
            103 => $"too many attempts to fetch the document of {Value("Site")} failed; the next one is made after {Value("Duration")}",
            106 => $"the document of {Value("Site")} is not cached: {Problem()}",
            107 => $"the cache '{Value("Path")}' has {Value("Version")}, which is not accepted: {Value("Reason")}; an older document is refused",
            200 => $"the cache '{Value("Path")}' is damaged: {Value("Reason")}; it had {Value("Version")}, so an older document is refused, and the "
                + "fetched one replaces the file",
            201 => $"the cache '{Value("Path")}' {Value("Problem")}: {Value("Reason")}; it is not known whether the document of {Value("Site")} is "
                + "older than the one in it",
            205 => $"the cache '{Value("Path")}' is damaged: {Value("Reason")}; it had {Value("Version")}, so an older document is refused, and the "
                + "fetched one replaces the file; its addresses are lost, and the fetched ones are not compared with them",
            303 => $"the command failed for {Value("Version")} of {Value("Site")}, {Value("Failures")} times in a row; it runs again "
                + (IsStopping() ? "after the next start" : $"in {Value("Wait")}"),
            304 => $"{Value("Version")} of {Value("Site")} is held back, because sections have shrunk since {Value("Last")}: "
                + $"{Value("Sections")}. Check it; --accept-shrink accepts it",
            305 => $"{Value("Version")} of {Value("Site")} is held back, because {Value("Last")} was handled before, "
                + "which is newer or has other content",
            306 => $"cannot remember that {Value("Version")} of {Value("Site")} was handled: after a restart the command runs for it "
                + "again; check the folder of --cache",
            307 => $"another process runs the command for {Value("Site")}{Describe(Running())}; waiting until it ends",
            308 => $"checking the document of {Value("Site")} failed; next check in {Value("Wait")}",
            309 => $"{Value("Version")} of {Value("Site")} is held back, because sections have grown sharply since {Value("Last")}: "
                + $"{Value("Sections")}. Check it; --accept-growth accepts it",
            310 => $"checking the document of {Value("Site")} failed; handled before: {Value("Last")}; next check in {Value("Wait")}",
            311 => $"checking the document of {Value("Site")} works again: {Value("Version")}",
            312 => $"the record of the handled version, '{Value("Path")}', is damaged: {Value("Reason")}; {Value("Version")} is recovered",
            313 => $"the record of the handled version, '{Value("Path")}', is damaged: {Value("Reason")}; the document is lost "
                + $"({Value("Version")}), so the command runs as for the first version, after a comparison with the cache or the embedded document",
            314 => $"another process may run the command for {Value("Site")} at the same time, because nothing can be locked in the folder of --cache",
            _ => null,
        };

        string Problem() => values.GetValueOrDefault("Problem") is IpRangesCacheProblem problem ? CacheErrorText.Describe(problem).TrimEnd('.') : "unknown";

        string Value(string name) => values.GetValueOrDefault(name)?.ToString()?.TrimEnd('.') ?? "unknown";
    }

    /// <summary>What identifies the process of a running command, if it is known.</summary>
    public static string Describe(int? process) => process is { } id ? string.Create(CultureInfo.InvariantCulture, $" (process {id})") : "";

    private static string Describe(Exception exception) => exception switch
    {
        WatchedCommandException => exception.Message,
        (IOException or UnauthorizedAccessException) and not IpRangesCacheException => IoErrorText.Describe(exception),
        _ => Failure.Explain(exception).Message,
    };

    public void Dispose()
    {
    }
}

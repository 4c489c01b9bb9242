using System.ComponentModel;
using System.Globalization;

namespace FirewallRules.Cli.Watching;

/// <summary>Runs the user's command for a new version, with each document in a file.</summary>
/// <param name="words">The program and its arguments.</param>
/// <param name="folder">Where the documents are while it runs.</param>
/// <param name="limit">How long it may run; null for any time.</param>
/// <param name="terminal">The standard streams.</param>
internal sealed class WatchedCommand(IReadOnlyList<string> words, RunFolder folder, TimeSpan? limit, Terminal terminal)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    /// <summary>When a running command is first reported; after that when its age has doubled, and once a day.</summary>
    public TimeSpan ReportAfter { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long the command may take to end after SIGTERM, before SIGKILL.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Runs it until it ends: it is not stopped with the watch, so that a change of a firewall is never half applied.</summary>
    /// <param name="update">The update.</param>
    /// <param name="stop">When the watch is stopped, it is reported that the command still runs.</param>
    /// <exception cref="WatchedCommandException">
    /// Its documents could not be written, it could not be started, it ran too long, or its exit code is not 0.
    /// </exception>
    public async Task RunAsync(IpRangesUpdate update, CancellationToken stop)
    {
        try
        {
            var environment = Prepare(update);
            terminal.Notice($"running '{words[0]}' for {update}");
            var process = Start(environment);
            folder.Note(process.Id);
            using var report = stop.Register(() => terminal.Notice(
                $"waiting until '{words[0]}' (process {Text(process.Id)}) has ended; a second signal leaves it running"));
            await EndAsync(process);
        }
        finally
        {
            Clean();
        }

        terminal.Notice($"'{words[0]}' succeeded");
    }

    private async Task EndAsync(CommandProcess process)
    {
        var start = terminal.Time.GetTimestamp();
        for (var next = ReportAfter; !await HasEndedAsync(limit <= next ? limit.Value : next); next += next < Day ? next : Day)
        {
            // Not by the time that has passed: a timer may fire a little early.
            if (limit is { } longest && longest <= next)
            {
                throw new WatchedCommandException(
                    $"'{words[0]}' ran longer than {DurationText.Describe(longest)} (--exec-timeout) and was ended with {await StopAsync(process)}.");
            }

            terminal.Notice($"'{words[0]}' (process {Text(process.Id)}) is still running after {DurationText.Describe(next)}");
        }

        if (await process.Ended is { IsSuccess: false } end)
        {
            throw new WatchedCommandException($"'{words[0]}' {end.Describe()}.");
        }

        async Task<bool> HasEndedAsync(TimeSpan after)
        {
            var wait = after - terminal.Time.GetElapsedTime(start);
            Task ended = process.Ended.WaitAsync(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, terminal.Time);
            await ended.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return process.Ended.IsCompleted;
        }
    }

    // Ends when nothing of the group is left.
    private async Task<string> StopAsync(CommandProcess process)
    {
        process.Terminate();
        if (await IsGoneAsync(process))
        {
            return OperatingSystem.IsWindows() ? "everything that it started" : "SIGTERM";
        }

        process.Kill();
        if (!await IsGoneAsync(process) && !process.Ended.IsCompleted)
        {
            // The turn must not end before the command has, and a command of another user can refuse signals.
            terminal.Notice($"'{words[0]}' (process {Text(process.Id)}) cannot be ended; waiting until it has ended by itself");
            await process.Ended;
        }

        return $"SIGKILL, because it did not end within {DurationText.Describe(Grace)} after SIGTERM";
    }

    private async Task<bool> IsGoneAsync(CommandProcess process)
    {
        for (var start = terminal.Time.GetTimestamp(); !process.IsGone;)
        {
            if (terminal.Time.GetElapsedTime(start) >= Grace)
            {
                return false;
            }

            await Task.Delay(PollInterval, terminal.Time);
        }

        return true;
    }

    private CommandProcess Start(IReadOnlyDictionary<string, string?> environment)
    {
        try
        {
            return CommandProcess.Start(words, environment);
        }
        catch (Win32Exception e)
        {
            throw new WatchedCommandException($"'{words[0]}' cannot be started: {Reason(e)}.", e);
        }
    }

    private string Reason(Win32Exception e) => e.NativeErrorCode switch
    {
        2 when File.Exists(words[0]) => "the program that its first line names is not found",
        2 => "the program is not found",
        5 or 13 => "it is not an executable file, or access is denied",
        8 or 193 => "it is neither a program nor a script with a '#!' line",
        7 => "its arguments and variables are too long",
        var error => string.Create(CultureInfo.InvariantCulture, $"the system reports error {error} ({e.Message})"),
    };

    // For the first version, variables for the old one that this process inherited are removed.
    private Dictionary<string, string?> Prepare(IpRangesUpdate update)
    {
        try
        {
            var (updated, old) = folder.Write(update);
            return new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["FWRULES_SITE"] = update.Site.Key,
                ["FWRULES_NEW"] = updated,
                ["FWRULES_NEW_FILE"] = updated,
                ["FWRULES_NEW_VERSION"] = Version(update.New),
                ["FWRULES_OLD"] = old,
                ["FWRULES_OLD_FILE"] = old,
                ["FWRULES_OLD_VERSION"] = update.Old is null ? null : Version(update.Old),
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WatchedCommandException(
                $"'{words[0]}' was not run, because its documents cannot be written to '{folder.Path}': {IoErrorText.Describe(e)}.", e);
        }
    }

    // The next run removes what is left.
    private void Clean()
    {
        try
        {
            folder.Delete();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            terminal.Notice($"'{folder.Path}' cannot be deleted: {IoErrorText.Describe(e)}");
        }
    }

    private static string Version(IpRangesDocument document) => document.Version is { } version ? version.ToString(CultureInfo.InvariantCulture) : "";

    private static string Text(int id) => id.ToString(CultureInfo.InvariantCulture);
}

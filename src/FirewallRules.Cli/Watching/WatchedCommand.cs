using System.ComponentModel;
using System.Globalization;

namespace FirewallRules.Cli.Watching;

/// <summary>Runs the user's command for a new version, with each document in a file.</summary>
/// <param name="words">The program and its arguments.</param>
/// <param name="folder">Where the documents are while it runs.</param>
/// <param name="terminal">The standard streams.</param>
internal sealed class WatchedCommand(IReadOnlyList<string> words, RunFolder folder, Terminal terminal)
{
    /// <summary>Runs it until it ends: it is not stopped with the watch, so that a change of a firewall is never half applied.</summary>
    /// <param name="update">The update.</param>
    /// <param name="stop">When the watch is stopped, it is reported that the command still runs.</param>
    /// <exception cref="WatchedCommandException">
    /// Its documents could not be written, it could not be started, or its exit code is not 0.
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
            if (await process.Ended is { IsSuccess: false } end)
            {
                throw new WatchedCommandException($"'{words[0]}' {end.Describe()}.");
            }
        }
        finally
        {
            Clean();
        }

        terminal.Notice($"'{words[0]}' succeeded");
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

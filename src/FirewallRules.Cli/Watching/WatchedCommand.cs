using System.Diagnostics;
using System.Globalization;

namespace FirewallRules.Cli.Watching;

/// <summary>Runs the user's command for a new version, with each document in a file.</summary>
internal sealed class WatchedCommand(IReadOnlyList<string> words, Terminal terminal)
{
    /// <summary>Runs it until it ends: it is not stopped with the watch, so that a change of a firewall is never half applied.</summary>
    /// <exception cref="WatchedCommandException">It could not be started, or its exit code is not 0.</exception>
    public async Task RunAsync(IpRangesUpdate update)
    {
        var folder = Directory.CreateTempSubdirectory("fwrules-");
        try
        {
            terminal.Notice($"running '{words[0]}' for {update}");
            using var process = Start(Prepare(update, folder.FullName));
            await process.WaitForExitAsync(CancellationToken.None);
            if (process.ExitCode != 0)
            {
                throw new WatchedCommandException($"'{words[0]}' failed with exit code {process.ExitCode.ToString(CultureInfo.InvariantCulture)}.");
            }

            terminal.Notice($"'{words[0]}' succeeded");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new WatchedCommandException($"'{words[0]}' cannot be started: {Reason(e.NativeErrorCode)}.", e);
        }
    }

    private static string Reason(int error) => error switch
    {
        2 => "the program is not found",
        5 or 13 => "it is not an executable file, or access is denied",
        8 or 193 => "it is neither a program nor a script with a '#!' line",
        _ => string.Create(CultureInfo.InvariantCulture, $"the system reports error {error}"),
    };

    // For the first version, variables for the old one that this process inherited are removed.
    private ProcessStartInfo Prepare(IpRangesUpdate update, string folder)
    {
        var start = new ProcessStartInfo(words[0], words.Skip(1)) { UseShellExecute = false };
        start.Environment["FWRULES_SITE"] = update.Site.Key;
        foreach (var (name, document) in new[] { ("OLD", update.Old), ("NEW", update.New) })
        {
            start.Environment.Remove($"FWRULES_{name}_VERSION");
            start.Environment.Remove($"FWRULES_{name}_FILE");
            if (document is not null)
            {
                start.Environment[$"FWRULES_{name}_VERSION"] = document.Version?.ToString(CultureInfo.InvariantCulture) ?? "";
                start.Environment[$"FWRULES_{name}_FILE"] = Write(document, Path.Combine(folder, $"{name.ToLowerInvariant()}.json"));
            }
        }

        return start;
    }

    private static string Write(IpRangesDocument document, string path)
    {
        File.WriteAllText(path, document.ToJson());
        return path;
    }
}

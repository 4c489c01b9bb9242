using System.ComponentModel;

namespace FirewallRules.Cli.Applying;

/// <summary>Waits until the watchdog has brought the former state back, and does its work where it is gone.</summary>
internal static class Restoration
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);

    // Longer than the script waits for programs that still change the firewall.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    /// <param name="folder">The folder of the run, in which the restoration is decided.</param>
    /// <exception cref="CliException">The former state is not back.</exception>
    public static async Task CompleteAsync(ApplyFolder folder)
    {
        for (var end = Uptime.Now + s_patience; folder.IsRestored != true; await Task.Delay(s_pause))
        {
            if (folder.IsLocked(ApplyFolder.Watching) && Uptime.Now < end)
            {
                continue;
            }

            if (folder.IsRestored == true)
            {
                return;
            }

            if (!await RunAsync(folder))
            {
                throw Failed(folder);
            }
        }
    }

    private static async Task<bool> RunAsync(ApplyFolder folder)
    {
        try
        {
            return (await HostScriptRun.Start(folder, ApplyFolder.RestoreScript).Ended).IsSuccess && folder.IsRestored == true;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private static CliException Failed(ApplyFolder folder)
    {
        var reason = folder.Lines(ApplyFolder.RestoreOutput) is [.., var last] ? $": {last.TrimEnd('.')}" : "";
        return CliException.Input(
            $"The former rules could not be brought back{reason}. Run 'sh {folder.In(ApplyFolder.RestoreScript)}' when the reason is gone; the folder "
                + $"{folder.Path} has all that was kept, and nothing is applied until it is restored or removed.");
    }
}

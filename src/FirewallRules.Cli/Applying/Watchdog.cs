using System.ComponentModel;
using System.Globalization;
using FirewallRules.Cli.Watching;

namespace FirewallRules.Cli.Applying;

/// <summary>Starts the watchdog of a run, which outlives this program, its terminal and its connection.</summary>
internal static class Watchdog
{
    /// <summary>Exists on a host that systemd has started.</summary>
    public const string SystemdFolder = "/run/systemd/system";

    private const string Runner = "systemd-run";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Starts it, and waits until it watches.</summary>
    /// <param name="folder">The folder of the run.</param>
    /// <param name="terminal">The standard streams.</param>
    /// <exception cref="CliException">It does not start.</exception>
    public static void Arm(ApplyFolder folder, Terminal terminal)
    {
        if (Directory.Exists(SystemdFolder) && LinuxHost.Has(Runner))
        {
            if (IsStartedBySystemd(folder))
            {
                return;
            }

            terminal.Notice("systemd cannot run the watchdog where this program runs: it is a process of its own instead");
            File.Delete(folder.In(ApplyFolder.Unfit));
        }

        if (!IsArmed(folder, Start(folder)))
        {
            throw CliException.Input("The watchdog that would bring the former rules back does not start; nothing was changed.");
        }
    }

    // A unit is in no user's session, so nothing that ends with a login ends it. Stopping it restores, as at a shutdown.
    private static bool IsStartedBySystemd(ApplyFolder folder)
    {
        var process = LinuxProcess.Current;
        var unit = string.Create(CultureInfo.InvariantCulture, $"--unit=fwrules-watchdog-{process.Id}-{process.Started}");
        return LinuxHost.TryRun(Runner,
            [
                unit, "--description=Restores the firewall unless fwrules apply is confirmed", "--quiet", "--collect", "--no-ask-password",
                "--property=KillMode=mixed", "--property=TimeoutStopSec=180", "/bin/sh", folder.In(ApplyFolder.WatchdogScript),
            ]) is (0, _, _) && IsArmed(folder, process: null);
    }

    private static CommandProcess Start(ApplyFolder folder)
    {
        try
        {
            return HostScriptRun.Start(folder, ApplyFolder.WatchdogScript);
        }
        catch (Win32Exception e)
        {
            throw CliException.Input("The watchdog cannot be started, because /bin/sh cannot; nothing was changed.", e);
        }
    }

    private static bool IsArmed(ApplyFolder folder, CommandProcess? process)
    {
        for (var end = Uptime.Now + s_patience; Uptime.Now < end && process?.Ended.IsCompleted != true; Thread.Sleep(s_pause))
        {
            if (folder.Has(ApplyFolder.Armed) || folder.Has(ApplyFolder.Unfit))
            {
                break;
            }
        }

        return folder.Has(ApplyFolder.Armed);
    }
}

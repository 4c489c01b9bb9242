using System.Globalization;
using FirewallRules.Emitters;

namespace FirewallRules.Cli.Applying;

/// <summary>Writes the watchdog: a shell that restores the former state when it is asked to, when the time is over, or when this program has died.</summary>
internal static class WatchdogScript
{
    private const string Lock =
        $$"""
        exec </dev/null >/dev/null 2>&1
        exec 7>>{{ApplyFolder.Watching}}

        """;

    private const string Watch =
        $$"""
        tries=0
        until flock -n 7 7>&7; do
            tries=$((tries + 1))
            [ "$tries" -lt 25 ] || exit 0
            pause
        done

        # The name of the program may contain blanks and parentheses. The start tells the process from a later one with its number.
        is_alive() {
            read -r stat <"/proc/$process/stat" || return 1
            # shellcheck disable=SC2086
            set -- ${stat##*) }
            [ "$1" != Z ] && [ "$1" != X ] && [ "${20}" = "$started" ]
        }

        # Elsewhere it would restore another firewall, or see other processes.
        if ! is_alive || [ "$(readlink /proc/self/ns/net)" != "$network" ]; then
            : >{{ApplyFolder.Unfit}}
            exit 0
        fi

        # The file system may be full.
        decide() { ln -s "$1" {{ApplyFolder.Decision}} || { rm -f {{ApplyFolder.Reserve}}; ln -s "$1" {{ApplyFolder.Decision}}; }; }
        trap 'decide restore-asked' HUP INT TERM
        : >{{ApplyFolder.Armed}}
        while [ ! -L {{ApplyFolder.Decision}} ]; do
            [ -e {{ApplyFolder.RestoreScript}} ] || exit 0
            is_alive || decide restore-died
            read -r until <{{ApplyFolder.Until}}
            read -r uptime _ </proc/uptime
            [ "${uptime%%.*}" -lt "$until" ] || decide restore-late
            pause
        done
        case $(readlink {{ApplyFolder.Decision}}) in
        restore-*) exec /bin/sh ./{{ApplyFolder.RestoreScript}} 7>&7 ;;
        esac

        """;

    /// <param name="writer">The target.</param>
    /// <param name="folder">The folder of the run.</param>
    /// <param name="process">The process that applies the rules.</param>
    /// <param name="network">The network namespace, as the link in /proc names it.</param>
    public static void Write(TextWriter writer, string folder, LinuxProcess process, string network)
    {
        var shell = new ShellWriter(writer);
        ScriptStart.Write(
            shell,
            folder,
            "Restores the firewall that fwrules changes, unless the change is confirmed in time.");
        shell.Code(Lock);
        shell.Code(ScriptStart.Pause);
        shell.Line(string.Create(CultureInfo.InvariantCulture, $"process={process.Id} started={process.Started}"));
        shell.Assign("network", network);
        shell.Code(Watch);
    }
}

using FirewallRules.Emitters;

namespace FirewallRules.Cli.Applying;

/// <summary>
/// Writes the script that brings the former state back, for the watchdog and for people: it waits for whatever still applies, runs the steps of
/// the firewall, and notes whether they succeeded.
/// </summary>
internal static class RestoreScript
{
    private const string Code =
        $$"""
        [ "$(id -u)" -eq 0 ] || { echo "$0: must be run as root; nothing was changed" >&2; exit 1; }
        ln -s restore-by-hand {{ApplyFolder.Decision}} 2>/dev/null
        rm -f {{ApplyFolder.Reserve}}

        # What loads rules ends within seconds, or hangs: then this must not wait for it forever.
        exec 8>>{{ApplyFolder.Working}}
        tries=0
        until flock -n 8 8>&8; do
            tries=$((tries + 1))
            [ "$tries" -lt 600 ] || break
            pause
        done

        note() {
            echo "$0: $2" >&2
            ! command -v logger >/dev/null || logger -t fwrules -p "daemon.$1" "$2" 2>/dev/null
        }

        if /bin/sh ./{{ApplyFolder.StepsScript}} >{{ApplyFolder.RestoreOutput}} 2>&1; then
            [ ! -e {{ApplyFolder.Restored}} ] || mv -f {{ApplyFolder.Restored}} {{ApplyFolder.Result}}
            note notice "the firewall is as it was before $rules were applied"
            exit 0
        fi
        [ ! -e {{ApplyFolder.Failed}} ] || mv -f {{ApplyFolder.Failed}} {{ApplyFolder.Result}}
        cat {{ApplyFolder.RestoreOutput}} >&2
        note crit "the firewall could not be restored after $rules were applied; the reason is in $PWD/{{ApplyFolder.RestoreOutput}}"
        exit 1

        """;

    /// <param name="writer">The target.</param>
    /// <param name="folder">The folder of the run.</param>
    /// <param name="rules">What was applied, such as <c>nftables rules</c>.</param>
    public static void Write(TextWriter writer, string folder, string rules)
    {
        var shell = new ShellWriter(writer);
        ScriptStart.Write(
            shell,
            folder,
            "Brings back the state of the firewall from before the rules of fwrules were applied.",
            $"The watchdog runs it. By hand: sh {folder}/{ApplyFolder.RestoreScript}");
        shell.Code(ScriptStart.Pause);
        shell.Assign("rules", rules);
        shell.Code(Code);
    }
}

namespace FirewallRules.Emitters;

/// <summary>The first steps of scripts that change files of a host: root, tools, one run at a time, and a folder for drafts.</summary>
internal static class RootScript
{
    /// <summary>The file that a run locks. All scripts lock the same one, because they may change the same firewall.</summary>
    private const string LockFile = "/run/fwrules.lock";

    // Nothing is written before the lock is held, because two runs would share the names of their drafts.
    private const string Lock =
        $$"""

        exec 9>{{LockFile}}
        tries=0
        until flock -n 9 9>&9; do
            tries=$((tries + 1))
            [ "$tries" -lt 120 ] || fail "another run holds {{LockFile}}; nothing was changed"
            sleep 1
        done

        work=$(mktemp -d /run/fwrules.XXXXXX) || fail "no folder for drafts in /run; nothing was changed"
        trap 'rm -rf "$work"' EXIT
        trap 'exit 130' INT TERM HUP
        """;

    public static void WriteStart(ShellWriter shell, IEnumerable<string> tools)
    {
        shell.Line();
        shell.Line("set -eu");
        shell.Line("export LC_ALL=C");
        shell.Line("PATH=$PATH:/usr/sbin:/sbin");
        shell.Line();
        shell.Line("fail() { echo \"$0: $*\" >&2; exit 1; }");
        shell.Line("[ \"$(id -u)\" = 0 ] || fail \"only root can change the firewall; nothing was changed\"");
        shell.Line($"for tool in {string.Join(' ', tools)}; do");
        shell.Line("    command -v \"$tool\" >/dev/null || fail \"$tool is not installed; nothing was changed\"");
        shell.Line("done");
    }

    public static void WriteLock(ShellWriter shell) => shell.Line(Lock);
}

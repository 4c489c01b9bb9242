using System.Globalization;
using FirewallRules.Emitters;

namespace FirewallRules.Cli.Applying;

/// <summary>Writes the shell steps that bring chains, jumps and sets back: sets beside those in use and swapped, then each family in one transaction.</summary>
internal static class IptablesSteps
{
    private const string Lock =
        """

        say() { echo "$*"; }

        # The scripts of this project share a lock. One that hangs must not be in the way of this one.
        lock=/run/fwrules.lock
        [ -d /run ] || lock=/var/run/fwrules.lock
        exec 9>>"$lock"
        tries=0
        until flock -n 9 9>&9; do
            tries=$((tries + 1))
            [ "$tries" -lt 600 ] || break
            pause
        done
        status=0
        left=0

        """;

    private const string Sets =
        """

        # put_back NAME COUNT: a set as it was.
        put_back() {
            if set_exists "$1.new"; then retry ipset destroy "$1.new" || return; fi
            ipset restore <"kept/$1.set" || return
            [ "$(set_size "$1.new")" -eq "$2" ] || return
            if set_exists "$1"; then
                retry ipset swap "$1.new" "$1" && retry ipset destroy "$1.new"
            else
                retry ipset rename "$1.new" "$1"
            fi
        }

        # drop NAME: a set that was not there. One that other rules use is emptied.
        drop() {
            ! set_exists "$1" || retry ipset destroy "$1" 2>/dev/null || {
                ipset flush "$1"
                say "other rules use the new set $1, which stays and is empty"
            }
        }

        """;

    private const string Chains =
        """

        rules_of() { "$1" -w 5 -S "$2" 2>/dev/null | grep '^-A '; }

        # jumps COMMAND JUMP...: the lines that delete jumps which were not there, and insert those which are missing. A jump is written as
        # HOOK:CHAIN:POSITIONS. Where a hook is gone, nothing can jump from it.
        jumps() {
            command=$1
            shift
            for jump in "$@"; do
                hook=${jump%%:*}
                chain=${jump#*:}
                positions=${chain#*:}
                chain=${chain%%:*}
                "$command" -w 5 -S "$hook" >/dev/null 2>&1 || continue
                found=$(rules_of "$command" "$hook" | grep -c -x -F -e "-A $hook -j $chain")
                if [ -z "$positions" ]; then
                    while [ "$found" -gt 0 ]; do
                        echo "-D $hook -j $chain"
                        found=$((found - 1))
                    done
                elif [ "$found" -eq 0 ]; then
                    rules=$(rules_of "$command" "$hook" | grep -c .)
                    for position in $(echo "$positions" | tr , ' '); do
                        rules=$((rules + 1))
                        [ "$position" -le "$rules" ] || position=$rules
                        echo "-I $hook $position -j $chain"
                    done
                fi
            done
        }

        # data COMMAND DELETED-CHAIN...
        data() {
            echo '*filter'
            for chain in $chains; do echo ":$chain - [0:0]"; done
            cat "kept/$1.rules"
            echo "$changes"
            shift
            for chain in "$@"; do echo "-X $chain"; done
            echo COMMIT
        }

        # restore COMMAND CHAINS NEW-CHAINS JUMPS
        restore() {
            chains="$2 $3"
            changes=$(jumps "$1" $4)
            # shellcheck disable=SC2086
            if data "$1" $3 | "$1-restore" -w 5 --noflush 2>/dev/null || { pause; data "$1" $3 | "$1-restore" -w 5 --noflush 2>/dev/null; }; then
                :
            elif data "$1" | "$1-restore" -w 5 --noflush; then
                say "other rules jump to new chains of $1, which stay and are empty: $3"
            else
                return 1
            fi
            for chain in $2; do
                [ "$(rules_of "$1" "$chain")" = "$(grep "^-A $chain " "kept/$1.rules")" ] || { say "$chain of $1 is not as it was"; return 1; }
            done
        }

        """;

    private const string End =
        """

        [ "$left" -eq 0 ] || status=1
        exit "$status"

        """;

    public static void Write(TextWriter writer, string folder, IptablesKept kept)
    {
        var shell = new ShellWriter(writer);
        ScriptStart.Write(shell, folder, "Brings back the former chains, jumps and sets of iptables.");
        shell.Code(ScriptStart.Pause);
        shell.Code(Lock);
        if (kept.Sets.Count + kept.NewSets.Count > 0)
        {
            shell.Code(HostScript.Sets);
            shell.Code(Sets);
        }

        if (kept.Families.Count > 0)
        {
            shell.Code(Chains);
        }

        shell.Line();
        foreach (var set in kept.Sets)
        {
            var count = kept.Saved.Count(set).ToString(CultureInfo.InvariantCulture);
            shell.Line($"put_back {ShellWriter.Word(set)} {count} || {{ say {ShellWriter.Quoted($"the set {set} stays as it is")}; status=1; }}");
        }

        foreach (var family in kept.Families)
        {
            var words = new[] { family.Present, family.Absent, family.Jumps.Select(JumpWord) }.Select(part => ShellWriter.Quoted(string.Join(' ', part)));
            shell.Line($"restore {family.Command} {string.Join(' ', words)} || {{ say \"the rules of {family.Command} stay as they are\"; status=1; }}");
        }

        foreach (var set in kept.NewSets)
        {
            shell.Line($"drop {ShellWriter.Word(set)}");
        }

        foreach (var set in kept.NewSets)
        {
            shell.Line($"! set_exists {ShellWriter.Word(set)}.new || destroy {ShellWriter.Word(set)}.new");
        }

        if (kept.Sets.Count + kept.NewSets.Count > 0)
        {
            shell.Code(HostScript.Leftovers);
        }

        shell.Code(End);
    }

    private static string JumpWord((string Hook, string Chain, IReadOnlyList<int> Positions) jump)
        => $"{jump.Hook}:{jump.Chain}:{string.Join(',', jump.Positions)}";
}

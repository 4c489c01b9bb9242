namespace FirewallRules.Emitters;

/// <summary>The functions of the scripts for iptables and ipset that need no data.</summary>
internal static class HostScript
{
    public const string Start = """

        set -eu
        PATH=$PATH:/usr/sbin:/sbin
        say() { echo "$0: $*" >&2; }
        fail() { say "$*"; exit 1; }

        """;

    /// <summary>Comes after the check of the tools.</summary>
    /// <remarks>
    /// The lock is in a folder that only root can write to. Some shells close descriptors above 2 for other programs, unless these are
    /// redirected, and not every flock can wait for a limited time.
    /// </remarks>
    public const string Lock = """
        [ "$(id -u)" -eq 0 ] || fail "must be run as root; nothing was changed"
        pause() { sleep 0.2 2>/dev/null || sleep 1; }

        # One run at a time, also of scripts for other rules.
        lock=/run/fwrules.lock
        [ -d /run ] || lock=/var/run/fwrules.lock
        (: >>"$lock") 2>/dev/null || fail "cannot write to $lock; nothing was changed"
        exec 9>>"$lock"
        tries=0
        until flock -n 9 9>&9; do
            tries=$((tries + 1))
            [ "$tries" -lt 300 ] || fail "another run still holds $lock; nothing was changed"
            pause
        done

        """;

    /// <summary>Functions for sets.</summary>
    public const string Sets = """

        set_exists() { ipset list -n "$1" >/dev/null 2>&1; }
        set_size() { ipset save "$1" | grep -c '^add ' || :; }

        # The kernel refuses to swap or destroy a set while it is being listed, and for a moment after the last rule that used it is gone.
        retry() {
            tries=0
            until "$@" 2>/dev/null; do
                tries=$((tries + 1))
                if [ "$tries" -ge 50 ]; then
                    "$@"
                    return
                fi
                pause
            done
        }

        destroy() { retry ipset destroy "$1" || { say "the set $1 is in use and stays"; left=1; }; }

        """;

    /// <summary>Destroys sets that a killed run has left; it needs the functions for sets.</summary>
    /// <remarks>A run writes the names of the sets that it creates, and of those that it will destroy, to the lock file, and empties it at its end.</remarks>
    public const string Leftovers = """

        # Sets of a run that was killed.
        names=$(cat "$lock")
        for name in $names; do
            if set_exists "$name" && ipset list -t "$name" | grep -q -x 'References: 0'; then
                destroy "$name"
            fi
        done
        : >"$lock"

        """;

    /// <summary>Gives a new set its name. The next run destroys it if this run is killed before the rules use it.</summary>
    public const string Name = """

        name_set() {
            echo "$1" >>"$lock"
            retry ipset rename "$1.new" "$1"
        }

        """;

    /// <summary>Gives a new set, for the user's own rules, its name.</summary>
    public const string NameForUser = """

        name_set() { retry ipset rename "$1.new" "$1"; }

        """;

    /// <summary>Functions that fill and swap sets; they need those for sets and <c>name_set</c>.</summary>
    public const string Filling = """

        # fill NAME FAMILY MAXELEM COUNT ELEMENTS: fills the set NAME.new. It becomes NAME if there is none, as rules can only use existing sets.
        fill() {
            if set_exists "$1.new"; then
                retry ipset destroy "$1.new" || fail "the set $1.new of an earlier run cannot be destroyed"
            fi
            echo "$1.new" >>"$lock"
            made="$made $1.new"
            ipset create "$1.new" hash:net family "$2" maxelem "$3"
            echo "$5" | ipset restore
            [ "$(set_size "$1.new")" -eq "$4" ] || fail "the set $1.new is incomplete"
            wanted="$wanted $1:$4"
            if set_exists "$1"; then
                [ "$(ipset list -t "$1" | grep -c -x -e 'Type: hash:net' -e "Header: family $2 .*")" -eq 2 ] ||
                    fail "the set $1 exists, and is not a hash:net set with family $2"
                filled="$filled $1"
            else
                made="$made $1"
                name_set "$1"
            fi
        }

        swap_sets() {
            for name in $filled; do
                retry ipset swap "$name.new" "$name" || fail "the set $name cannot be replaced"
                swapped="$swapped $name"
            done
            for entry in $wanted; do
                [ "$(set_size "${entry%:*}")" -eq "${entry#*:}" ] || fail "the set ${entry%:*} was changed by another program"
            done
        }

        """;

    /// <summary>Functions for chains.</summary>
    public const string Chains = """

        has_chain() {
            "$1" -w 5 -n -L "$2" >/dev/null 2>&1 && return
            [ $? -eq 1 ] || fail "$1 cannot read the chain $2"
            return 1
        }

        # jumps COMMAND CHAIN HOOK: whether HOOK jumps to CHAIN.
        jumps() { "$1" -w 5 -C "$3" -j "$2" >/dev/null 2>&1; }
        unjump() { while jumps "$@"; do "$1" -w 5 -D "$3" -j "$2" || return; done; }

        # remove_chain COMMAND CHAIN HOOK...
        remove_chain() {
            has_chain "$1" "$2" || return 0
            command=$1
            chain=$2
            shift 2
            for hook in "$@"; do
                unjump "$command" "$chain" "$hook"
            done
            "$command" -w 5 -F "$chain"
            "$command" -w 5 -X "$chain" || {
                say "the chain $chain of $command is empty and stays, because other rules jump to it"
                left=1
            }
        }

        # current COMMAND: the chains of these rules as they are, for COMMAND-restore.
        current() {
            echo '*filter'
            for chain in $chains; do
                echo ":$chain - [0:0]"
                if has_chain "$1" "$chain"; then
                    rules=$("$1" -w 5 -S "$chain") || exit
                    echo "$rules" | sed 1d
                else
                    echo "-X $chain"
                fi
            done
            echo COMMIT
        }

        """;

    /// <summary>Functions that replace chains; they need those for chains.</summary>
    public const string Replacing = """

        # replace COMMAND RULES
        replace() {
            echo "$2" | "$1-restore" -w 5 --noflush
            replaced="$replaced $1"
        }

        # check COMMAND CHAIN COUNT
        check() {
            [ "$("$1" -w 5 -S "$2" | grep -c '^-A ' || :)" -eq "$3" ] || fail "the chain $2 of $1 is incomplete"
        }

        """;

    /// <summary>Inserts a jump as the first rule of a chain.</summary>
    public const string Jump = """

        # jump COMMAND CHAIN HOOK: inserts the jump if there is none.
        jump() {
            jumps "$@" && return
            inserted="$1:$2:$3 $inserted"
            "$1" -w 5 -I "$3" 1 -j "$2"
            jumps "$@" || fail "$3 of $1 does not jump to $2"
        }

        """;

    /// <summary>Inserts a jump at the position in <c>$position</c>.</summary>
    public const string JumpAtPosition = """

        # jump COMMAND CHAIN HOOK: inserts the jump if there is none; at the end if HOOK has fewer rules.
        jump() {
            jumps "$@" && return
            rules=$("$1" -w 5 -S "$3")
            rules=$(echo "$rules" | grep -c '^-A ' || :)
            at=$position
            [ "$3" != DOCKER-USER ] || at=1
            [ "$at" -le "$rules" ] || at=$((rules + 1))
            inserted="$1:$2:$3 $inserted"
            "$1" -w 5 -I "$3" "$at" -j "$2"
            jumps "$@" || fail "$3 of $1 does not jump to $2"
        }

        """;

    /// <summary>Functions for the chain of forwarded traffic. Docker may start after the first run.</summary>
    public const string Forwarding = """

        # Docker's own rules accept the traffic of containers. Only DOCKER-USER comes before them.
        has_docker() { "$1" -w 5 -C FORWARD -j DOCKER-USER >/dev/null 2>&1; }
        jump_from_forward() { if has_docker "$1"; then jump "$1" "$2" DOCKER-USER; else jump "$1" "$2" FORWARD; fi; }
        leave_forward() { ! has_docker "$1" || unjump "$1" "$2" FORWARD; }

        """;

    /// <summary>The function that takes back what an unfinished run has done; the parts for chains and sets are between start and end.</summary>
    public const string UndoStart = """

        undo() {
            status=$?
            trap - EXIT
            trap '' INT TERM HUP
            left=0

        """;

    public const string UndoChains = """
            for entry in $inserted; do
                command=${entry%%:*}
                chain=${entry#*:}
                unjump "$command" "${chain%:*}" "${chain#*:}" || { say "the jump to ${chain%:*} stays"; left=1; }
            done
            for command in $replaced; do
                case $command in iptables) former=$ipv4_former ;; *) former=$ipv6_former ;; esac
                echo "$former" | "$command-restore" -w 5 --noflush || { say "the new rules of $command stay"; left=1; }
            done

        """;

    public const string UndoSets = """
            for name in $swapped; do
                retry ipset swap "$name.new" "$name" || { say "the new addresses in $name stay"; left=1; }
            done
            for name in $made; do
                ! set_exists "$name" || destroy "$name"
            done

        """;

    public const string UndoEnd = """
            [ "$left" -ne 0 ] || { say "nothing was changed"; : >"$lock"; }
            exit "$status"
        }

        """;

    /// <summary>Until when connections from before the first run are adopted: ten minutes from now. Nothing is changed where this fails.</summary>
    public const string AdoptUntil = """
        now=$(date +%s)
        adopt_until=$(date -u -d "@$((now + 600))" +%Y-%m-%dT%H:%M:%S)
        case $adopt_until in ????-??-??T??:??:??) ;; *) fail "date cannot convert a time; nothing was changed" ;; esac


        """;

    /// <summary>Sets up what <c>undo</c> needs.</summary>
    public const string Trap = """
        trap undo EXIT
        trap 'exit 130' INT TERM HUP

        """;
}

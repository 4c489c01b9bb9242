#!/bin/sh
# Written by FirewallRules X.Y.Z.
# Datadog IP ranges: us1 version 59, modified 2024-10-17 (embedded snapshot)
# Allows egress tcp 443, 10516 (1 IPv4 prefix, 1 IPv6 prefix): logs
# These rules only allow traffic; the default policy is not changed.
#
# Apply: sh FILE; it can be run repeatedly. Each family and each set is replaced atomically.
# Refer to the sets in your own rules, for example: -m set --match-set SET dst -p tcp --dport 443 -j ACCEPT

set -eu
PATH=$PATH:/usr/sbin:/sbin
say() { echo "$0: $*" >&2; }
fail() { say "$*"; exit 1; }
for tool in flock ipset; do
    command -v "$tool" >/dev/null || fail "$tool is not installed; nothing was changed"
done
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

name_set() { retry ipset rename "$1.new" "$1"; }

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

undo() {
    status=$?
    trap - EXIT
    trap '' INT TERM HUP
    left=0
    for name in $swapped; do
        retry ipset swap "$name.new" "$name" || { say "the new addresses in $name stay"; left=1; }
    done
    for name in $made; do
        ! set_exists "$name" || destroy "$name"
    done
    [ "$left" -ne 0 ] || { say "nothing was changed"; : >"$lock"; }
    exit "$status"
}

made='' wanted='' filled='' swapped='' left=0

# Sets of a run that was killed.
names=$(cat "$lock")
for name in $names; do
    if set_exists "$name" && ipset list -t "$name" | grep -q -x 'References: 0'; then
        destroy "$name"
    fi
done
: >"$lock"

trap undo EXIT
trap 'exit 130' INT TERM HUP

fill datadog-logs-v4 inet 65536 1 '
add datadog-logs-v4.new 3.233.144.0/20
'
fill datadog-logs-v6 inet6 65536 1 '
add datadog-logs-v6.new 2600:1f18:24e6:b900::/56
'

# From here on, signals do not stop the script halfway.
trap '' INT TERM HUP
swap_sets
# The new rules are in force. What older rules had, and these do not, is removed.
trap '[ $? -eq 0 ] || say "the new rules are in force, but the older ones are not removed"' EXIT
for name in $filled; do
    retry ipset destroy "$name.new"
done
: >"$lock"
trap - EXIT

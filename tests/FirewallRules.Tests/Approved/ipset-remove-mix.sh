#!/bin/sh
# Written by FirewallRules X.Y.Z.
# Datadog IP ranges: us1 version 59, modified 2024-10-17 (embedded snapshot)
# Allows egress tcp 80 (any IPv4, any IPv6): anywhere, and said so
# Allows egress tcp 443 (1 IPv4 prefix, 1 IPv6 prefix): agents
# Allows egress tcp 1000, 1010, 1020, 1030, 1040, 1050, 1060, 1070, 1080, 1090, 1100, 1110, 1120, 1130, 2000-2009, 3000-3009, 4000 (1 IPv4 prefix, 0 IPv6 prefixes): more ports than one match takes
# Allows egress udp 123, 3478-3481 (1 IPv4 prefix, 1 IPv6 prefix): time and calls
# Allows ingress tcp 8000-8100 (2 IPv4 prefixes, 0 IPv6 prefixes)
# Allows ingress udp 51820 (any IPv4, 0 IPv6 prefixes): tunnel
# Has no addresses: nobody
#
# Remove: sh FILE removes all chains and sets with the prefix datadog; it can be run repeatedly.

set -eu
PATH=$PATH:/usr/sbin:/sbin
say() { echo "$0: $*" >&2; }
fail() { say "$*"; exit 1; }
for tool in flock iptables ip6tables; do
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

chains='DATADOG-EGRESS DATADOG-INGRESS DATADOG-FORWARD'
left=0

# Sets of a run that was killed.
names=$(cat "$lock")
for name in $names; do
    if set_exists "$name" && ipset list -t "$name" | grep -q -x 'References: 0'; then
        destroy "$name"
    fi
done
: >"$lock"

ipv4_former=$(current iptables)
ipv6_former=$(current ip6tables)
former_sets=$(echo "$ipv4_former$ipv6_former" | sed -n 's/.* --match-set \(datadog-[a-z0-9-]*-v[46]\) .*/\1/p' | sort -u)
echo "$former_sets" >>"$lock"
[ -z "$former_sets" ] || command -v ipset >/dev/null || fail "the existing rules use sets, but ipset is not installed"
remove_chain iptables DATADOG-EGRESS OUTPUT
remove_chain iptables DATADOG-INGRESS INPUT
remove_chain iptables DATADOG-FORWARD FORWARD DOCKER-USER
remove_chain ip6tables DATADOG-EGRESS OUTPUT
remove_chain ip6tables DATADOG-INGRESS INPUT
remove_chain ip6tables DATADOG-FORWARD FORWARD DOCKER-USER
for name in $former_sets datadog-agents-v4 datadog-agents-v6 datadog-3450e483-v4 datadog-3450e483-v6 datadog-time-and-calls-v4 datadog-time-and-calls-v6 datadog-bb101cf2-v4 datadog-bb101cf2-v6 datadog-nobody-v4 datadog-nobody-v6 datadog-tunnel-v6; do
    ! set_exists "$name.new" || destroy "$name.new"
    ! set_exists "$name" || destroy "$name"
done
: >"$lock"
[ "$left" -eq 0 ] || fail "not everything could be removed"

#!/bin/sh
# Written by FirewallRules X.Y.Z.
# Ports: DataKit, as documented 2025-10-30
# Allows ingress tcp 2003 (1 IPv4 prefix, 1 IPv6 prefix): graphite
# Allows ingress tcp 4317 (1 IPv4 prefix, 1 IPv6 prefix): opentelemetry
# Allows ingress udp 2003 (1 IPv4 prefix, 1 IPv6 prefix): graphite
# Allows ingress udp 8125 (1 IPv4 prefix, 1 IPv6 prefix): statsd
# These rules only allow traffic; the default policy is not changed.
#
# Apply: sh FILE; it can be run repeatedly. Each family and each set is replaced atomically.
# INPUT jumps to DATADOG-INGRESS; a missing jump is inserted as the first rule.
# Chains and sets that older rules with the prefix datadog had are removed.
# An accept here does not override a drop or reject in another table, such as firewalld's.

set -eu
PATH=$PATH:/usr/sbin:/sbin
say() { echo "$0: $*" >&2; }
fail() { say "$*"; exit 1; }
for tool in flock iptables iptables-restore ip6tables ip6tables-restore; do
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

# replace COMMAND RULES
replace() {
    echo "$2" | "$1-restore" -w 5 --noflush
    replaced="$replaced $1"
}

# check COMMAND CHAIN COUNT
check() {
    [ "$("$1" -w 5 -S "$2" | grep -c '^-A ' || :)" -eq "$3" ] || fail "the chain $2 of $1 is incomplete"
}

# jump COMMAND CHAIN HOOK: inserts the jump if there is none.
jump() {
    jumps "$@" && return
    inserted="$1:$2:$3 $inserted"
    "$1" -w 5 -I "$3" 1 -j "$2"
    jumps "$@" || fail "$3 of $1 does not jump to $2"
}

undo() {
    status=$?
    trap - EXIT
    trap '' INT TERM HUP
    left=0
    for entry in $inserted; do
        command=${entry%%:*}
        chain=${entry#*:}
        unjump "$command" "${chain%:*}" "${chain#*:}" || { say "the jump to ${chain%:*} stays"; left=1; }
    done
    for command in $replaced; do
        case $command in iptables) former=$ipv4_former ;; *) former=$ipv6_former ;; esac
        echo "$former" | "$command-restore" -w 5 --noflush || { say "the new rules of $command stay"; left=1; }
    done
    [ "$left" -ne 0 ] || { say "nothing was changed"; : >"$lock"; }
    exit "$status"
}

ipv4_rules='
*filter
:DATADOG-INGRESS - [0:0]
-A DATADOG-INGRESS -s 10.0.0.0/8 -p tcp -m tcp --dport 2003 -m comment --comment "datakit 2025-10-30: graphite" -j ACCEPT
-A DATADOG-INGRESS -s 10.0.0.0/8 -p tcp -m tcp --dport 4317 -m comment --comment "datakit 2025-10-30: opentelemetry" -j ACCEPT
-A DATADOG-INGRESS -s 10.0.0.0/8 -p udp -m udp --dport 2003 -m comment --comment "datakit 2025-10-30: graphite" -j ACCEPT
-A DATADOG-INGRESS -s 10.0.0.0/8 -p udp -m udp --dport 8125 -m comment --comment "datakit 2025-10-30: statsd" -j ACCEPT
COMMIT
'

ipv6_rules='
*filter
:DATADOG-INGRESS - [0:0]
-A DATADOG-INGRESS -s fd00::/8 -p tcp -m tcp --dport 2003 -m comment --comment "datakit 2025-10-30: graphite" -j ACCEPT
-A DATADOG-INGRESS -s fd00::/8 -p tcp -m tcp --dport 4317 -m comment --comment "datakit 2025-10-30: opentelemetry" -j ACCEPT
-A DATADOG-INGRESS -s fd00::/8 -p udp -m udp --dport 2003 -m comment --comment "datakit 2025-10-30: graphite" -j ACCEPT
-A DATADOG-INGRESS -s fd00::/8 -p udp -m udp --dport 8125 -m comment --comment "datakit 2025-10-30: statsd" -j ACCEPT
COMMIT
'

chains='DATADOG-EGRESS DATADOG-INGRESS DATADOG-FORWARD'
ipv4_former='' ipv6_former='' replaced='' inserted=''
left=0

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
ipv4_former=$(current iptables)
ipv6_former=$(current ip6tables)
former_sets=$(echo "$ipv4_former$ipv6_former" | sed -n 's/.* --match-set \(datadog-[a-z0-9-]*-v[46]\) .*/\1/p' | sort -u)
echo "$former_sets" >>"$lock"
[ -z "$former_sets" ] || command -v ipset >/dev/null || fail "the existing rules use sets, but ipset is not installed"

# Both families are checked before either is changed.
echo "$ipv4_rules" | iptables-restore -w 5 --noflush --test
echo "$ipv6_rules" | ip6tables-restore -w 5 --noflush --test

# From here on, signals do not stop the script halfway.
trap '' INT TERM HUP
replace iptables "$ipv4_rules"
replace ip6tables "$ipv6_rules"
check iptables DATADOG-INGRESS 4
check ip6tables DATADOG-INGRESS 4
jump iptables DATADOG-INGRESS INPUT
jump ip6tables DATADOG-INGRESS INPUT

# The new rules are in force. What older rules had, and these do not, is removed.
trap '[ $? -eq 0 ] || say "the new rules are in force, but the older ones are not removed"' EXIT
remove_chain iptables DATADOG-EGRESS OUTPUT
remove_chain iptables DATADOG-FORWARD FORWARD DOCKER-USER
remove_chain ip6tables DATADOG-EGRESS OUTPUT
remove_chain ip6tables DATADOG-FORWARD FORWARD DOCKER-USER
for name in $former_sets; do
    destroy "$name"
done
: >"$lock"
trap - EXIT

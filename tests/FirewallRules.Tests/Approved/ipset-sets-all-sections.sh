#!/bin/sh
# Written by FirewallRules X.Y.Z.
# Datadog IP ranges: us1 version 59, modified 2024-10-17 (embedded snapshot)
# Allows egress tcp 443 (1 IPv4 prefix, 1 IPv6 prefix): agents
# Allows egress tcp 443 (1 IPv4 prefix, 1 IPv6 prefix): api
# Allows egress tcp 443 (1 IPv4 prefix, 1 IPv6 prefix): apm
# Allows egress tcp 443 (1 IPv4 prefix, 1 IPv6 prefix): global
# Allows egress tcp 443, 10516 (1 IPv4 prefix, 1 IPv6 prefix): logs
# Allows egress tcp 443 (1 IPv4 prefix, 1 IPv6 prefix): orchestrator
# Allows egress tcp 443 (1 IPv4 prefix, 1 IPv6 prefix): process
# Allows egress tcp 443 (1 IPv4 prefix, 1 IPv6 prefix): remote-configuration
# Allows egress tcp 443 (1 IPv4 prefix, 1 IPv6 prefix): synthetics-private-locations
# Allows ingress tcp 443 (90 IPv4 prefixes, 0 IPv6 prefixes): synthetics
# Allows ingress tcp 443 (14 IPv4 prefixes, 0 IPv6 prefixes): webhooks
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

fill datadog-agents-v4 inet 65536 1 '
add datadog-agents-v4.new 3.233.144.0/20
'
fill datadog-agents-v6 inet6 65536 1 '
add datadog-agents-v6.new 2600:1f18:24e6:b900::/56
'
fill datadog-api-v4 inet 65536 1 '
add datadog-api-v4.new 3.233.144.0/20
'
fill datadog-api-v6 inet6 65536 1 '
add datadog-api-v6.new 2600:1f18:24e6:b900::/56
'
fill datadog-apm-v4 inet 65536 1 '
add datadog-apm-v4.new 3.233.144.0/20
'
fill datadog-apm-v6 inet6 65536 1 '
add datadog-apm-v6.new 2600:1f18:24e6:b900::/56
'
fill datadog-global-v4 inet 65536 1 '
add datadog-global-v4.new 3.233.144.0/20
'
fill datadog-global-v6 inet6 65536 1 '
add datadog-global-v6.new 2600:1f18:24e6:b900::/56
'
fill datadog-logs-v4 inet 65536 1 '
add datadog-logs-v4.new 3.233.144.0/20
'
fill datadog-logs-v6 inet6 65536 1 '
add datadog-logs-v6.new 2600:1f18:24e6:b900::/56
'
fill datadog-orchestrator-v4 inet 65536 1 '
add datadog-orchestrator-v4.new 3.233.144.0/20
'
fill datadog-orchestrator-v6 inet6 65536 1 '
add datadog-orchestrator-v6.new 2600:1f18:24e6:b900::/56
'
fill datadog-process-v4 inet 65536 1 '
add datadog-process-v4.new 3.233.144.0/20
'
fill datadog-process-v6 inet6 65536 1 '
add datadog-process-v6.new 2600:1f18:24e6:b900::/56
'
fill datadog-c6e3bd7c-v4 inet 65536 1 '
add datadog-c6e3bd7c-v4.new 3.233.144.0/20
'
fill datadog-c6e3bd7c-v6 inet6 65536 1 '
add datadog-c6e3bd7c-v6.new 2600:1f18:24e6:b900::/56
'
fill datadog-aac7fdb5-v4 inet 65536 1 '
add datadog-aac7fdb5-v4.new 3.233.144.0/20
'
fill datadog-aac7fdb5-v6 inet6 65536 1 '
add datadog-aac7fdb5-v6.new 2600:1f18:24e6:b900::/56
'
fill datadog-synthetics-v4 inet 65536 90 '
add datadog-synthetics-v4.new 3.1.36.99/32
add datadog-synthetics-v4.new 3.1.219.207/32
add datadog-synthetics-v4.new 3.18.172.189/32
add datadog-synthetics-v4.new 3.18.188.104/32
add datadog-synthetics-v4.new 3.18.197.0/32
add datadog-synthetics-v4.new 3.35.66.96/32
add datadog-synthetics-v4.new 3.36.177.119/32
add datadog-synthetics-v4.new 3.92.150.182/32
add datadog-synthetics-v4.new 3.96.7.126/32
add datadog-synthetics-v4.new 3.120.223.25/32
add datadog-synthetics-v4.new 3.121.24.234/32
add datadog-synthetics-v4.new 13.48.150.244/32
add datadog-synthetics-v4.new 13.48.239.118/32
add datadog-synthetics-v4.new 13.48.254.37/32
add datadog-synthetics-v4.new 13.54.169.48/32
add datadog-synthetics-v4.new 13.114.211.96/32
add datadog-synthetics-v4.new 13.115.46.213/32
add datadog-synthetics-v4.new 13.126.169.175/32
add datadog-synthetics-v4.new 13.208.126.217/32
add datadog-synthetics-v4.new 13.208.133.55/32
add datadog-synthetics-v4.new 13.208.142.17/32
add datadog-synthetics-v4.new 13.208.255.200/32
add datadog-synthetics-v4.new 13.209.118.42/32
add datadog-synthetics-v4.new 13.209.230.111/32
add datadog-synthetics-v4.new 13.234.54.8/32
add datadog-synthetics-v4.new 13.236.246.161/32
add datadog-synthetics-v4.new 13.238.14.57/32
add datadog-synthetics-v4.new 13.244.85.86/32
add datadog-synthetics-v4.new 13.244.188.203/32
add datadog-synthetics-v4.new 13.245.194.43/32
add datadog-synthetics-v4.new 13.245.200.254/32
add datadog-synthetics-v4.new 13.246.172.210/32
add datadog-synthetics-v4.new 13.247.164.9/32
add datadog-synthetics-v4.new 15.152.238.192/32
add datadog-synthetics-v4.new 15.161.86.71/32
add datadog-synthetics-v4.new 15.165.240.116/32
add datadog-synthetics-v4.new 15.168.188.85/32
add datadog-synthetics-v4.new 15.184.139.182/32
add datadog-synthetics-v4.new 15.185.189.82/32
add datadog-synthetics-v4.new 15.188.202.64/32
add datadog-synthetics-v4.new 15.188.240.172/32
add datadog-synthetics-v4.new 15.188.243.248/32
add datadog-synthetics-v4.new 16.24.38.13/32
add datadog-synthetics-v4.new 16.24.60.114/32
add datadog-synthetics-v4.new 16.162.136.62/32
add datadog-synthetics-v4.new 16.163.153.45/32
add datadog-synthetics-v4.new 18.102.80.189/32
add datadog-synthetics-v4.new 18.130.113.168/32
add datadog-synthetics-v4.new 18.139.52.173/32
add datadog-synthetics-v4.new 18.163.21.55/32
add datadog-synthetics-v4.new 18.163.59.106/32
add datadog-synthetics-v4.new 18.166.19.255/32
add datadog-synthetics-v4.new 18.195.155.52/32
add datadog-synthetics-v4.new 18.200.120.237/32
add datadog-synthetics-v4.new 18.229.28.50/32
add datadog-synthetics-v4.new 18.229.36.120/32
add datadog-synthetics-v4.new 20.62.248.141/32
add datadog-synthetics-v4.new 20.83.144.189/32
add datadog-synthetics-v4.new 34.48.76.208/29
add datadog-synthetics-v4.new 34.94.234.88/29
add datadog-synthetics-v4.new 34.145.82.128/29
add datadog-synthetics-v4.new 34.146.154.144/29
add datadog-synthetics-v4.new 34.159.50.128/29
add datadog-synthetics-v4.new 34.174.98.16/29
add datadog-synthetics-v4.new 34.208.32.189/32
add datadog-synthetics-v4.new 35.152.76.8/32
add datadog-synthetics-v4.new 35.154.93.182/32
add datadog-synthetics-v4.new 35.176.195.46/32
add datadog-synthetics-v4.new 35.177.43.250/32
add datadog-synthetics-v4.new 40.76.107.170/32
add datadog-synthetics-v4.new 43.198.123.228/32
add datadog-synthetics-v4.new 43.203.72.233/32
add datadog-synthetics-v4.new 43.218.5.202/32
add datadog-synthetics-v4.new 52.9.13.199/32
add datadog-synthetics-v4.new 52.9.139.134/32
add datadog-synthetics-v4.new 52.35.61.232/32
add datadog-synthetics-v4.new 52.55.56.26/32
add datadog-synthetics-v4.new 52.60.189.53/32
add datadog-synthetics-v4.new 52.67.95.251/32
add datadog-synthetics-v4.new 52.89.221.151/32
add datadog-synthetics-v4.new 52.192.175.207/32
add datadog-synthetics-v4.new 54.177.155.33/32
add datadog-synthetics-v4.new 63.34.100.178/32
add datadog-synthetics-v4.new 63.35.33.198/32
add datadog-synthetics-v4.new 99.79.87.237/32
add datadog-synthetics-v4.new 107.21.25.247/32
add datadog-synthetics-v4.new 108.137.133.223/32
add datadog-synthetics-v4.new 108.137.188.57/32
add datadog-synthetics-v4.new 157.241.36.106/32
add datadog-synthetics-v4.new 157.241.93.102/32
'
fill datadog-synthetics-v6 inet6 65536 0 '
'
fill datadog-webhooks-v4 inet 65536 14 '
add datadog-webhooks-v4.new 3.210.147.169/32
add datadog-webhooks-v4.new 3.220.254.141/32
add datadog-webhooks-v4.new 23.20.198.65/32
add datadog-webhooks-v4.new 23.23.216.60/32
add datadog-webhooks-v4.new 34.203.1.9/32
add datadog-webhooks-v4.new 34.204.83.4/32
add datadog-webhooks-v4.new 34.233.140.66/32
add datadog-webhooks-v4.new 35.172.176.208/32
add datadog-webhooks-v4.new 44.192.28.0/25
add datadog-webhooks-v4.new 52.1.33.14/32
add datadog-webhooks-v4.new 52.1.61.69/32
add datadog-webhooks-v4.new 54.92.248.81/32
add datadog-webhooks-v4.new 54.157.36.5/32
add datadog-webhooks-v4.new 100.28.212.0/22
'
fill datadog-webhooks-v6 inet6 65536 0 '
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

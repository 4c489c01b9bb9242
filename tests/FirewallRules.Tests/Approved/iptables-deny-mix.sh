#!/bin/sh
# Written by FirewallRules X.Y.Z.
# Datadog IP ranges: us1 version 59, modified 2024-10-17 (embedded snapshot)
# Allows egress tcp 80 (any IPv4, any IPv6): anywhere, and said so
# Allows egress tcp 443 (1 IPv4 prefix, 1 IPv6 prefix): agents
# Allows egress tcp 1000, 1010, 1020, 1030, 1040, 1050, 1060, 1070, 1080, 1090, 1100, 1110, 1120, 1130, 2000-2009, 3000-3009, 4000 (1 IPv4 prefix, 0 IPv6 prefixes): more ports than one match takes
# Allows egress udp 123, 3478-3481 (1 IPv4 prefix, 1 IPv6 prefix): time and calls
# Allows ingress tcp 8000-8100 (2 IPv4 prefixes, 0 IPv6 prefixes)
# Allows ingress udp 51820 (any IPv4, 0 IPv6 prefixes): tunnel
# Skipped, because it has no addresses: nobody
# All other outgoing and incoming traffic is rejected (IPv4 and IPv6).
# Always allowed: loopback, replies, IPv6 neighbor discovery, DHCP, DNS queries to any server.
# Not restricted: forwarded traffic (containers, virtual machines, routed hosts).
#
# Apply: sh FILE; it can be run repeatedly. Each family and each set is replaced atomically.
# OUTPUT jumps to DATADOG-EGRESS; a missing jump is inserted as the first rule.
# INPUT jumps to DATADOG-INGRESS; a missing jump is inserted as the first rule.
# Chains and sets that older rules with the prefix datadog had are removed.
# TCP connections that exist when it is run continue: for 10 minutes after a run, packets of unknown TCP connections are accepted unless they open one. UDP is judged by the rules.
# Rules before a jump take precedence. An accept here does not override a drop or reject in another table, such as firewalld's.

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

now=$(date +%s)
adopt_until=$(date -u -d "@$((now + 600))" +%Y-%m-%dT%H:%M:%S)
case $adopt_until in ????-??-??T??:??:??) ;; *) fail "date cannot convert a time; nothing was changed" ;; esac

ipv4_rules='
*filter
:DATADOG-EGRESS - [0:0]
:DATADOG-INGRESS - [0:0]
-A DATADOG-EGRESS -o lo -j ACCEPT
-A DATADOG-EGRESS -p tcp -m tcp --tcp-flags SYN,ACK SYN -m conntrack --ctstate ESTABLISHED -m time --datestop '"$adopt_until"' -j DROP
-A DATADOG-EGRESS -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A DATADOG-EGRESS -p tcp -m tcp --tcp-flags SYN,ACK ACK -m conntrack --ctstate NEW -m time --datestop '"$adopt_until"' -j ACCEPT
-A DATADOG-EGRESS -p udp -m udp --sport 68 --dport 67 -j ACCEPT
-A DATADOG-EGRESS -p udp -m udp --dport 53 -j ACCEPT
-A DATADOG-EGRESS -p tcp -m tcp --dport 53 -j ACCEPT
-A DATADOG-EGRESS -p tcp -m tcp --dport 80 -m comment --comment "anywhere, and said so" -j ACCEPT
-A DATADOG-EGRESS -d 3.233.144.0/20 -p tcp -m tcp --dport 443 -m comment --comment "us1 v59 2024-10-17: agents" -j ACCEPT
-A DATADOG-EGRESS -d 198.51.100.7/32 -p tcp -m multiport --dports 1000,1010,1020,1030,1040,1050,1060,1070,1080,1090,1100,1110,1120,1130 -m comment --comment "more ports than one match takes" -j ACCEPT
-A DATADOG-EGRESS -d 198.51.100.7/32 -p tcp -m multiport --dports 2000:2009,3000:3009,4000 -m comment --comment "more ports than one match takes" -j ACCEPT
-A DATADOG-EGRESS -d 192.0.2.0/24 -p udp -m multiport --dports 123,3478:3481 -m comment --comment "time and calls" -j ACCEPT
-A DATADOG-EGRESS -m limit --limit 5/min --limit-burst 5 -j LOG --log-prefix "fwrules-deny: "
-A DATADOG-EGRESS -j REJECT --reject-with icmp-admin-prohibited
-A DATADOG-INGRESS -i lo -j ACCEPT
-A DATADOG-INGRESS -p tcp -m tcp --tcp-flags SYN,ACK SYN -m conntrack --ctstate ESTABLISHED -m time --datestop '"$adopt_until"' -j DROP
-A DATADOG-INGRESS -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A DATADOG-INGRESS -p tcp -m tcp --tcp-flags SYN,ACK ACK -m conntrack --ctstate NEW -m time --datestop '"$adopt_until"' -j ACCEPT
-A DATADOG-INGRESS -p udp -m udp --sport 67 --dport 68 -j ACCEPT
-A DATADOG-INGRESS -s 203.0.113.0/25 -p tcp -m tcp --dport 8000:8100 -j ACCEPT
-A DATADOG-INGRESS -s 203.0.113.192/26 -p tcp -m tcp --dport 8000:8100 -j ACCEPT
-A DATADOG-INGRESS -p udp -m udp --dport 51820 -m comment --comment "tunnel" -j ACCEPT
-A DATADOG-INGRESS -m limit --limit 5/min --limit-burst 5 -j LOG --log-prefix "fwrules-deny: "
-A DATADOG-INGRESS -j REJECT --reject-with icmp-admin-prohibited
COMMIT
'

ipv6_rules='
*filter
:DATADOG-EGRESS - [0:0]
:DATADOG-INGRESS - [0:0]
-A DATADOG-EGRESS -o lo -j ACCEPT
-A DATADOG-EGRESS -p tcp -m tcp --tcp-flags SYN,ACK SYN -m conntrack --ctstate ESTABLISHED -m time --datestop '"$adopt_until"' -j DROP
-A DATADOG-EGRESS -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A DATADOG-EGRESS -p tcp -m tcp --tcp-flags SYN,ACK ACK -m conntrack --ctstate NEW -m time --datestop '"$adopt_until"' -j ACCEPT
-A DATADOG-EGRESS -p ipv6-icmp -m icmp6 --icmpv6-type 131 -j ACCEPT
-A DATADOG-EGRESS -p ipv6-icmp -m icmp6 --icmpv6-type 132 -j ACCEPT
-A DATADOG-EGRESS -p ipv6-icmp -m icmp6 --icmpv6-type 133 -j ACCEPT
-A DATADOG-EGRESS -p ipv6-icmp -m icmp6 --icmpv6-type 135 -j ACCEPT
-A DATADOG-EGRESS -p ipv6-icmp -m icmp6 --icmpv6-type 136 -j ACCEPT
-A DATADOG-EGRESS -p ipv6-icmp -m icmp6 --icmpv6-type 143 -j ACCEPT
-A DATADOG-EGRESS -p udp -m udp --sport 546 --dport 547 -j ACCEPT
-A DATADOG-EGRESS -p udp -m udp --dport 53 -j ACCEPT
-A DATADOG-EGRESS -p tcp -m tcp --dport 53 -j ACCEPT
-A DATADOG-EGRESS -p tcp -m tcp --dport 80 -m comment --comment "anywhere, and said so" -j ACCEPT
-A DATADOG-EGRESS -d 2600:1f18:24e6:b900::/56 -p tcp -m tcp --dport 443 -m comment --comment "us1 v59 2024-10-17: agents" -j ACCEPT
-A DATADOG-EGRESS -d 2001:db8:1::/48 -p udp -m multiport --dports 123,3478:3481 -m comment --comment "time and calls" -j ACCEPT
-A DATADOG-EGRESS -m limit --limit 5/min --limit-burst 5 -j LOG --log-prefix "fwrules-deny: "
-A DATADOG-EGRESS -j REJECT --reject-with icmp6-adm-prohibited
-A DATADOG-INGRESS -i lo -j ACCEPT
-A DATADOG-INGRESS -p tcp -m tcp --tcp-flags SYN,ACK SYN -m conntrack --ctstate ESTABLISHED -m time --datestop '"$adopt_until"' -j DROP
-A DATADOG-INGRESS -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A DATADOG-INGRESS -p tcp -m tcp --tcp-flags SYN,ACK ACK -m conntrack --ctstate NEW -m time --datestop '"$adopt_until"' -j ACCEPT
-A DATADOG-INGRESS -p ipv6-icmp -m icmp6 --icmpv6-type 130 -j ACCEPT
-A DATADOG-INGRESS -p ipv6-icmp -m icmp6 --icmpv6-type 134 -j ACCEPT
-A DATADOG-INGRESS -p ipv6-icmp -m icmp6 --icmpv6-type 135 -j ACCEPT
-A DATADOG-INGRESS -p ipv6-icmp -m icmp6 --icmpv6-type 136 -j ACCEPT
-A DATADOG-INGRESS -p udp -m udp --sport 547 --dport 546 -j ACCEPT
-A DATADOG-INGRESS -m limit --limit 5/min --limit-burst 5 -j LOG --log-prefix "fwrules-deny: "
-A DATADOG-INGRESS -j REJECT --reject-with icmp6-adm-prohibited
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
check iptables DATADOG-EGRESS 14
check iptables DATADOG-INGRESS 10
check ip6tables DATADOG-EGRESS 18
check ip6tables DATADOG-INGRESS 11
jump iptables DATADOG-EGRESS OUTPUT
jump iptables DATADOG-INGRESS INPUT
jump ip6tables DATADOG-EGRESS OUTPUT
jump ip6tables DATADOG-INGRESS INPUT

# The new rules are in force. What older rules had, and these do not, is removed.
trap '[ $? -eq 0 ] || say "the new rules are in force, but the older ones are not removed"' EXIT
remove_chain iptables DATADOG-FORWARD FORWARD DOCKER-USER
remove_chain ip6tables DATADOG-FORWARD FORWARD DOCKER-USER
for name in $former_sets; do
    destroy "$name"
done
: >"$lock"
trap - EXIT

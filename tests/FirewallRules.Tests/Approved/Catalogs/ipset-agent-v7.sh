#!/bin/sh
# Written by FirewallRules X.Y.Z.
# Datadog IP ranges: us1 version 59, modified 2024-10-17 (embedded snapshot)
# Ports: Datadog Agent 7, as documented mid-2026
# Allows egress tcp 443 (1 IPv4 prefix, 1 IPv6 prefix): agents, api, apm, logs, orchestrator, process, remote-configuration
# Allows egress udp 123 (any IPv4, any IPv6): ntp
# Allows ingress tcp 5000-5001, 5012, 6062, 6162, 8126 (1 IPv4 prefix, 1 IPv6 prefix): apm-expvar, apm-receiver, expvar, ipc, process-debug, process-settings
# Allows ingress udp 8125 (1 IPv4 prefix, 1 IPv6 prefix): dogstatsd
# These rules only allow traffic; the default policy is not changed.
#
# Apply: sh FILE; it can be run repeatedly. Each family and each set is replaced atomically.
# OUTPUT jumps to DATADOG-EGRESS; a missing jump is inserted as the first rule.
# INPUT jumps to DATADOG-INGRESS; a missing jump is inserted as the first rule.
# An accept here does not override a drop or reject in another table, such as firewalld's.

set -eu
PATH=$PATH:/usr/sbin:/sbin
for tool in iptables iptables-restore ip6tables ip6tables-restore ipset; do
    command -v "$tool" >/dev/null || { echo "$0: $tool is not installed; nothing was changed" >&2; exit 1; }
done

# On failure, sets that this script created and no rule refers to are destroyed.
created=
undo() { for set in $created; do ipset destroy "$set" 2>/dev/null || :; done; }
trap undo EXIT
trap 'exit 130' INT TERM HUP

ipset destroy datadog-egress-tcp-443-v4.new 2>/dev/null || :
created="$created datadog-egress-tcp-443-v4.new"
ipset restore <<'FWRULES'
create datadog-egress-tcp-443-v4.new hash:net family inet maxelem 65536
add datadog-egress-tcp-443-v4.new 3.233.144.0/20
FWRULES
ipset list -n datadog-egress-tcp-443-v4 >/dev/null 2>&1 || { ipset create datadog-egress-tcp-443-v4 hash:net family inet maxelem 65536; created="$created datadog-egress-tcp-443-v4"; }

ipset destroy datadog-egress-tcp-443-v6.new 2>/dev/null || :
created="$created datadog-egress-tcp-443-v6.new"
ipset restore <<'FWRULES'
create datadog-egress-tcp-443-v6.new hash:net family inet6 maxelem 65536
add datadog-egress-tcp-443-v6.new 2600:1f18:24e6:b900::/56
FWRULES
ipset list -n datadog-egress-tcp-443-v6 >/dev/null 2>&1 || { ipset create datadog-egress-tcp-443-v6 hash:net family inet6 maxelem 65536; created="$created datadog-egress-tcp-443-v6"; }

ipset destroy datadog-7e0be8bd-v4.new 2>/dev/null || :
created="$created datadog-7e0be8bd-v4.new"
ipset restore <<'FWRULES'
create datadog-7e0be8bd-v4.new hash:net family inet maxelem 65536
add datadog-7e0be8bd-v4.new 127.0.0.1/32
FWRULES
ipset list -n datadog-7e0be8bd-v4 >/dev/null 2>&1 || { ipset create datadog-7e0be8bd-v4 hash:net family inet maxelem 65536; created="$created datadog-7e0be8bd-v4"; }

ipset destroy datadog-7e0be8bd-v6.new 2>/dev/null || :
created="$created datadog-7e0be8bd-v6.new"
ipset restore <<'FWRULES'
create datadog-7e0be8bd-v6.new hash:net family inet6 maxelem 65536
add datadog-7e0be8bd-v6.new ::1/128
FWRULES
ipset list -n datadog-7e0be8bd-v6 >/dev/null 2>&1 || { ipset create datadog-7e0be8bd-v6 hash:net family inet6 maxelem 65536; created="$created datadog-7e0be8bd-v6"; }

ipset destroy datadog-dogstatsd-v4.new 2>/dev/null || :
created="$created datadog-dogstatsd-v4.new"
ipset restore <<'FWRULES'
create datadog-dogstatsd-v4.new hash:net family inet maxelem 65536
add datadog-dogstatsd-v4.new 127.0.0.1/32
FWRULES
ipset list -n datadog-dogstatsd-v4 >/dev/null 2>&1 || { ipset create datadog-dogstatsd-v4 hash:net family inet maxelem 65536; created="$created datadog-dogstatsd-v4"; }

ipset destroy datadog-dogstatsd-v6.new 2>/dev/null || :
created="$created datadog-dogstatsd-v6.new"
ipset restore <<'FWRULES'
create datadog-dogstatsd-v6.new hash:net family inet6 maxelem 65536
add datadog-dogstatsd-v6.new ::1/128
FWRULES
ipset list -n datadog-dogstatsd-v6 >/dev/null 2>&1 || { ipset create datadog-dogstatsd-v6 hash:net family inet6 maxelem 65536; created="$created datadog-dogstatsd-v6"; }

ipv4_rules() {
cat <<'FWRULES'
*filter
:DATADOG-EGRESS - [0:0]
:DATADOG-INGRESS - [0:0]
-A DATADOG-EGRESS -m set --match-set datadog-egress-tcp-443-v4 dst -p tcp -m tcp --dport 443 -m comment --comment "us1 v59 2024-10-17, agent-v7 mid-2026: agents, api, apm, logs, orchestrator, process, remote-configuration" -j ACCEPT
-A DATADOG-EGRESS -p udp -m udp --dport 123 -m comment --comment "agent-v7 mid-2026: ntp" -j ACCEPT
-A DATADOG-INGRESS -m set --match-set datadog-7e0be8bd-v4 src -p tcp -m multiport --dports 5000:5001,5012,6062,6162,8126 -m comment --comment "agent-v7 mid-2026: apm-expvar, apm-receiver, expvar, ipc, process-debug, process-settings" -j ACCEPT
-A DATADOG-INGRESS -m set --match-set datadog-dogstatsd-v4 src -p udp -m udp --dport 8125 -m comment --comment "agent-v7 mid-2026: dogstatsd" -j ACCEPT
COMMIT
FWRULES
}

ipv6_rules() {
cat <<'FWRULES'
*filter
:DATADOG-EGRESS - [0:0]
:DATADOG-INGRESS - [0:0]
-A DATADOG-EGRESS -m set --match-set datadog-egress-tcp-443-v6 dst -p tcp -m tcp --dport 443 -m comment --comment "us1 v59 2024-10-17, agent-v7 mid-2026: agents, api, apm, logs, orchestrator, process, remote-configuration" -j ACCEPT
-A DATADOG-EGRESS -p udp -m udp --dport 123 -m comment --comment "agent-v7 mid-2026: ntp" -j ACCEPT
-A DATADOG-INGRESS -m set --match-set datadog-7e0be8bd-v6 src -p tcp -m multiport --dports 5000:5001,5012,6062,6162,8126 -m comment --comment "agent-v7 mid-2026: apm-expvar, apm-receiver, expvar, ipc, process-debug, process-settings" -j ACCEPT
-A DATADOG-INGRESS -m set --match-set datadog-dogstatsd-v6 src -p udp -m udp --dport 8125 -m comment --comment "agent-v7 mid-2026: dogstatsd" -j ACCEPT
COMMIT
FWRULES
}

# Both families are checked before either is changed.
ipv4_rules | iptables-restore -w 5 --noflush --test
ipv6_rules | ip6tables-restore -w 5 --noflush --test

# Signals are ignored from here on, so that the script does not stop halfway.
trap '' INT TERM HUP
ipset swap datadog-egress-tcp-443-v4.new datadog-egress-tcp-443-v4
ipset destroy datadog-egress-tcp-443-v4.new
ipset swap datadog-egress-tcp-443-v6.new datadog-egress-tcp-443-v6
ipset destroy datadog-egress-tcp-443-v6.new
ipset swap datadog-7e0be8bd-v4.new datadog-7e0be8bd-v4
ipset destroy datadog-7e0be8bd-v4.new
ipset swap datadog-7e0be8bd-v6.new datadog-7e0be8bd-v6
ipset destroy datadog-7e0be8bd-v6.new
ipset swap datadog-dogstatsd-v4.new datadog-dogstatsd-v4
ipset destroy datadog-dogstatsd-v4.new
ipset swap datadog-dogstatsd-v6.new datadog-dogstatsd-v6
ipset destroy datadog-dogstatsd-v6.new

ipv4_rules | iptables-restore -w 5 --noflush
ipv6_rules | ip6tables-restore -w 5 --noflush
iptables -w 5 -C OUTPUT -j DATADOG-EGRESS 2>/dev/null || iptables -w 5 -I OUTPUT 1 -j DATADOG-EGRESS
iptables -w 5 -C INPUT -j DATADOG-INGRESS 2>/dev/null || iptables -w 5 -I INPUT 1 -j DATADOG-INGRESS
ip6tables -w 5 -C OUTPUT -j DATADOG-EGRESS 2>/dev/null || ip6tables -w 5 -I OUTPUT 1 -j DATADOG-EGRESS
ip6tables -w 5 -C INPUT -j DATADOG-INGRESS 2>/dev/null || ip6tables -w 5 -I INPUT 1 -j DATADOG-INGRESS
trap - EXIT

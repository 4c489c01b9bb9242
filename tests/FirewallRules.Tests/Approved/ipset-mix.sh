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

ipset destroy datadog-agents-v4.new 2>/dev/null || :
created="$created datadog-agents-v4.new"
ipset restore <<'FWRULES'
create datadog-agents-v4.new hash:net family inet maxelem 65536
add datadog-agents-v4.new 3.233.144.0/20
FWRULES
ipset list -n datadog-agents-v4 >/dev/null 2>&1 || { ipset create datadog-agents-v4 hash:net family inet maxelem 65536; created="$created datadog-agents-v4"; }

ipset destroy datadog-agents-v6.new 2>/dev/null || :
created="$created datadog-agents-v6.new"
ipset restore <<'FWRULES'
create datadog-agents-v6.new hash:net family inet6 maxelem 65536
add datadog-agents-v6.new 2600:1f18:24e6:b900::/56
FWRULES
ipset list -n datadog-agents-v6 >/dev/null 2>&1 || { ipset create datadog-agents-v6 hash:net family inet6 maxelem 65536; created="$created datadog-agents-v6"; }

ipset destroy datadog-3450e483-v4.new 2>/dev/null || :
created="$created datadog-3450e483-v4.new"
ipset restore <<'FWRULES'
create datadog-3450e483-v4.new hash:net family inet maxelem 65536
add datadog-3450e483-v4.new 198.51.100.7/32
FWRULES
ipset list -n datadog-3450e483-v4 >/dev/null 2>&1 || { ipset create datadog-3450e483-v4 hash:net family inet maxelem 65536; created="$created datadog-3450e483-v4"; }

ipset destroy datadog-time-and-calls-v4.new 2>/dev/null || :
created="$created datadog-time-and-calls-v4.new"
ipset restore <<'FWRULES'
create datadog-time-and-calls-v4.new hash:net family inet maxelem 65536
add datadog-time-and-calls-v4.new 192.0.2.0/24
FWRULES
ipset list -n datadog-time-and-calls-v4 >/dev/null 2>&1 || { ipset create datadog-time-and-calls-v4 hash:net family inet maxelem 65536; created="$created datadog-time-and-calls-v4"; }

ipset destroy datadog-time-and-calls-v6.new 2>/dev/null || :
created="$created datadog-time-and-calls-v6.new"
ipset restore <<'FWRULES'
create datadog-time-and-calls-v6.new hash:net family inet6 maxelem 65536
add datadog-time-and-calls-v6.new 2001:db8:1::/48
FWRULES
ipset list -n datadog-time-and-calls-v6 >/dev/null 2>&1 || { ipset create datadog-time-and-calls-v6 hash:net family inet6 maxelem 65536; created="$created datadog-time-and-calls-v6"; }

ipset destroy datadog-bb101cf2-v4.new 2>/dev/null || :
created="$created datadog-bb101cf2-v4.new"
ipset restore <<'FWRULES'
create datadog-bb101cf2-v4.new hash:net family inet maxelem 65536
add datadog-bb101cf2-v4.new 203.0.113.0/25
add datadog-bb101cf2-v4.new 203.0.113.192/26
FWRULES
ipset list -n datadog-bb101cf2-v4 >/dev/null 2>&1 || { ipset create datadog-bb101cf2-v4 hash:net family inet maxelem 65536; created="$created datadog-bb101cf2-v4"; }

ipv4_rules() {
cat <<'FWRULES'
*filter
:DATADOG-EGRESS - [0:0]
:DATADOG-INGRESS - [0:0]
-A DATADOG-EGRESS -p tcp -m tcp --dport 80 -m comment --comment "anywhere, and said so" -j ACCEPT
-A DATADOG-EGRESS -m set --match-set datadog-agents-v4 dst -p tcp -m tcp --dport 443 -m comment --comment "us1 v59 2024-10-17: agents" -j ACCEPT
-A DATADOG-EGRESS -m set --match-set datadog-3450e483-v4 dst -p tcp -m multiport --dports 1000,1010,1020,1030,1040,1050,1060,1070,1080,1090,1100,1110,1120,1130 -m comment --comment "more ports than one match takes" -j ACCEPT
-A DATADOG-EGRESS -m set --match-set datadog-3450e483-v4 dst -p tcp -m multiport --dports 2000:2009,3000:3009,4000 -m comment --comment "more ports than one match takes" -j ACCEPT
-A DATADOG-EGRESS -m set --match-set datadog-time-and-calls-v4 dst -p udp -m multiport --dports 123,3478:3481 -m comment --comment "time and calls" -j ACCEPT
-A DATADOG-INGRESS -m set --match-set datadog-bb101cf2-v4 src -p tcp -m tcp --dport 8000:8100 -j ACCEPT
-A DATADOG-INGRESS -p udp -m udp --dport 51820 -m comment --comment "tunnel" -j ACCEPT
COMMIT
FWRULES
}

ipv6_rules() {
cat <<'FWRULES'
*filter
:DATADOG-EGRESS - [0:0]
:DATADOG-INGRESS - [0:0]
-A DATADOG-EGRESS -p tcp -m tcp --dport 80 -m comment --comment "anywhere, and said so" -j ACCEPT
-A DATADOG-EGRESS -m set --match-set datadog-agents-v6 dst -p tcp -m tcp --dport 443 -m comment --comment "us1 v59 2024-10-17: agents" -j ACCEPT
-A DATADOG-EGRESS -m set --match-set datadog-time-and-calls-v6 dst -p udp -m multiport --dports 123,3478:3481 -m comment --comment "time and calls" -j ACCEPT
COMMIT
FWRULES
}

# Both families are checked before either is changed.
ipv4_rules | iptables-restore -w 5 --noflush --test
ipv6_rules | ip6tables-restore -w 5 --noflush --test

# Signals are ignored from here on, so that the script does not stop halfway.
trap '' INT TERM HUP
ipset swap datadog-agents-v4.new datadog-agents-v4
ipset destroy datadog-agents-v4.new
ipset swap datadog-agents-v6.new datadog-agents-v6
ipset destroy datadog-agents-v6.new
ipset swap datadog-3450e483-v4.new datadog-3450e483-v4
ipset destroy datadog-3450e483-v4.new
ipset swap datadog-time-and-calls-v4.new datadog-time-and-calls-v4
ipset destroy datadog-time-and-calls-v4.new
ipset swap datadog-time-and-calls-v6.new datadog-time-and-calls-v6
ipset destroy datadog-time-and-calls-v6.new
ipset swap datadog-bb101cf2-v4.new datadog-bb101cf2-v4
ipset destroy datadog-bb101cf2-v4.new

ipv4_rules | iptables-restore -w 5 --noflush
ipv6_rules | ip6tables-restore -w 5 --noflush
iptables -w 5 -C OUTPUT -j DATADOG-EGRESS 2>/dev/null || iptables -w 5 -I OUTPUT 1 -j DATADOG-EGRESS
iptables -w 5 -C INPUT -j DATADOG-INGRESS 2>/dev/null || iptables -w 5 -I INPUT 1 -j DATADOG-INGRESS
ip6tables -w 5 -C OUTPUT -j DATADOG-EGRESS 2>/dev/null || ip6tables -w 5 -I OUTPUT 1 -j DATADOG-EGRESS
ip6tables -w 5 -C INPUT -j DATADOG-INGRESS 2>/dev/null || ip6tables -w 5 -I INPUT 1 -j DATADOG-INGRESS
trap - EXIT

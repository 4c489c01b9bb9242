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
for tool in iptables iptables-restore ip6tables ip6tables-restore; do
    command -v "$tool" >/dev/null || { echo "$0: $tool is not installed; nothing was changed" >&2; exit 1; }
done

ipv4_rules() {
cat <<'FWRULES'
*filter
:DATADOG-EGRESS - [0:0]
:DATADOG-INGRESS - [0:0]
-A DATADOG-EGRESS -p tcp -m tcp --dport 80 -m comment --comment "anywhere, and said so" -j ACCEPT
-A DATADOG-EGRESS -d 3.233.144.0/20 -p tcp -m tcp --dport 443 -m comment --comment "us1 v59 2024-10-17: agents" -j ACCEPT
-A DATADOG-EGRESS -d 198.51.100.7/32 -p tcp -m multiport --dports 1000,1010,1020,1030,1040,1050,1060,1070,1080,1090,1100,1110,1120,1130 -m comment --comment "more ports than one match takes" -j ACCEPT
-A DATADOG-EGRESS -d 198.51.100.7/32 -p tcp -m multiport --dports 2000:2009,3000:3009,4000 -m comment --comment "more ports than one match takes" -j ACCEPT
-A DATADOG-EGRESS -d 192.0.2.0/24 -p udp -m multiport --dports 123,3478:3481 -m comment --comment "time and calls" -j ACCEPT
-A DATADOG-INGRESS -s 203.0.113.0/25 -p tcp -m tcp --dport 8000:8100 -j ACCEPT
-A DATADOG-INGRESS -s 203.0.113.192/26 -p tcp -m tcp --dport 8000:8100 -j ACCEPT
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
-A DATADOG-EGRESS -d 2600:1f18:24e6:b900::/56 -p tcp -m tcp --dport 443 -m comment --comment "us1 v59 2024-10-17: agents" -j ACCEPT
-A DATADOG-EGRESS -d 2001:db8:1::/48 -p udp -m multiport --dports 123,3478:3481 -m comment --comment "time and calls" -j ACCEPT
COMMIT
FWRULES
}

# Both families are checked before either is changed.
ipv4_rules | iptables-restore -w 5 --noflush --test
ipv6_rules | ip6tables-restore -w 5 --noflush --test

ipv4_rules | iptables-restore -w 5 --noflush
ipv6_rules | ip6tables-restore -w 5 --noflush
iptables -w 5 -C OUTPUT -j DATADOG-EGRESS 2>/dev/null || iptables -w 5 -I OUTPUT 1 -j DATADOG-EGRESS
iptables -w 5 -C INPUT -j DATADOG-INGRESS 2>/dev/null || iptables -w 5 -I INPUT 1 -j DATADOG-INGRESS
ip6tables -w 5 -C OUTPUT -j DATADOG-EGRESS 2>/dev/null || ip6tables -w 5 -I OUTPUT 1 -j DATADOG-EGRESS
ip6tables -w 5 -C INPUT -j DATADOG-INGRESS 2>/dev/null || ip6tables -w 5 -I INPUT 1 -j DATADOG-INGRESS

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
# An accept here does not override a drop or reject in another table, such as firewalld's.

set -eu
PATH=$PATH:/usr/sbin:/sbin
for tool in iptables iptables-restore ip6tables ip6tables-restore; do
    command -v "$tool" >/dev/null || { echo "$0: $tool is not installed; nothing was changed" >&2; exit 1; }
done

ipv4_rules() {
cat <<'FWRULES'
*filter
:DATADOG-INGRESS - [0:0]
-A DATADOG-INGRESS -s 10.0.0.0/8 -p tcp -m tcp --dport 2003 -m comment --comment "datakit 2025-10-30: graphite" -j ACCEPT
-A DATADOG-INGRESS -s 10.0.0.0/8 -p tcp -m tcp --dport 4317 -m comment --comment "datakit 2025-10-30: opentelemetry" -j ACCEPT
-A DATADOG-INGRESS -s 10.0.0.0/8 -p udp -m udp --dport 2003 -m comment --comment "datakit 2025-10-30: graphite" -j ACCEPT
-A DATADOG-INGRESS -s 10.0.0.0/8 -p udp -m udp --dport 8125 -m comment --comment "datakit 2025-10-30: statsd" -j ACCEPT
COMMIT
FWRULES
}

ipv6_rules() {
cat <<'FWRULES'
*filter
:DATADOG-INGRESS - [0:0]
-A DATADOG-INGRESS -s fd00::/8 -p tcp -m tcp --dport 2003 -m comment --comment "datakit 2025-10-30: graphite" -j ACCEPT
-A DATADOG-INGRESS -s fd00::/8 -p tcp -m tcp --dport 4317 -m comment --comment "datakit 2025-10-30: opentelemetry" -j ACCEPT
-A DATADOG-INGRESS -s fd00::/8 -p udp -m udp --dport 2003 -m comment --comment "datakit 2025-10-30: graphite" -j ACCEPT
-A DATADOG-INGRESS -s fd00::/8 -p udp -m udp --dport 8125 -m comment --comment "datakit 2025-10-30: statsd" -j ACCEPT
COMMIT
FWRULES
}

# Both families are checked before either is changed.
ipv4_rules | iptables-restore -w 5 --noflush --test
ipv6_rules | ip6tables-restore -w 5 --noflush --test

ipv4_rules | iptables-restore -w 5 --noflush
ipv6_rules | ip6tables-restore -w 5 --noflush
iptables -w 5 -C INPUT -j DATADOG-INGRESS 2>/dev/null || iptables -w 5 -I INPUT 1 -j DATADOG-INGRESS
ip6tables -w 5 -C INPUT -j DATADOG-INGRESS 2>/dev/null || ip6tables -w 5 -I INPUT 1 -j DATADOG-INGRESS

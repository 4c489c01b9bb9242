#!/bin/sh
# Written by FirewallRules X.Y.Z.
# Datadog IP ranges: us1 version 59, modified 2024-10-17 (a file)
# Update from: us1 version 40, modified 2023-05-09 (a file)
# Allows egress tcp 443 (3 IPv4 prefixes, 2 IPv6 prefixes): apm, logs, orchestrator
# Allows egress tcp 10516 (3 IPv4 prefixes, 1 IPv6 prefix): logs
# Allows ingress tcp 443 (2 IPv4 prefixes, 0 IPv6 prefixes): webhooks
# Skipped, because it has no addresses: global
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
-A DATADOG-EGRESS -d 3.233.144.0/20 -p tcp -m tcp --dport 443 -m comment --comment "us1 v59 2024-10-17: apm, logs, orchestrator" -j ACCEPT
-A DATADOG-EGRESS -d 192.0.2.0/24 -p tcp -m tcp --dport 443 -m comment --comment "us1 v59 2024-10-17: apm, logs, orchestrator" -j ACCEPT
-A DATADOG-EGRESS -d 198.51.100.0/25 -p tcp -m tcp --dport 443 -m comment --comment "us1 v59 2024-10-17: apm, logs, orchestrator" -j ACCEPT
-A DATADOG-EGRESS -d 3.233.144.0/20 -p tcp -m tcp --dport 10516 -m comment --comment "us1 v59 2024-10-17: logs" -j ACCEPT
-A DATADOG-EGRESS -d 192.0.2.0/24 -p tcp -m tcp --dport 10516 -m comment --comment "us1 v59 2024-10-17: logs" -j ACCEPT
-A DATADOG-EGRESS -d 198.51.100.64/26 -p tcp -m tcp --dport 10516 -m comment --comment "us1 v59 2024-10-17: logs" -j ACCEPT
-A DATADOG-INGRESS -s 203.0.113.9/32 -p tcp -m tcp --dport 443 -m comment --comment "us1 v59 2024-10-17: webhooks" -j ACCEPT
-A DATADOG-INGRESS -s 203.0.113.16/28 -p tcp -m tcp --dport 443 -m comment --comment "us1 v59 2024-10-17: webhooks" -j ACCEPT
COMMIT
FWRULES
}

ipv6_rules() {
cat <<'FWRULES'
*filter
:DATADOG-EGRESS - [0:0]
:DATADOG-INGRESS - [0:0]
-A DATADOG-EGRESS -d 2001:db8:2::/48 -p tcp -m tcp --dport 443 -m comment --comment "us1 v59 2024-10-17: apm, logs, orchestrator" -j ACCEPT
-A DATADOG-EGRESS -d 2600:1f18:24e6:b900::/56 -p tcp -m tcp --dport 443 -m comment --comment "us1 v59 2024-10-17: apm, logs, orchestrator" -j ACCEPT
-A DATADOG-EGRESS -d 2600:1f18:24e6:b900::/56 -p tcp -m tcp --dport 10516 -m comment --comment "us1 v59 2024-10-17: logs" -j ACCEPT
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

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
#
# Remove: sh FILE removes all of the above; it can be run repeatedly.

set -eu
PATH=$PATH:/usr/sbin:/sbin
for tool in iptables iptables-restore ip6tables ip6tables-restore; do
    command -v "$tool" >/dev/null || { echo "$0: $tool is not installed; nothing was changed" >&2; exit 1; }
done

while iptables -w 5 -C DOCKER-USER -j DATADOG-FORWARD 2>/dev/null; do iptables -w 5 -D DOCKER-USER -j DATADOG-FORWARD; done
while ip6tables -w 5 -C DOCKER-USER -j DATADOG-FORWARD 2>/dev/null; do ip6tables -w 5 -D DOCKER-USER -j DATADOG-FORWARD; done
while iptables -w 5 -C OUTPUT -j DATADOG-EGRESS 2>/dev/null; do iptables -w 5 -D OUTPUT -j DATADOG-EGRESS; done
if iptables -w 5 -n -L DATADOG-EGRESS >/dev/null 2>&1; then iptables -w 5 -F DATADOG-EGRESS; iptables -w 5 -X DATADOG-EGRESS; fi
while iptables -w 5 -C INPUT -j DATADOG-INGRESS 2>/dev/null; do iptables -w 5 -D INPUT -j DATADOG-INGRESS; done
if iptables -w 5 -n -L DATADOG-INGRESS >/dev/null 2>&1; then iptables -w 5 -F DATADOG-INGRESS; iptables -w 5 -X DATADOG-INGRESS; fi
while iptables -w 5 -C FORWARD -j DATADOG-FORWARD 2>/dev/null; do iptables -w 5 -D FORWARD -j DATADOG-FORWARD; done
if iptables -w 5 -n -L DATADOG-FORWARD >/dev/null 2>&1; then iptables -w 5 -F DATADOG-FORWARD; iptables -w 5 -X DATADOG-FORWARD; fi
while ip6tables -w 5 -C OUTPUT -j DATADOG-EGRESS 2>/dev/null; do ip6tables -w 5 -D OUTPUT -j DATADOG-EGRESS; done
if ip6tables -w 5 -n -L DATADOG-EGRESS >/dev/null 2>&1; then ip6tables -w 5 -F DATADOG-EGRESS; ip6tables -w 5 -X DATADOG-EGRESS; fi
while ip6tables -w 5 -C INPUT -j DATADOG-INGRESS 2>/dev/null; do ip6tables -w 5 -D INPUT -j DATADOG-INGRESS; done
if ip6tables -w 5 -n -L DATADOG-INGRESS >/dev/null 2>&1; then ip6tables -w 5 -F DATADOG-INGRESS; ip6tables -w 5 -X DATADOG-INGRESS; fi
while ip6tables -w 5 -C FORWARD -j DATADOG-FORWARD 2>/dev/null; do ip6tables -w 5 -D FORWARD -j DATADOG-FORWARD; done
if ip6tables -w 5 -n -L DATADOG-FORWARD >/dev/null 2>&1; then ip6tables -w 5 -F DATADOG-FORWARD; ip6tables -w 5 -X DATADOG-FORWARD; fi
if command -v ipset >/dev/null; then
    if ipset list -n datadog-agents-v4 >/dev/null 2>&1; then ipset destroy datadog-agents-v4; fi
    if ipset list -n datadog-agents-v6 >/dev/null 2>&1; then ipset destroy datadog-agents-v6; fi
    if ipset list -n datadog-3450e483-v4 >/dev/null 2>&1; then ipset destroy datadog-3450e483-v4; fi
    if ipset list -n datadog-3450e483-v6 >/dev/null 2>&1; then ipset destroy datadog-3450e483-v6; fi
    if ipset list -n datadog-time-and-calls-v4 >/dev/null 2>&1; then ipset destroy datadog-time-and-calls-v4; fi
    if ipset list -n datadog-time-and-calls-v6 >/dev/null 2>&1; then ipset destroy datadog-time-and-calls-v6; fi
    if ipset list -n datadog-bb101cf2-v4 >/dev/null 2>&1; then ipset destroy datadog-bb101cf2-v4; fi
    if ipset list -n datadog-bb101cf2-v6 >/dev/null 2>&1; then ipset destroy datadog-bb101cf2-v6; fi
    if ipset list -n datadog-nobody-v4 >/dev/null 2>&1; then ipset destroy datadog-nobody-v4; fi
    if ipset list -n datadog-nobody-v6 >/dev/null 2>&1; then ipset destroy datadog-nobody-v6; fi
    if ipset list -n datadog-tunnel-v6 >/dev/null 2>&1; then ipset destroy datadog-tunnel-v6; fi
fi

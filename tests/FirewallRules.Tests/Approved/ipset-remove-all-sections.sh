#!/bin/sh
# Written by FirewallRules X.Y.Z.
# Datadog IP ranges: us1 version 59, modified 2024-10-17 (embedded snapshot)
# Allows egress tcp 443 (1 IPv4 prefix, 1 IPv6 prefix): agents, api, apm, global, logs, orchestrator, process, remote-configuration, synthetics-private-locations
# Allows egress tcp 10516 (1 IPv4 prefix, 1 IPv6 prefix): logs
# Allows ingress tcp 443 (104 IPv4 prefixes, 0 IPv6 prefixes): synthetics, webhooks
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
    if ipset list -n datadog-egress-tcp-443-v4 >/dev/null 2>&1; then ipset destroy datadog-egress-tcp-443-v4; fi
    if ipset list -n datadog-egress-tcp-443-v6 >/dev/null 2>&1; then ipset destroy datadog-egress-tcp-443-v6; fi
    if ipset list -n datadog-logs-v4 >/dev/null 2>&1; then ipset destroy datadog-logs-v4; fi
    if ipset list -n datadog-logs-v6 >/dev/null 2>&1; then ipset destroy datadog-logs-v6; fi
    if ipset list -n datadog-ingress-tcp-443-v4 >/dev/null 2>&1; then ipset destroy datadog-ingress-tcp-443-v4; fi
    if ipset list -n datadog-ingress-tcp-443-v6 >/dev/null 2>&1; then ipset destroy datadog-ingress-tcp-443-v6; fi
fi

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
add datadog-egress-tcp-443-v4.new 192.0.2.0/24
add datadog-egress-tcp-443-v4.new 198.51.100.0/25
FWRULES
ipset list -n datadog-egress-tcp-443-v4 >/dev/null 2>&1 || { ipset create datadog-egress-tcp-443-v4 hash:net family inet maxelem 65536; created="$created datadog-egress-tcp-443-v4"; }

ipset destroy datadog-egress-tcp-443-v6.new 2>/dev/null || :
created="$created datadog-egress-tcp-443-v6.new"
ipset restore <<'FWRULES'
create datadog-egress-tcp-443-v6.new hash:net family inet6 maxelem 65536
add datadog-egress-tcp-443-v6.new 2001:db8:2::/48
add datadog-egress-tcp-443-v6.new 2600:1f18:24e6:b900::/56
FWRULES
ipset list -n datadog-egress-tcp-443-v6 >/dev/null 2>&1 || { ipset create datadog-egress-tcp-443-v6 hash:net family inet6 maxelem 65536; created="$created datadog-egress-tcp-443-v6"; }

ipset destroy datadog-logs-v4.new 2>/dev/null || :
created="$created datadog-logs-v4.new"
ipset restore <<'FWRULES'
create datadog-logs-v4.new hash:net family inet maxelem 65536
add datadog-logs-v4.new 3.233.144.0/20
add datadog-logs-v4.new 192.0.2.0/24
add datadog-logs-v4.new 198.51.100.64/26
FWRULES
ipset list -n datadog-logs-v4 >/dev/null 2>&1 || { ipset create datadog-logs-v4 hash:net family inet maxelem 65536; created="$created datadog-logs-v4"; }

ipset destroy datadog-logs-v6.new 2>/dev/null || :
created="$created datadog-logs-v6.new"
ipset restore <<'FWRULES'
create datadog-logs-v6.new hash:net family inet6 maxelem 65536
add datadog-logs-v6.new 2600:1f18:24e6:b900::/56
FWRULES
ipset list -n datadog-logs-v6 >/dev/null 2>&1 || { ipset create datadog-logs-v6 hash:net family inet6 maxelem 65536; created="$created datadog-logs-v6"; }

ipset destroy datadog-webhooks-v4.new 2>/dev/null || :
created="$created datadog-webhooks-v4.new"
ipset restore <<'FWRULES'
create datadog-webhooks-v4.new hash:net family inet maxelem 65536
add datadog-webhooks-v4.new 203.0.113.9/32
add datadog-webhooks-v4.new 203.0.113.16/28
FWRULES
ipset list -n datadog-webhooks-v4 >/dev/null 2>&1 || { ipset create datadog-webhooks-v4 hash:net family inet maxelem 65536; created="$created datadog-webhooks-v4"; }

ipv4_rules() {
cat <<'FWRULES'
*filter
:DATADOG-EGRESS - [0:0]
:DATADOG-INGRESS - [0:0]
-A DATADOG-EGRESS -m set --match-set datadog-egress-tcp-443-v4 dst -p tcp -m tcp --dport 443 -m comment --comment "us1 v59 2024-10-17: apm, logs, orchestrator" -j ACCEPT
-A DATADOG-EGRESS -m set --match-set datadog-logs-v4 dst -p tcp -m tcp --dport 10516 -m comment --comment "us1 v59 2024-10-17: logs" -j ACCEPT
-A DATADOG-INGRESS -m set --match-set datadog-webhooks-v4 src -p tcp -m tcp --dport 443 -m comment --comment "us1 v59 2024-10-17: webhooks" -j ACCEPT
COMMIT
FWRULES
}

ipv6_rules() {
cat <<'FWRULES'
*filter
:DATADOG-EGRESS - [0:0]
:DATADOG-INGRESS - [0:0]
-A DATADOG-EGRESS -m set --match-set datadog-egress-tcp-443-v6 dst -p tcp -m tcp --dport 443 -m comment --comment "us1 v59 2024-10-17: apm, logs, orchestrator" -j ACCEPT
-A DATADOG-EGRESS -m set --match-set datadog-logs-v6 dst -p tcp -m tcp --dport 10516 -m comment --comment "us1 v59 2024-10-17: logs" -j ACCEPT
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
ipset swap datadog-logs-v4.new datadog-logs-v4
ipset destroy datadog-logs-v4.new
ipset swap datadog-logs-v6.new datadog-logs-v6
ipset destroy datadog-logs-v6.new
ipset swap datadog-webhooks-v4.new datadog-webhooks-v4
ipset destroy datadog-webhooks-v4.new

ipv4_rules | iptables-restore -w 5 --noflush
ipv6_rules | ip6tables-restore -w 5 --noflush
iptables -w 5 -C OUTPUT -j DATADOG-EGRESS 2>/dev/null || iptables -w 5 -I OUTPUT 1 -j DATADOG-EGRESS
iptables -w 5 -C INPUT -j DATADOG-INGRESS 2>/dev/null || iptables -w 5 -I INPUT 1 -j DATADOG-INGRESS
ip6tables -w 5 -C OUTPUT -j DATADOG-EGRESS 2>/dev/null || ip6tables -w 5 -I OUTPUT 1 -j DATADOG-EGRESS
ip6tables -w 5 -C INPUT -j DATADOG-INGRESS 2>/dev/null || ip6tables -w 5 -I INPUT 1 -j DATADOG-INGRESS
trap - EXIT

# Chains and sets of the old rules that the new rules do not have.
if command -v ipset >/dev/null; then
    for set in datadog-global-v4; do
        ipset list -n "$set" >/dev/null 2>&1 || continue
        tries=0
        until ipset destroy "$set" 2>/dev/null; do
            tries=$((tries + 1))
            [ "$tries" -lt 5 ] || { echo "$0: the set $set, which only the older rules had, is in use and stays" >&2; exit 1; }
            sleep 1
        done
    done
fi

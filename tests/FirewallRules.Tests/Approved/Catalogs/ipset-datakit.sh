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
for tool in iptables iptables-restore ip6tables ip6tables-restore ipset; do
    command -v "$tool" >/dev/null || { echo "$0: $tool is not installed; nothing was changed" >&2; exit 1; }
done

# On failure, sets that this script created and no rule refers to are destroyed.
created=
undo() { for set in $created; do ipset destroy "$set" 2>/dev/null || :; done; }
trap undo EXIT
trap 'exit 130' INT TERM HUP

ipset destroy datadog-ingress-tcp-2003-v4.new 2>/dev/null || :
created="$created datadog-ingress-tcp-2003-v4.new"
ipset restore <<'FWRULES'
create datadog-ingress-tcp-2003-v4.new hash:net family inet maxelem 65536
add datadog-ingress-tcp-2003-v4.new 10.0.0.0/8
FWRULES
ipset list -n datadog-ingress-tcp-2003-v4 >/dev/null 2>&1 || { ipset create datadog-ingress-tcp-2003-v4 hash:net family inet maxelem 65536; created="$created datadog-ingress-tcp-2003-v4"; }

ipset destroy datadog-ingress-tcp-2003-v6.new 2>/dev/null || :
created="$created datadog-ingress-tcp-2003-v6.new"
ipset restore <<'FWRULES'
create datadog-ingress-tcp-2003-v6.new hash:net family inet6 maxelem 65536
add datadog-ingress-tcp-2003-v6.new fd00::/8
FWRULES
ipset list -n datadog-ingress-tcp-2003-v6 >/dev/null 2>&1 || { ipset create datadog-ingress-tcp-2003-v6 hash:net family inet6 maxelem 65536; created="$created datadog-ingress-tcp-2003-v6"; }

ipset destroy datadog-opentelemetry-v4.new 2>/dev/null || :
created="$created datadog-opentelemetry-v4.new"
ipset restore <<'FWRULES'
create datadog-opentelemetry-v4.new hash:net family inet maxelem 65536
add datadog-opentelemetry-v4.new 10.0.0.0/8
FWRULES
ipset list -n datadog-opentelemetry-v4 >/dev/null 2>&1 || { ipset create datadog-opentelemetry-v4 hash:net family inet maxelem 65536; created="$created datadog-opentelemetry-v4"; }

ipset destroy datadog-opentelemetry-v6.new 2>/dev/null || :
created="$created datadog-opentelemetry-v6.new"
ipset restore <<'FWRULES'
create datadog-opentelemetry-v6.new hash:net family inet6 maxelem 65536
add datadog-opentelemetry-v6.new fd00::/8
FWRULES
ipset list -n datadog-opentelemetry-v6 >/dev/null 2>&1 || { ipset create datadog-opentelemetry-v6 hash:net family inet6 maxelem 65536; created="$created datadog-opentelemetry-v6"; }

ipset destroy datadog-ingress-udp-2003-v4.new 2>/dev/null || :
created="$created datadog-ingress-udp-2003-v4.new"
ipset restore <<'FWRULES'
create datadog-ingress-udp-2003-v4.new hash:net family inet maxelem 65536
add datadog-ingress-udp-2003-v4.new 10.0.0.0/8
FWRULES
ipset list -n datadog-ingress-udp-2003-v4 >/dev/null 2>&1 || { ipset create datadog-ingress-udp-2003-v4 hash:net family inet maxelem 65536; created="$created datadog-ingress-udp-2003-v4"; }

ipset destroy datadog-ingress-udp-2003-v6.new 2>/dev/null || :
created="$created datadog-ingress-udp-2003-v6.new"
ipset restore <<'FWRULES'
create datadog-ingress-udp-2003-v6.new hash:net family inet6 maxelem 65536
add datadog-ingress-udp-2003-v6.new fd00::/8
FWRULES
ipset list -n datadog-ingress-udp-2003-v6 >/dev/null 2>&1 || { ipset create datadog-ingress-udp-2003-v6 hash:net family inet6 maxelem 65536; created="$created datadog-ingress-udp-2003-v6"; }

ipset destroy datadog-statsd-v4.new 2>/dev/null || :
created="$created datadog-statsd-v4.new"
ipset restore <<'FWRULES'
create datadog-statsd-v4.new hash:net family inet maxelem 65536
add datadog-statsd-v4.new 10.0.0.0/8
FWRULES
ipset list -n datadog-statsd-v4 >/dev/null 2>&1 || { ipset create datadog-statsd-v4 hash:net family inet maxelem 65536; created="$created datadog-statsd-v4"; }

ipset destroy datadog-statsd-v6.new 2>/dev/null || :
created="$created datadog-statsd-v6.new"
ipset restore <<'FWRULES'
create datadog-statsd-v6.new hash:net family inet6 maxelem 65536
add datadog-statsd-v6.new fd00::/8
FWRULES
ipset list -n datadog-statsd-v6 >/dev/null 2>&1 || { ipset create datadog-statsd-v6 hash:net family inet6 maxelem 65536; created="$created datadog-statsd-v6"; }

ipv4_rules() {
cat <<'FWRULES'
*filter
:DATADOG-INGRESS - [0:0]
-A DATADOG-INGRESS -m set --match-set datadog-ingress-tcp-2003-v4 src -p tcp -m tcp --dport 2003 -m comment --comment "datakit 2025-10-30: graphite" -j ACCEPT
-A DATADOG-INGRESS -m set --match-set datadog-opentelemetry-v4 src -p tcp -m tcp --dport 4317 -m comment --comment "datakit 2025-10-30: opentelemetry" -j ACCEPT
-A DATADOG-INGRESS -m set --match-set datadog-ingress-udp-2003-v4 src -p udp -m udp --dport 2003 -m comment --comment "datakit 2025-10-30: graphite" -j ACCEPT
-A DATADOG-INGRESS -m set --match-set datadog-statsd-v4 src -p udp -m udp --dport 8125 -m comment --comment "datakit 2025-10-30: statsd" -j ACCEPT
COMMIT
FWRULES
}

ipv6_rules() {
cat <<'FWRULES'
*filter
:DATADOG-INGRESS - [0:0]
-A DATADOG-INGRESS -m set --match-set datadog-ingress-tcp-2003-v6 src -p tcp -m tcp --dport 2003 -m comment --comment "datakit 2025-10-30: graphite" -j ACCEPT
-A DATADOG-INGRESS -m set --match-set datadog-opentelemetry-v6 src -p tcp -m tcp --dport 4317 -m comment --comment "datakit 2025-10-30: opentelemetry" -j ACCEPT
-A DATADOG-INGRESS -m set --match-set datadog-ingress-udp-2003-v6 src -p udp -m udp --dport 2003 -m comment --comment "datakit 2025-10-30: graphite" -j ACCEPT
-A DATADOG-INGRESS -m set --match-set datadog-statsd-v6 src -p udp -m udp --dport 8125 -m comment --comment "datakit 2025-10-30: statsd" -j ACCEPT
COMMIT
FWRULES
}

# Both families are checked before either is changed.
ipv4_rules | iptables-restore -w 5 --noflush --test
ipv6_rules | ip6tables-restore -w 5 --noflush --test

# Signals are ignored from here on, so that the script does not stop halfway.
trap '' INT TERM HUP
ipset swap datadog-ingress-tcp-2003-v4.new datadog-ingress-tcp-2003-v4
ipset destroy datadog-ingress-tcp-2003-v4.new
ipset swap datadog-ingress-tcp-2003-v6.new datadog-ingress-tcp-2003-v6
ipset destroy datadog-ingress-tcp-2003-v6.new
ipset swap datadog-opentelemetry-v4.new datadog-opentelemetry-v4
ipset destroy datadog-opentelemetry-v4.new
ipset swap datadog-opentelemetry-v6.new datadog-opentelemetry-v6
ipset destroy datadog-opentelemetry-v6.new
ipset swap datadog-ingress-udp-2003-v4.new datadog-ingress-udp-2003-v4
ipset destroy datadog-ingress-udp-2003-v4.new
ipset swap datadog-ingress-udp-2003-v6.new datadog-ingress-udp-2003-v6
ipset destroy datadog-ingress-udp-2003-v6.new
ipset swap datadog-statsd-v4.new datadog-statsd-v4
ipset destroy datadog-statsd-v4.new
ipset swap datadog-statsd-v6.new datadog-statsd-v6
ipset destroy datadog-statsd-v6.new

ipv4_rules | iptables-restore -w 5 --noflush
ipv6_rules | ip6tables-restore -w 5 --noflush
iptables -w 5 -C INPUT -j DATADOG-INGRESS 2>/dev/null || iptables -w 5 -I INPUT 1 -j DATADOG-INGRESS
ip6tables -w 5 -C INPUT -j DATADOG-INGRESS 2>/dev/null || ip6tables -w 5 -I INPUT 1 -j DATADOG-INGRESS
trap - EXIT

#!/bin/sh
# Written by FirewallRules X.Y.Z.
# Datadog IP ranges: us1 version 59, modified 2024-10-17 (embedded snapshot)
# Allows egress tcp 443, 10516 (1 IPv4 prefix, 1 IPv6 prefix): logs
# These rules only allow traffic; the default policy is not changed.
#
# Apply: sh FILE; it can be run repeatedly. Each family and each set is replaced atomically.
# Refer to the sets in your own rules, for example: -m set --match-set SET dst -p tcp --dport 443 -j ACCEPT

set -eu
PATH=$PATH:/usr/sbin:/sbin
for tool in ipset; do
    command -v "$tool" >/dev/null || { echo "$0: $tool is not installed; nothing was changed" >&2; exit 1; }
done

# On failure, sets that this script created and no rule refers to are destroyed.
created=
undo() { for set in $created; do ipset destroy "$set" 2>/dev/null || :; done; }
trap undo EXIT
trap 'exit 130' INT TERM HUP

ipset destroy datadog-logs-v4.new 2>/dev/null || :
created="$created datadog-logs-v4.new"
ipset restore <<'FWRULES'
create datadog-logs-v4.new hash:net family inet maxelem 65536
add datadog-logs-v4.new 3.233.144.0/20
FWRULES
ipset list -n datadog-logs-v4 >/dev/null 2>&1 || { ipset create datadog-logs-v4 hash:net family inet maxelem 65536; created="$created datadog-logs-v4"; }

ipset destroy datadog-logs-v6.new 2>/dev/null || :
created="$created datadog-logs-v6.new"
ipset restore <<'FWRULES'
create datadog-logs-v6.new hash:net family inet6 maxelem 65536
add datadog-logs-v6.new 2600:1f18:24e6:b900::/56
FWRULES
ipset list -n datadog-logs-v6 >/dev/null 2>&1 || { ipset create datadog-logs-v6 hash:net family inet6 maxelem 65536; created="$created datadog-logs-v6"; }

# Signals are ignored from here on, so that the script does not stop halfway.
trap '' INT TERM HUP
ipset swap datadog-logs-v4.new datadog-logs-v4
ipset destroy datadog-logs-v4.new
ipset swap datadog-logs-v6.new datadog-logs-v6
ipset destroy datadog-logs-v6.new

trap - EXIT

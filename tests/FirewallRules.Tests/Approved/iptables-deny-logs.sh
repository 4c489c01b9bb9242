#!/bin/sh
# Written by FirewallRules X.Y.Z.
# Datadog IP ranges: us1 version 59, modified 2024-10-17 (embedded snapshot)
# Allows egress tcp 443, 10516 (1 IPv4 prefix, 1 IPv6 prefix): logs
# All other outgoing traffic is rejected (IPv4 and IPv6).
# Always allowed: loopback, replies, IPv6 neighbor discovery, DHCP, DNS queries to any server.
# Not restricted: incoming traffic, forwarded traffic (containers, virtual machines, routed hosts).
#
# Apply: sh FILE; it can be run repeatedly. Each family and each set is replaced atomically.
# OUTPUT jumps to DATADOG-EGRESS; a missing jump is inserted as the first rule.
# TCP connections that exist when it is run continue: for 10 minutes after a run, packets of unknown TCP connections are accepted unless they open one. UDP is judged by the rules.
# Rules before a jump take precedence. An accept here does not override a drop or reject in another table, such as firewalld's.

set -eu
PATH=$PATH:/usr/sbin:/sbin
for tool in iptables iptables-restore ip6tables ip6tables-restore; do
    command -v "$tool" >/dev/null || { echo "$0: $tool is not installed; nothing was changed" >&2; exit 1; }
done

adopt_until=$(date -u -d "@$(($(date +%s) + 600))" +%Y-%m-%dT%H:%M:%S)
ipv4_rules() {
sed "s/ADOPT_UNTIL/$adopt_until/" <<'FWRULES'
*filter
:DATADOG-EGRESS - [0:0]
-A DATADOG-EGRESS -o lo -j ACCEPT
-A DATADOG-EGRESS -p tcp -m tcp --tcp-flags SYN,ACK SYN -m conntrack --ctstate ESTABLISHED -m time --datestop ADOPT_UNTIL -j DROP
-A DATADOG-EGRESS -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A DATADOG-EGRESS -p tcp -m tcp --tcp-flags SYN,ACK ACK -m conntrack --ctstate NEW -m time --datestop ADOPT_UNTIL -j ACCEPT
-A DATADOG-EGRESS -p udp -m udp --sport 68 --dport 67 -j ACCEPT
-A DATADOG-EGRESS -p udp -m udp --dport 53 -j ACCEPT
-A DATADOG-EGRESS -p tcp -m tcp --dport 53 -j ACCEPT
-A DATADOG-EGRESS -d 3.233.144.0/20 -p tcp -m multiport --dports 443,10516 -m comment --comment "us1 v59 2024-10-17: logs" -j ACCEPT
-A DATADOG-EGRESS -m limit --limit 5/min --limit-burst 5 -j LOG --log-prefix "fwrules-deny: "
-A DATADOG-EGRESS -j REJECT --reject-with icmp-admin-prohibited
COMMIT
FWRULES
}

ipv6_rules() {
sed "s/ADOPT_UNTIL/$adopt_until/" <<'FWRULES'
*filter
:DATADOG-EGRESS - [0:0]
-A DATADOG-EGRESS -o lo -j ACCEPT
-A DATADOG-EGRESS -p tcp -m tcp --tcp-flags SYN,ACK SYN -m conntrack --ctstate ESTABLISHED -m time --datestop ADOPT_UNTIL -j DROP
-A DATADOG-EGRESS -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A DATADOG-EGRESS -p tcp -m tcp --tcp-flags SYN,ACK ACK -m conntrack --ctstate NEW -m time --datestop ADOPT_UNTIL -j ACCEPT
-A DATADOG-EGRESS -p ipv6-icmp -m icmp6 --icmpv6-type 131 -j ACCEPT
-A DATADOG-EGRESS -p ipv6-icmp -m icmp6 --icmpv6-type 132 -j ACCEPT
-A DATADOG-EGRESS -p ipv6-icmp -m icmp6 --icmpv6-type 133 -j ACCEPT
-A DATADOG-EGRESS -p ipv6-icmp -m icmp6 --icmpv6-type 135 -j ACCEPT
-A DATADOG-EGRESS -p ipv6-icmp -m icmp6 --icmpv6-type 136 -j ACCEPT
-A DATADOG-EGRESS -p ipv6-icmp -m icmp6 --icmpv6-type 143 -j ACCEPT
-A DATADOG-EGRESS -p udp -m udp --sport 546 --dport 547 -j ACCEPT
-A DATADOG-EGRESS -p udp -m udp --dport 53 -j ACCEPT
-A DATADOG-EGRESS -p tcp -m tcp --dport 53 -j ACCEPT
-A DATADOG-EGRESS -d 2600:1f18:24e6:b900::/56 -p tcp -m multiport --dports 443,10516 -m comment --comment "us1 v59 2024-10-17: logs" -j ACCEPT
-A DATADOG-EGRESS -m limit --limit 5/min --limit-burst 5 -j LOG --log-prefix "fwrules-deny: "
-A DATADOG-EGRESS -j REJECT --reject-with icmp6-adm-prohibited
COMMIT
FWRULES
}

# Both families are checked before either is changed.
ipv4_rules | iptables-restore -w 5 --noflush --test
ipv6_rules | ip6tables-restore -w 5 --noflush --test

ipv4_rules | iptables-restore -w 5 --noflush
ipv6_rules | ip6tables-restore -w 5 --noflush
iptables -w 5 -C OUTPUT -j DATADOG-EGRESS 2>/dev/null || iptables -w 5 -I OUTPUT 1 -j DATADOG-EGRESS
ip6tables -w 5 -C OUTPUT -j DATADOG-EGRESS 2>/dev/null || ip6tables -w 5 -I OUTPUT 1 -j DATADOG-EGRESS

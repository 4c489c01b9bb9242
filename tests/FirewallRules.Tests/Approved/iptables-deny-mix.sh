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
# All other outgoing and incoming traffic is rejected (IPv4 and IPv6).
# Always allowed: loopback, replies, IPv6 neighbor discovery, DHCP, DNS queries to any server.
# Not restricted: forwarded traffic (containers, virtual machines, routed hosts).
#
# Apply: sh FILE; it can be run repeatedly. Each family and each set is replaced atomically.
# OUTPUT jumps to DATADOG-EGRESS; a missing jump is inserted as the first rule.
# INPUT jumps to DATADOG-INGRESS; a missing jump is inserted as the first rule.
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
:DATADOG-INGRESS - [0:0]
-A DATADOG-EGRESS -o lo -j ACCEPT
-A DATADOG-EGRESS -p tcp -m tcp --tcp-flags SYN,ACK SYN -m conntrack --ctstate ESTABLISHED -m time --datestop ADOPT_UNTIL -j DROP
-A DATADOG-EGRESS -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A DATADOG-EGRESS -p tcp -m tcp --tcp-flags SYN,ACK ACK -m conntrack --ctstate NEW -m time --datestop ADOPT_UNTIL -j ACCEPT
-A DATADOG-EGRESS -p udp -m udp --sport 68 --dport 67 -j ACCEPT
-A DATADOG-EGRESS -p udp -m udp --dport 53 -j ACCEPT
-A DATADOG-EGRESS -p tcp -m tcp --dport 53 -j ACCEPT
-A DATADOG-EGRESS -p tcp -m tcp --dport 80 -m comment --comment "anywhere, and said so" -j ACCEPT
-A DATADOG-EGRESS -d 3.233.144.0/20 -p tcp -m tcp --dport 443 -m comment --comment "us1 v59 2024-10-17: agents" -j ACCEPT
-A DATADOG-EGRESS -d 198.51.100.7/32 -p tcp -m multiport --dports 1000,1010,1020,1030,1040,1050,1060,1070,1080,1090,1100,1110,1120,1130 -m comment --comment "more ports than one match takes" -j ACCEPT
-A DATADOG-EGRESS -d 198.51.100.7/32 -p tcp -m multiport --dports 2000:2009,3000:3009,4000 -m comment --comment "more ports than one match takes" -j ACCEPT
-A DATADOG-EGRESS -d 192.0.2.0/24 -p udp -m multiport --dports 123,3478:3481 -m comment --comment "time and calls" -j ACCEPT
-A DATADOG-EGRESS -m limit --limit 5/min --limit-burst 5 -j LOG --log-prefix "fwrules-deny: "
-A DATADOG-EGRESS -j REJECT --reject-with icmp-admin-prohibited
-A DATADOG-INGRESS -i lo -j ACCEPT
-A DATADOG-INGRESS -p tcp -m tcp --tcp-flags SYN,ACK SYN -m conntrack --ctstate ESTABLISHED -m time --datestop ADOPT_UNTIL -j DROP
-A DATADOG-INGRESS -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A DATADOG-INGRESS -p tcp -m tcp --tcp-flags SYN,ACK ACK -m conntrack --ctstate NEW -m time --datestop ADOPT_UNTIL -j ACCEPT
-A DATADOG-INGRESS -p udp -m udp --sport 67 --dport 68 -j ACCEPT
-A DATADOG-INGRESS -s 203.0.113.0/25 -p tcp -m tcp --dport 8000:8100 -j ACCEPT
-A DATADOG-INGRESS -s 203.0.113.192/26 -p tcp -m tcp --dport 8000:8100 -j ACCEPT
-A DATADOG-INGRESS -p udp -m udp --dport 51820 -m comment --comment "tunnel" -j ACCEPT
-A DATADOG-INGRESS -m limit --limit 5/min --limit-burst 5 -j LOG --log-prefix "fwrules-deny: "
-A DATADOG-INGRESS -j REJECT --reject-with icmp-admin-prohibited
COMMIT
FWRULES
}

ipv6_rules() {
sed "s/ADOPT_UNTIL/$adopt_until/" <<'FWRULES'
*filter
:DATADOG-EGRESS - [0:0]
:DATADOG-INGRESS - [0:0]
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
-A DATADOG-EGRESS -p tcp -m tcp --dport 80 -m comment --comment "anywhere, and said so" -j ACCEPT
-A DATADOG-EGRESS -d 2600:1f18:24e6:b900::/56 -p tcp -m tcp --dport 443 -m comment --comment "us1 v59 2024-10-17: agents" -j ACCEPT
-A DATADOG-EGRESS -d 2001:db8:1::/48 -p udp -m multiport --dports 123,3478:3481 -m comment --comment "time and calls" -j ACCEPT
-A DATADOG-EGRESS -m limit --limit 5/min --limit-burst 5 -j LOG --log-prefix "fwrules-deny: "
-A DATADOG-EGRESS -j REJECT --reject-with icmp6-adm-prohibited
-A DATADOG-INGRESS -i lo -j ACCEPT
-A DATADOG-INGRESS -p tcp -m tcp --tcp-flags SYN,ACK SYN -m conntrack --ctstate ESTABLISHED -m time --datestop ADOPT_UNTIL -j DROP
-A DATADOG-INGRESS -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A DATADOG-INGRESS -p tcp -m tcp --tcp-flags SYN,ACK ACK -m conntrack --ctstate NEW -m time --datestop ADOPT_UNTIL -j ACCEPT
-A DATADOG-INGRESS -p ipv6-icmp -m icmp6 --icmpv6-type 130 -j ACCEPT
-A DATADOG-INGRESS -p ipv6-icmp -m icmp6 --icmpv6-type 134 -j ACCEPT
-A DATADOG-INGRESS -p ipv6-icmp -m icmp6 --icmpv6-type 135 -j ACCEPT
-A DATADOG-INGRESS -p ipv6-icmp -m icmp6 --icmpv6-type 136 -j ACCEPT
-A DATADOG-INGRESS -p udp -m udp --sport 547 --dport 546 -j ACCEPT
-A DATADOG-INGRESS -m limit --limit 5/min --limit-burst 5 -j LOG --log-prefix "fwrules-deny: "
-A DATADOG-INGRESS -j REJECT --reject-with icmp6-adm-prohibited
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

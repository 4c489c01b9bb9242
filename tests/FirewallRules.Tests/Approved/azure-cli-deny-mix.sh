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
# All other outgoing and incoming traffic is dropped (IPv4 and IPv6).
#
# The deny rule also blocks DNS servers and the virtual network, but not the Azure platform (168.63.129.16).
# The deny rule also blocks incoming traffic of the virtual network and the probes of AzureLoadBalancer.
# The NSG must exist. No other rules may use its priorities 1000 to 1999 and 4096.
# Apply: sh FILE GROUP [NSG]; it can be run repeatedly. New rules are added before those of an older output are removed.
# Remove: sh FILE --remove GROUP [NSG]

set -eu
remove=
if [ "${1-}" = --remove ]; then
    remove=yes
    shift
fi
if [ $# -lt 1 ] || [ $# -gt 2 ]; then
    echo "usage: sh $0 [--remove] GROUP [NSG]" >&2
    exit 2
fi
group=$1
nsg=${2-datadog}
for argument in "$group" "$nsg"; do
    case $argument in
    '' | -* | @*)
        echo "$0: '$argument' is no name of a resource group or an NSG" >&2
        exit 2
        ;;
    esac
done
command -v az >/dev/null || { echo "$0: az is not installed; nothing was changed" >&2; exit 1; }

nsg_rule() {
    verb=$1
    shift
    az network nsg rule "$verb" --resource-group "$group" --nsg-name "$nsg" --only-show-errors "$@" </dev/null
}

ours() {
    case $1 in
    datadog-egress-deny | datadog-egress-tcp-* | datadog-egress-udp-*) return 0 ;;
    datadog-ingress-deny | datadog-ingress-tcp-* | datadog-ingress-udp-*) return 0 ;;
    *) return 1 ;;
    esac
}

wanted() {
echo 'Outbound 1853 datadog-egress-tcp-80-any
Outbound 1229 datadog-egress-tcp-443-ipv4
Outbound 1239 datadog-egress-tcp-443-ipv6
Outbound 1368 datadog-egress-tcp-x0f7c6fde85ea668f-ipv4
Outbound 1841 datadog-egress-udp-123_3478-3481-ipv4
Outbound 1595 datadog-egress-udp-123_3478-3481-ipv6
Inbound 1781 datadog-ingress-tcp-8000-8100-ipv4
Inbound 1964 datadog-ingress-udp-51820-ipv4
Outbound 4096 datadog-egress-deny
Inbound 4096 datadog-ingress-deny'
}

existing=$(nsg_rule list --query '[*].[direction, priority, name]' --output tsv)
existing=$(printf '%s\n' "$existing" | tr -d '\r' | tr '\t' ' ')

# Our rules that are no longer wanted. The deny rules sort first, so that traffic that was allowed is not denied in between.
superseded() {
    printf '%s\n' "$existing" | while read -r direction priority name; do
        if ours "$name" && ! wanted | cut -d ' ' -f 3 | grep -q -x -F -e "$name"; then
            printf '%s\n' "$name"
        fi
    done | LC_ALL=C sort
}

# Rules with a priority that another rule needs.
in_the_way() {
    printf '%s\n' "$existing" | while read -r direction priority name; do
        if wanted | grep -q -e "^$direction $priority " && ! wanted | grep -q -x -F -e "$direction $priority $name"; then
            printf '%s\n' "$direction $priority $name"
        fi
    done
}

if [ -n "$remove" ]; then
    wanted() { :; }
    for name in $(superseded); do
        nsg_rule delete --name "$name"
    done
    exit 0
fi

moving=$(in_the_way)
others=$(printf '%s\n' "$moving" | while read -r direction priority name; do
    if [ -n "$name" ] && ! ours "$name"; then
        printf '%s' " $name ($direction $priority)"
    fi
done)
if [ -n "$others" ]; then
    echo "$0: other rules have priorities that are needed; nothing was changed:$others" >&2
    exit 1
fi
printf '%s\n' "$moving" | {
    spare=1999
    while read -r direction priority name; do
        [ -n "$name" ] || continue
        while { printf '%s\n' "$existing"; wanted; } | grep -q -e "^[A-Za-z]* $spare "; do
            spare=$((spare - 1))
        done
        nsg_rule update --name "$name" --priority "$spare" --output none
        spare=$((spare - 1))
    done
}

nsg_rule create --name datadog-egress-tcp-80-any --priority 1853 --output none \
    --direction Outbound --access Allow --protocol Tcp \
    --description 'anywhere, and said so' \
    --source-address-prefixes '*' \
    --destination-address-prefixes '*' \
    --source-port-ranges '*' --destination-port-ranges 80
nsg_rule create --name datadog-egress-tcp-443-ipv4 --priority 1229 --output none \
    --direction Outbound --access Allow --protocol Tcp \
    --description 'us1 v59 2024-10-17: agents' \
    --source-address-prefixes '*' \
    --destination-address-prefixes 3.233.144.0/20 \
    --source-port-ranges '*' --destination-port-ranges 443
nsg_rule create --name datadog-egress-tcp-443-ipv6 --priority 1239 --output none \
    --direction Outbound --access Allow --protocol Tcp \
    --description 'us1 v59 2024-10-17: agents' \
    --source-address-prefixes '*' \
    --destination-address-prefixes 2600:1f18:24e6:b900::/56 \
    --source-port-ranges '*' --destination-port-ranges 443
nsg_rule create --name datadog-egress-tcp-x0f7c6fde85ea668f-ipv4 --priority 1368 --output none \
    --direction Outbound --access Allow --protocol Tcp \
    --description 'more ports than one match takes' \
    --source-address-prefixes '*' \
    --destination-address-prefixes 198.51.100.7/32 \
    --source-port-ranges '*' --destination-port-ranges 1000 1010 1020 1030 1040 1050 1060 1070 1080 1090 1100 1110 1120 1130 2000-2009 3000-3009 4000
nsg_rule create --name datadog-egress-udp-123_3478-3481-ipv4 --priority 1841 --output none \
    --direction Outbound --access Allow --protocol Udp \
    --description 'time and calls' \
    --source-address-prefixes '*' \
    --destination-address-prefixes 192.0.2.0/24 \
    --source-port-ranges '*' --destination-port-ranges 123 3478-3481
nsg_rule create --name datadog-egress-udp-123_3478-3481-ipv6 --priority 1595 --output none \
    --direction Outbound --access Allow --protocol Udp \
    --description 'time and calls' \
    --source-address-prefixes '*' \
    --destination-address-prefixes 2001:db8:1::/48 \
    --source-port-ranges '*' --destination-port-ranges 123 3478-3481
nsg_rule create --name datadog-ingress-tcp-8000-8100-ipv4 --priority 1781 --output none \
    --direction Inbound --access Allow --protocol Tcp \
    --description 'Allows ingress tcp 8000-8100' \
    --source-address-prefixes \
        203.0.113.0/25 \
        203.0.113.192/26 \
    --destination-address-prefixes '*' \
    --source-port-ranges '*' --destination-port-ranges 8000-8100
nsg_rule create --name datadog-ingress-udp-51820-ipv4 --priority 1964 --output none \
    --direction Inbound --access Allow --protocol Udp \
    --description 'tunnel' \
    --source-address-prefixes \
        0.0.0.0/1 \
        128.0.0.0/1 \
    --destination-address-prefixes '*' \
    --source-port-ranges '*' --destination-port-ranges 51820
nsg_rule create --name datadog-egress-deny --priority 4096 --output none \
    --direction Outbound --access Deny --protocol '*' \
    --description 'Closes what no rule before this one allows' \
    --source-address-prefixes '*' \
    --destination-address-prefixes '*' \
    --source-port-ranges '*' --destination-port-ranges '*'
nsg_rule create --name datadog-ingress-deny --priority 4096 --output none \
    --direction Inbound --access Deny --protocol '*' \
    --description 'Closes what no rule before this one allows' \
    --source-address-prefixes '*' \
    --destination-address-prefixes '*' \
    --source-port-ranges '*' --destination-port-ranges '*'

for name in $(superseded); do
    nsg_rule delete --name "$name"
done

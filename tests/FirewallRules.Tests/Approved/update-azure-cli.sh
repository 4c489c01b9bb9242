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
# The default rule AllowInternetOutBound allows all outgoing traffic, so these rules do not restrict it: use the default deny,
# or your own deny rule with a priority number above 1999.
# The NSG must exist. No other rules may use its priorities 1000 to 1999.
# Apply: sh FILE GROUP [NSG]; it can be run repeatedly. Rules are added and changed before obsolete ones are removed.
# Other rules are not changed.

set -eu
if [ $# -lt 1 ] || [ $# -gt 2 ]; then
    echo "usage: sh $0 GROUP [NSG]" >&2
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
echo 'Outbound 1229 datadog-egress-tcp-443-ipv4
Outbound 1239 datadog-egress-tcp-443-ipv6
Outbound 1553 datadog-egress-tcp-10516-ipv4
Outbound 1489 datadog-egress-tcp-10516-ipv6
Inbound 1927 datadog-ingress-tcp-443-ipv4'
}

# Rules that only the old rule set had.
former() {
echo 'datadog-egress-udp-7000-ipv4'
}

existing=$(nsg_rule list --query '[*].[direction, priority, name]' --output tsv)
existing=$(printf '%s\n' "$existing" | tr -d '\r' | tr '\t' ' ')

# Rules of the old rule set that still exist. The deny rules sort first, so that traffic that was allowed is not denied in between.
superseded() {
    printf '%s\n' "$existing" | while read -r direction priority name; do
        if former | grep -q -x -F -e "$name"; then
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

nsg_rule create --name datadog-egress-tcp-443-ipv6 --priority 1239 --output none \
    --direction Outbound --access Allow --protocol Tcp \
    --description 'us1 v59 2024-10-17: apm, logs, orchestrator' \
    --source-address-prefixes '*' \
    --destination-address-prefixes \
        2001:db8:2::/48 \
        2600:1f18:24e6:b900::/56 \
    --source-port-ranges '*' --destination-port-ranges 443
nsg_rule create --name datadog-egress-tcp-10516-ipv4 --priority 1553 --output none \
    --direction Outbound --access Allow --protocol Tcp \
    --description 'us1 v59 2024-10-17: logs' \
    --source-address-prefixes '*' \
    --destination-address-prefixes \
        3.233.144.0/20 \
        192.0.2.0/24 \
        198.51.100.64/26 \
    --source-port-ranges '*' --destination-port-ranges 10516
nsg_rule create --name datadog-ingress-tcp-443-ipv4 --priority 1927 --output none \
    --direction Inbound --access Allow --protocol Tcp \
    --description 'us1 v59 2024-10-17: webhooks' \
    --source-address-prefixes \
        203.0.113.9/32 \
        203.0.113.16/28 \
    --destination-address-prefixes '*' \
    --source-port-ranges '*' --destination-port-ranges 443

for name in $(superseded); do
    nsg_rule delete --name "$name"
done

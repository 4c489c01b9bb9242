#!/bin/sh
# Written by FirewallRules X.Y.Z.
# Datadog IP ranges: us1 version 59, modified 2024-10-17 (embedded snapshot)
# Allows egress tcp 443, 10516 (1 IPv4 prefix, 1 IPv6 prefix): logs
# These rules only allow traffic; the default policy is not changed.
#
# The default rule AllowInternetOutBound allows all outgoing traffic, so these rules do not restrict it: use the default deny,
# or your own deny rule with a priority number above 1999.
# The NSG must exist. No other rules may use its priorities 1000 to 1999.
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
    *) return 1 ;;
    esac
}

wanted() {
echo 'Outbound 1740 datadog-egress-tcp-443_10516-ipv4
Outbound 1099 datadog-egress-tcp-443_10516-ipv6'
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

nsg_rule create --name datadog-egress-tcp-443_10516-ipv4 --priority 1740 --output none \
    --direction Outbound --access Allow --protocol Tcp \
    --description 'us1 v59 2024-10-17: logs' \
    --source-address-prefixes '*' \
    --destination-address-prefixes 3.233.144.0/20 \
    --source-port-ranges '*' --destination-port-ranges 443 10516
nsg_rule create --name datadog-egress-tcp-443_10516-ipv6 --priority 1099 --output none \
    --direction Outbound --access Allow --protocol Tcp \
    --description 'us1 v59 2024-10-17: logs' \
    --source-address-prefixes '*' \
    --destination-address-prefixes 2600:1f18:24e6:b900::/56 \
    --source-port-ranges '*' --destination-port-ranges 443 10516

for name in $(superseded); do
    nsg_rule delete --name "$name"
done

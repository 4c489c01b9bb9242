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
# The NSG must exist. Its other rules must not have priorities 1000 to 1999 and 4096; --first-priority moves them.
# Apply: sh FILE GROUP [NSG]; it can be run repeatedly. New rules are added before those of an older output are removed.
# Remove: sh FILE --remove GROUP [NSG]
# Rules of this output have descriptions that start with 'fwrules:datadog '. Other rules are not changed.
# --adopt takes over rules with the names of this output that have other descriptions.

set -eu
remove=
adopt=
while [ $# -gt 0 ]; do
    case $1 in
    --remove) remove=yes ;;
    --adopt) adopt=yes ;;
    *) break ;;
    esac
    shift
done
if [ $# -lt 1 ] || [ $# -gt 2 ]; then
    echo "usage: sh $0 [--remove] [--adopt] GROUP [NSG]" >&2
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

wanted() {
echo 'Outbound 1853 datadog-egress-tcp-80-any 68637dfb
Outbound 1229 datadog-egress-tcp-443-ipv4 20f7e3fa
Outbound 1239 datadog-egress-tcp-443-ipv6 54228bd5
Outbound 1368 datadog-egress-tcp-x0f7c6fde85ea668f-ipv4 56f9b3a6
Outbound 1841 datadog-egress-udp-123_3478-3481-ipv4 02de5926
Outbound 1595 datadog-egress-udp-123_3478-3481-ipv6 77356037
Inbound 1781 datadog-ingress-tcp-8000-8100-ipv4 40321ca7
Inbound 1964 datadog-ingress-udp-51820-ipv4 8dfaae22
Outbound 4096 datadog-egress-deny 9c538d2e
Inbound 4096 datadog-ingress-deny a7befbc4'
}

# All rules: direction, priority, name, and whether the description starts with our marker. Descriptions are not read, because those
# of other rules can contain line breaks.
existing=$(nsg_rule list --query "[*].[direction, priority, name, starts_with(not_null(description, ''), 'fwrules:datadog ')]" --output tsv)
existing=$(printf '%s\n' "$existing" | tr -d '\r' | tr '\t' ' ')

# Rules whose names this script or an older output can have written.
named=$(printf '%s\n' "$existing" | grep -E '^(Outbound [0-9]+ datadog-egress-(deny|(tcp|udp)-([0-9]+(-[0-9]+)?(_[0-9]+(-[0-9]+)?)*|x[0-9a-f]{16})-(ipv4|ipv6|any)(-[0-9]+)?)|Inbound [0-9]+ datadog-ingress-(deny|(tcp|udp)-([0-9]+(-[0-9]+)?(_[0-9]+(-[0-9]+)?)*|x[0-9a-f]{16})-(ipv4|ipv6|any)(-[0-9]+)?)) ' || [ $? = 1 ])

# Ours are those that also have the marker. Others are taken over only with --adopt.
if [ -n "$adopt" ]; then
    ours=$named
else
    ours=$(printf '%s\n' "$named" | grep -i ' true$' || [ $? = 1 ])
fi

# Lines of the first list, a line with "=", and lines of the second list.
both() {
    "$1"
    echo '='
    printf '%s\n' "$2"
}

unmarked=$(printf '%s\n' "$named" | grep -v -x -F -e "$ours" || [ $? = 1 ])

# Names of rules that are no longer wanted. The deny rules sort first, so that traffic that was allowed is not denied in between.
superseded() {
    both wanted "$1" | awk '$1 == "=" { rest = 1 } !rest { keep[$3] = 1 } rest && NF > 2 && !($3 in keep) { print $3 }' | LC_ALL=C sort
}

if [ -n "$remove" ]; then
    wanted() { :; }
    for name in $(superseded "$ours"); do
        nsg_rule delete --name "$name"
    done
    kept=$(superseded "$unmarked")
    [ -z "$kept" ] || echo "$0: kept, because the description does not start with 'fwrules:datadog ':" $kept >&2
    exit 0
fi

# Rules of others with a name that is needed. Azure does not distinguish upper and lower case in names.
others=$(printf '%s\n' "$existing" | grep -v -x -F -e "$ours" || [ $? = 1 ])
taken=$(both wanted "$others" | awk '$1 == "=" { rest = 1 } !rest { need[$3] = 1 } rest && (tolower($3) in need) { print $3 }')
if [ -n "$taken" ]; then
    echo "$0: nothing was changed, because these rules have names that are needed, and descriptions that do not start with 'fwrules:datadog ':" $taken >&2
    echo "They can be somebody else's. To replace them, run this with --adopt; to keep them, write the output with another --name-prefix." >&2
    exit 1
fi

# Rules with a priority that a rule of this output needs: direction, priority, name, and the name of the rule that needs it.
in_the_way() {
    both wanted "$1" | awk '
        $1 == "=" { rest = 1 }
        !rest { need[$1, $2] = $3 }
        rest && (($1, $2) in need) && $3 != need[$1, $2] { print $1, $2, $3, need[$1, $2] }'
}

blocked=$(in_the_way "$others")
if [ -n "$blocked" ]; then
    echo "$0: nothing was changed, because other rules have priorities that are needed:" >&2
    printf '%s\n' "$blocked" | while read -r direction priority name needed_by; do
        echo "  $name has the $direction priority $priority of $needed_by" >&2
    done
    # The nearest first priority with which no rule is in the way.
    first=
    if printf '%s\n' "$blocked" | grep -q -v '^[A-Za-z]* 4096 '; then
        first=$(both wanted "$others" | awk -v first=1000 '
            $1 == "=" { rest = 1 }
            !rest && $2 < 4096 { direction[++n] = $1; priority[n] = $2 }
            rest { taken[$1, $2] = 1 }
            function is_free(start, i) {
                if (start < 100 || start > 3096) return 0
                for (i = 1; i <= n; i++) if ((direction[i], priority[i] - first + start) in taken) return 0
                return 1
            }
            END {
                for (step = 1; step < 3000; step++) {
                    if (is_free(first + step)) { print first + step; exit }
                    if (is_free(first - step)) { print first - step; exit }
                }
            }')
    fi
    if [ -n "$first" ]; then
        echo "Write the output with --first-priority $first. Lower numbers take precedence: check your deny rules." >&2
    fi
    if printf '%s\n' "$blocked" | grep -q '^[A-Za-z]* 4096 '; then
        echo "Priority 4096 is that of the default deny: give the rule that has it another one, or write the output without --default-deny." >&2
    fi
    exit 1
fi
in_the_way "$ours" | {
    spare=1999
    while read -r direction priority name needed_by; do
        while { printf '%s\n' "$existing"; wanted; } | grep -q -e "^[A-Za-z]* $spare "; do
            spare=$((spare - 1))
        done
        nsg_rule update --name "$name" --priority "$spare" --output none
        spare=$((spare - 1))
    done
}

nsg_rule create --name datadog-egress-tcp-80-any --priority 1853 --output none \
    --direction Outbound --access Allow --protocol Tcp \
    --description 'fwrules:datadog 68637dfb anywhere, and said so' \
    --source-address-prefixes '*' \
    --destination-address-prefixes '*' \
    --source-port-ranges '*' --destination-port-ranges 80
nsg_rule create --name datadog-egress-tcp-443-ipv4 --priority 1229 --output none \
    --direction Outbound --access Allow --protocol Tcp \
    --description 'fwrules:datadog 20f7e3fa us1: agents' \
    --source-address-prefixes '*' \
    --destination-address-prefixes 3.233.144.0/20 \
    --source-port-ranges '*' --destination-port-ranges 443
nsg_rule create --name datadog-egress-tcp-443-ipv6 --priority 1239 --output none \
    --direction Outbound --access Allow --protocol Tcp \
    --description 'fwrules:datadog 54228bd5 us1: agents' \
    --source-address-prefixes '*' \
    --destination-address-prefixes 2600:1f18:24e6:b900::/56 \
    --source-port-ranges '*' --destination-port-ranges 443
nsg_rule create --name datadog-egress-tcp-x0f7c6fde85ea668f-ipv4 --priority 1368 --output none \
    --direction Outbound --access Allow --protocol Tcp \
    --description 'fwrules:datadog 56f9b3a6 more ports than one match takes' \
    --source-address-prefixes '*' \
    --destination-address-prefixes 198.51.100.7/32 \
    --source-port-ranges '*' --destination-port-ranges 1000 1010 1020 1030 1040 1050 1060 1070 1080 1090 1100 1110 1120 1130 2000-2009 3000-3009 4000
nsg_rule create --name datadog-egress-udp-123_3478-3481-ipv4 --priority 1841 --output none \
    --direction Outbound --access Allow --protocol Udp \
    --description 'fwrules:datadog 02de5926 time and calls' \
    --source-address-prefixes '*' \
    --destination-address-prefixes 192.0.2.0/24 \
    --source-port-ranges '*' --destination-port-ranges 123 3478-3481
nsg_rule create --name datadog-egress-udp-123_3478-3481-ipv6 --priority 1595 --output none \
    --direction Outbound --access Allow --protocol Udp \
    --description 'fwrules:datadog 77356037 time and calls' \
    --source-address-prefixes '*' \
    --destination-address-prefixes 2001:db8:1::/48 \
    --source-port-ranges '*' --destination-port-ranges 123 3478-3481
nsg_rule create --name datadog-ingress-tcp-8000-8100-ipv4 --priority 1781 --output none \
    --direction Inbound --access Allow --protocol Tcp \
    --description 'fwrules:datadog 40321ca7 Allows ingress tcp 8000-8100' \
    --source-address-prefixes \
        203.0.113.0/25 \
        203.0.113.192/26 \
    --destination-address-prefixes '*' \
    --source-port-ranges '*' --destination-port-ranges 8000-8100
nsg_rule create --name datadog-ingress-udp-51820-ipv4 --priority 1964 --output none \
    --direction Inbound --access Allow --protocol Udp \
    --description 'fwrules:datadog 8dfaae22 tunnel' \
    --source-address-prefixes \
        0.0.0.0/1 \
        128.0.0.0/1 \
    --destination-address-prefixes '*' \
    --source-port-ranges '*' --destination-port-ranges 51820
nsg_rule create --name datadog-egress-deny --priority 4096 --output none \
    --direction Outbound --access Deny --protocol '*' \
    --description 'fwrules:datadog 9c538d2e Denies all other traffic' \
    --source-address-prefixes '*' \
    --destination-address-prefixes '*' \
    --source-port-ranges '*' --destination-port-ranges '*'
nsg_rule create --name datadog-ingress-deny --priority 4096 --output none \
    --direction Inbound --access Deny --protocol '*' \
    --description 'fwrules:datadog a7befbc4 Denies all other traffic' \
    --source-address-prefixes '*' \
    --destination-address-prefixes '*' \
    --source-port-ranges '*' --destination-port-ranges '*'

for name in $(superseded "$ours"); do
    nsg_rule delete --name "$name"
done

# Somebody else can have changed the rules at the same time. The second word of a description is a hash of the content of the rule.
now=$(nsg_rule list --query "[?starts_with(not_null(description, ''), 'fwrules:datadog ')].[direction, priority, name, description]" --output tsv)
now=$(printf '%s\n' "$now" | tr -d '\r' | tr '\t' ' ' | grep -E '^(Outbound [0-9]+ datadog-egress-(deny|(tcp|udp)-([0-9]+(-[0-9]+)?(_[0-9]+(-[0-9]+)?)*|x[0-9a-f]{16})-(ipv4|ipv6|any)(-[0-9]+)?)|Inbound [0-9]+ datadog-ingress-(deny|(tcp|udp)-([0-9]+(-[0-9]+)?(_[0-9]+(-[0-9]+)?)*|x[0-9a-f]{16})-(ipv4|ipv6|any)(-[0-9]+)?)) ' || [ $? = 1 ])
different=$({
    printf '%s\n' "$now" | awk 'NF { print $1, $2, $3, $5 }'
    echo '='
    wanted
} | awk '$1 == "=" { rest = 1; next } !rest { is[$0] = 1 } rest && !($0 in is) { print $3 }')
unexpected=$(superseded "$now")
if [ -n "$different$unexpected" ]; then
    echo "$0: somebody else changed the rules at the same time; run this again:" $different $unexpected >&2
    exit 1
fi
kept=$(superseded "$unmarked")
[ -z "$kept" ] || echo "$0: kept, because the description does not start with 'fwrules:datadog ':" $kept >&2

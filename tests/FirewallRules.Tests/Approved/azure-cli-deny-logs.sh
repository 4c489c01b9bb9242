#!/bin/sh
# Written by FirewallRules X.Y.Z.
# Datadog IP ranges: us1 version 59, modified 2024-10-17 (embedded snapshot)
# Allows egress tcp 443, 10516 (1 IPv4 prefix, 1 IPv6 prefix): logs
# All other outgoing traffic is dropped (IPv4 and IPv6).
#
# The deny rule also blocks DNS servers and the virtual network, but not the Azure platform (168.63.129.16).
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
echo 'Outbound 1740 datadog-egress-tcp-443_10516-ipv4 20031b49
Outbound 1099 datadog-egress-tcp-443_10516-ipv6 0ece8de0
Outbound 4096 datadog-egress-deny 9c538d2e'
}

# All rules: direction, priority, name, and whether the description starts with our marker. Descriptions are not read, because those
# of other rules can contain line breaks.
existing=$(nsg_rule list --query "[*].[direction, priority, name, starts_with(not_null(description, ''), 'fwrules:datadog ')]" --output tsv)
existing=$(printf '%s\n' "$existing" | tr -d '\r' | tr '\t' ' ')

# Rules whose names this script or an older output can have written.
named=$(printf '%s\n' "$existing" | grep -E '^(Outbound [0-9]+ datadog-egress-(deny|(tcp|udp)-([0-9]+(-[0-9]+)?(_[0-9]+(-[0-9]+)?)*|x[0-9a-f]{16})-(ipv4|ipv6|any)(-[0-9]+)?)) ' || [ $? = 1 ])

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

nsg_rule create --name datadog-egress-tcp-443_10516-ipv4 --priority 1740 --output none \
    --direction Outbound --access Allow --protocol Tcp \
    --description 'fwrules:datadog 20031b49 us1: logs' \
    --source-address-prefixes '*' \
    --destination-address-prefixes 3.233.144.0/20 \
    --source-port-ranges '*' --destination-port-ranges 443 10516
nsg_rule create --name datadog-egress-tcp-443_10516-ipv6 --priority 1099 --output none \
    --direction Outbound --access Allow --protocol Tcp \
    --description 'fwrules:datadog 0ece8de0 us1: logs' \
    --source-address-prefixes '*' \
    --destination-address-prefixes 2600:1f18:24e6:b900::/56 \
    --source-port-ranges '*' --destination-port-ranges 443 10516
nsg_rule create --name datadog-egress-deny --priority 4096 --output none \
    --direction Outbound --access Deny --protocol '*' \
    --description 'fwrules:datadog 9c538d2e Denies all other traffic' \
    --source-address-prefixes '*' \
    --destination-address-prefixes '*' \
    --source-port-ranges '*' --destination-port-ranges '*'

for name in $(superseded "$ours"); do
    nsg_rule delete --name "$name"
done

# Somebody else can have changed the rules at the same time. The second word of a description is a hash of the content of the rule.
now=$(nsg_rule list --query "[?starts_with(not_null(description, ''), 'fwrules:datadog ')].[direction, priority, name, description]" --output tsv)
now=$(printf '%s\n' "$now" | tr -d '\r' | tr '\t' ' ' | grep -E '^(Outbound [0-9]+ datadog-egress-(deny|(tcp|udp)-([0-9]+(-[0-9]+)?(_[0-9]+(-[0-9]+)?)*|x[0-9a-f]{16})-(ipv4|ipv6|any)(-[0-9]+)?)) ' || [ $? = 1 ])
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

#!/bin/sh
# Written by FirewallRules X.Y.Z.
# Datadog IP ranges: us1 version 59, modified 2024-10-17 (embedded snapshot)
# Allows egress tcp 443 (1 IPv4 prefix, 1 IPv6 prefix): agents, api, apm, global, logs, orchestrator, process, remote-configuration, synthetics-private-locations
# Allows egress tcp 10516 (1 IPv4 prefix, 1 IPv6 prefix): logs
# Allows ingress tcp 443 (104 IPv4 prefixes, 0 IPv6 prefixes): synthetics, webhooks
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
echo 'Outbound 1229 datadog-egress-tcp-443-ipv4 20f7e3fa
Outbound 1239 datadog-egress-tcp-443-ipv6 54228bd5
Outbound 1553 datadog-egress-tcp-10516-ipv4 bbabc946
Outbound 1489 datadog-egress-tcp-10516-ipv6 1c1e7e52
Inbound 1927 datadog-ingress-tcp-443-ipv4 290cde91
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

nsg_rule create --name datadog-egress-tcp-443-ipv4 --priority 1229 --output none \
    --direction Outbound --access Allow --protocol Tcp \
    --description 'fwrules:datadog 20f7e3fa us1: agents, api, apm, global, logs, orchestrator, process, remote-configuration, synthetics-private-locations' \
    --source-address-prefixes '*' \
    --destination-address-prefixes 3.233.144.0/20 \
    --source-port-ranges '*' --destination-port-ranges 443
nsg_rule create --name datadog-egress-tcp-443-ipv6 --priority 1239 --output none \
    --direction Outbound --access Allow --protocol Tcp \
    --description 'fwrules:datadog 54228bd5 us1: agents, api, apm, global, logs, orchestrator, process, remote-configuration, synthetics-private-locations' \
    --source-address-prefixes '*' \
    --destination-address-prefixes 2600:1f18:24e6:b900::/56 \
    --source-port-ranges '*' --destination-port-ranges 443
nsg_rule create --name datadog-egress-tcp-10516-ipv4 --priority 1553 --output none \
    --direction Outbound --access Allow --protocol Tcp \
    --description 'fwrules:datadog bbabc946 us1: logs' \
    --source-address-prefixes '*' \
    --destination-address-prefixes 3.233.144.0/20 \
    --source-port-ranges '*' --destination-port-ranges 10516
nsg_rule create --name datadog-egress-tcp-10516-ipv6 --priority 1489 --output none \
    --direction Outbound --access Allow --protocol Tcp \
    --description 'fwrules:datadog 1c1e7e52 us1: logs' \
    --source-address-prefixes '*' \
    --destination-address-prefixes 2600:1f18:24e6:b900::/56 \
    --source-port-ranges '*' --destination-port-ranges 10516
nsg_rule create --name datadog-ingress-tcp-443-ipv4 --priority 1927 --output none \
    --direction Inbound --access Allow --protocol Tcp \
    --description 'fwrules:datadog 290cde91 us1: synthetics, webhooks' \
    --source-address-prefixes \
        3.1.36.99/32 \
        3.1.219.207/32 \
        3.18.172.189/32 \
        3.18.188.104/32 \
        3.18.197.0/32 \
        3.35.66.96/32 \
        3.36.177.119/32 \
        3.92.150.182/32 \
        3.96.7.126/32 \
        3.120.223.25/32 \
        3.121.24.234/32 \
        3.210.147.169/32 \
        3.220.254.141/32 \
        13.48.150.244/32 \
        13.48.239.118/32 \
        13.48.254.37/32 \
        13.54.169.48/32 \
        13.114.211.96/32 \
        13.115.46.213/32 \
        13.126.169.175/32 \
        13.208.126.217/32 \
        13.208.133.55/32 \
        13.208.142.17/32 \
        13.208.255.200/32 \
        13.209.118.42/32 \
        13.209.230.111/32 \
        13.234.54.8/32 \
        13.236.246.161/32 \
        13.238.14.57/32 \
        13.244.85.86/32 \
        13.244.188.203/32 \
        13.245.194.43/32 \
        13.245.200.254/32 \
        13.246.172.210/32 \
        13.247.164.9/32 \
        15.152.238.192/32 \
        15.161.86.71/32 \
        15.165.240.116/32 \
        15.168.188.85/32 \
        15.184.139.182/32 \
        15.185.189.82/32 \
        15.188.202.64/32 \
        15.188.240.172/32 \
        15.188.243.248/32 \
        16.24.38.13/32 \
        16.24.60.114/32 \
        16.162.136.62/32 \
        16.163.153.45/32 \
        18.102.80.189/32 \
        18.130.113.168/32 \
        18.139.52.173/32 \
        18.163.21.55/32 \
        18.163.59.106/32 \
        18.166.19.255/32 \
        18.195.155.52/32 \
        18.200.120.237/32 \
        18.229.28.50/32 \
        18.229.36.120/32 \
        20.62.248.141/32 \
        20.83.144.189/32 \
        23.20.198.65/32 \
        23.23.216.60/32 \
        34.48.76.208/29 \
        34.94.234.88/29 \
        34.145.82.128/29 \
        34.146.154.144/29 \
        34.159.50.128/29 \
        34.174.98.16/29 \
        34.203.1.9/32 \
        34.204.83.4/32 \
        34.208.32.189/32 \
        34.233.140.66/32 \
        35.152.76.8/32 \
        35.154.93.182/32 \
        35.172.176.208/32 \
        35.176.195.46/32 \
        35.177.43.250/32 \
        40.76.107.170/32 \
        43.198.123.228/32 \
        43.203.72.233/32 \
        43.218.5.202/32 \
        44.192.28.0/25 \
        52.1.33.14/32 \
        52.1.61.69/32 \
        52.9.13.199/32 \
        52.9.139.134/32 \
        52.35.61.232/32 \
        52.55.56.26/32 \
        52.60.189.53/32 \
        52.67.95.251/32 \
        52.89.221.151/32 \
        52.192.175.207/32 \
        54.92.248.81/32 \
        54.157.36.5/32 \
        54.177.155.33/32 \
        63.34.100.178/32 \
        63.35.33.198/32 \
        99.79.87.237/32 \
        100.28.212.0/22 \
        107.21.25.247/32 \
        108.137.133.223/32 \
        108.137.188.57/32 \
        157.241.36.106/32 \
        157.241.93.102/32 \
    --destination-address-prefixes '*' \
    --source-port-ranges '*' --destination-port-ranges 443
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

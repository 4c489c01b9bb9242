#!/bin/sh
# Written by FirewallRules X.Y.Z.
# AWS PrivateLink to Datadog us1 (us-east-1), peering: metrics, traces
# Source: Datadog documentation, agent/guide/private-link.md, mid-2026
# traces is vpce-svc-0ee865cd1c0a7ba32 as lime.intake.datadoghq.com, an older document has vpce-svc-0355bb1880dfa09c2 as trace.agent.datadoghq.com.
# Allows ingress tcp 443 to the endpoints from 3 IPv4 prefixes. The endpoints have no IPv6 addresses.
# The VPC of the endpoints is in us-east-1. Private DNS is disabled; it and the VPCs of the Agents use a private hosted zone for each name.
# The VPCs need enableDnsSupport and enableDnsHostnames; both are checked first, and --enable-dns enables them.
# Create the peering of the VPCs and its routes separately, and allow egress to 443/tcp of the VPC of the endpoints.
# If the Lambda extension reads its API key from AWS Secrets Manager, its VPC needs an endpoint for that too.
#
# Apply: sh FILE [--enable-dns] [--agent-vpc VPC-ID@REGION]... [--authorize VPC-ID@REGION]... VPC-ID SUBNET-ID...; it can be run repeatedly and does not create anything twice.
# Remove: sh FILE --remove VPC-ID. It removes only what is tagged fwrules=datadog-vpce or marked fwrules:datadog-vpce.
# A VPC that is left out later remains associated with the zones, until aws route53 disassociate-vpc-from-hosted-zone.

set -eu
synopsis='[--remove] [--enable-dns] [--agent-vpc VPC-ID@REGION]... [--authorize VPC-ID@REGION]... VPC-ID SUBNET-ID...'
name='datadog-vpce'
marker='fwrules:datadog-vpce'
label='Endpoints for Datadog us1 over PrivateLink'
service_region='us-east-1'
region=$service_region
cross_region=0
peering=1
existing_group=0
agent_vpcs=''
authorized_vpcs=''
directions='ingress egress'
revoke_default_egress=1

# Endpoint services and their private DNS names.
endpoint_services() {
echo 'com.amazonaws.vpce.us-east-1.vpce-svc-0ee865cd1c0a7ba32 lime.intake.datadoghq.com
com.amazonaws.vpce.us-east-1.vpce-svc-09a8006e245d1e7b8 metrics.agent.datadoghq.com'
}

# Rules of the security group: direction, protocol, first and last port, remote side, description.
wanted_1() {
echo 'ingress tcp 443 443 10.0.0.0/16 fwrules:datadog-vpce Datadog us1 over PrivateLink
ingress tcp 443 443 10.2.0.0/20 fwrules:datadog-vpce Datadog us1 over PrivateLink
ingress tcp 443 443 100.64.0.0/16 fwrules:datadog-vpce Datadog us1 over PrivateLink'
}

usage() {
    echo "usage: sh $0 $synopsis" >&2
    exit 2
}

# ID PREFIX: whether ID is an id with that prefix.
is_id() {
    case ${1#"$2"-} in '' | "$1" | *[!0-9a-f]*) return 1 ;; esac
}

is_region() {
    case $1 in [a-z][a-z]-*-[0-9] | [a-z][a-z]-*-[0-9][0-9]) ;; *) return 1 ;; esac
    case $1 in *[!0-9a-z-]*) return 1 ;; esac
}

is_vpc() {
    case $1 in *@*@*) return 1 ;; *@*) ;; *) return 1 ;; esac
    is_id "${1%@*}" vpc && is_region "${1#*@}"
}

remove=0
enable_dns=0
vpc=
subnets=
group=
while [ $# -gt 0 ]; do
    case $1 in
        --remove) remove=1 ;;
        --enable-dns) enable_dns=1 ;;
        --region | --security-group | --agent-vpc | --authorize)
            [ $# -ge 2 ] || usage
            case $1 in
                --region)
                    is_region "$2" || usage
                    [ "$cross_region" = 1 ] && [ "$2" != "$service_region" ] || usage
                    region=$2
                    ;;
                --security-group)
                    [ "$existing_group" = 1 ] && is_id "$2" sg || usage
                    group=$2
                    ;;
                --agent-vpc)
                    [ "$peering" = 1 ] && is_vpc "$2" || usage
                    agent_vpcs="$agent_vpcs $2"
                    ;;
                --authorize)
                    [ "$peering" = 1 ] && is_vpc "$2" || usage
                    authorized_vpcs="$authorized_vpcs $2"
                    ;;
            esac
            shift
            ;;
        vpc-*)
            [ -z "$vpc" ] && is_id "$1" vpc || usage
            vpc=$1
            ;;
        subnet-*)
            is_id "$1" subnet || usage
            case " $subnets " in *" $1 "*) usage ;; esac
            subnets="$subnets $1"
            ;;
        *) usage ;;
    esac
    shift
done
[ -n "$vpc" ] && [ -n "$region" ] || usage
if [ "$existing_group" = 1 ]; then
    [ -n "$group" ] || usage
fi
if [ "$remove" = 0 ]; then
    [ -n "$subnets" ] || usage
fi

for tool in aws awk mktemp tr xargs; do
    command -v "$tool" >/dev/null || { echo "$0: $tool is not installed; nothing was changed" >&2; exit 1; }
done
AWS_PAGER=
export AWS_PAGER
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

AWS_REGION=$region
AWS_DEFAULT_REGION=$region
export AWS_REGION AWS_DEFAULT_REGION

say() {
    echo "$*" >&2
}

fail() {
    echo "$0: $*" >&2
    exit 1
}

read_rules() {
    aws ec2 describe-security-group-rules --filters "Name=group-id,Values=$1" \
        --query 'SecurityGroupRules[*].[SecurityGroupRuleId,IsEgress,IpProtocol,FromPort,ToPort,CidrIpv4||CidrIpv6||PrefixListId,Description]' \
        --output text >"$2"
}

# Writes missing rules as JSON, at most 50 per file, and the ids of our rules that are not wanted.
compare() {
    awk -v marker="$marker" -v out="$work/$1" -v default_egress="$revoke_default_egress" -v directions=" $directions " '
        function add(direction, protocol, first, last, remote, text,    file, list, key) {
            file = out ".add." direction "." int(added[direction] / 50)
            list = "IpRanges"; key = "CidrIp"
            if (remote ~ /^pl-/) { list = "PrefixListIds"; key = "PrefixListId" }
            else if (remote ~ /:/) { list = "Ipv6Ranges"; key = "CidrIpv6" }
            if (added[direction] % 50 == 0) {
                if (open[direction] != "") { print "]" > open[direction]; close(open[direction]) }
                open[direction] = file
            }
            printf("%s{\"IpProtocol\":\"%s\",\"FromPort\":%s,\"ToPort\":%s,\"%s\":[{\"%s\":\"%s\",\"Description\":\"%s\"}]}\n", \
                (added[direction] % 50 == 0 ? "[" : ","), protocol, first, last, list, key, remote, text) > file
            added[direction]++
            missing++
        }
        step == "lists" { id["list:" $1] = $2; our_list[$2] = 1; next }
        step == "present" {
            split($0, field, "\t")
            direction = field[2] == "True" ? "egress" : "ingress"
            key = direction " " field[3] " " field[4] " " field[5] " " field[6]
            present[key] = 1
            mine = index(field[7] " ", marker " ") == 1 || field[6] in our_list
            if (mine && index(directions, " " direction " ")) { ours++; our_id[ours] = field[1]; our_key[ours] = key; our_direction[ours] = direction }
            else if (default_egress && direction == "egress" && field[3] == "-1" && (field[6] == "0.0.0.0/0" || field[6] == "::/0")) print field[1] > (out ".revoke.egress")
            next
        }
        {
            remote = $5 in id ? id[$5] : $5
            key = $1 " " $2 " " $3 " " $4 " " remote
            wanted[key] = 1
            if (!(key in present)) add($1, $2, $3, $4, remote, substr($0, length($1 $2 $3 $4 $5) + 6))
        }
        END {
            for (direction in open) print "]" > open[direction]
            for (i = 1; i <= ours; i++) if (!(our_key[i] in wanted)) { print our_id[i] > (out ".revoke." our_direction[i]); revoked++ }
            print missing + 0 " rules to add, " revoked + 0 " of ours to revoke" > (out ".summary")
        }' step=lists "$work/lists" step=present "$work/$1.present" step=wanted "$work/$1.wanted"
}

apply_rules() {
: >"$work/lists"
wanted_1 >"$work/1.wanted"
number=0
for group in "$@"; do
    number=$((number + 1))
    if [ "$remove" = 1 ]; then
        : >"$work/$number.wanted"
    fi
    read_rules "$group" "$work/$number.present"
    compare "$number"
    echo "$group: $(cat "$work/$number.summary")"
done

number=0
for group in "$@"; do
    number=$((number + 1))
    for direction in $directions; do
        for file in "$work/$number.add.$direction".*; do
            [ -e "$file" ] || continue
            aws ec2 "authorize-security-group-$direction" --group-id "$group" --ip-permissions "file://$file" >/dev/null
        done
    done
done

number=0
for group in "$@"; do
    number=$((number + 1))
    for direction in $directions; do
        if [ -s "$work/$number.revoke.$direction" ]; then
            xargs -n 50 aws ec2 "revoke-security-group-$direction" --group-id "$group" --security-group-rule-ids \
                <"$work/$number.revoke.$direction" >/dev/null
        fi
    done
done
}

# VPC-ID REGION: private DNS and private hosted zones need both attributes.
check_dns() {
    for attribute in enableDnsSupport:EnableDnsSupport:enable-dns-support enableDnsHostnames:EnableDnsHostnames:enable-dns-hostnames; do
        key=${attribute#*:}
        value=$(aws ec2 describe-vpc-attribute --region "$2" --vpc-id "$1" --attribute "${attribute%%:*}" --query "${key%:*}.Value" --output text)
        case $value in [Tt]rue) continue ;; esac
        [ "$enable_dns" = 1 ] || fail "$1: ${attribute%%:*} is off; --enable-dns turns it on, or: aws ec2 modify-vpc-attribute --region $2 --vpc-id $1 --${key#*:}"
        aws ec2 modify-vpc-attribute --region "$2" --vpc-id "$1" "--${key#*:}"
        say "$1: ${attribute%%:*} is on now"
    done
}

# Writes id, state, service name and tag of each endpoint of the VPC that exists or is being created.
read_endpoints() {
    aws ec2 describe-vpc-endpoints --filters "Name=vpc-id,Values=$vpc" \
        --query "VpcEndpoints[*].[VpcEndpointId,State,ServiceName,Tags[?Key=='fwrules']|[0].Value]" --output text >"$work/all"
    awk 'tolower($2) !~ /^(deleting|deleted|rejected|failed|expired)$/' "$work/all" >"$work/endpoints"
}

# SERVICE: finds the id of our endpoint.
find_endpoint() {
    endpoint=$(awk -v service="$1" -v tag="$name" '$3 == service && $4 == tag && !seen++ { print $1 }' "$work/endpoints")
}

refuse_foreign() {
    endpoint_services >"$work/services"
    while read -r service dns; do
        foreign=$(awk -v service="$service" -v tag="$name" '$3 == service && $4 != tag && !seen++ { print $1 }' "$work/endpoints")
        [ -z "$foreign" ] || fail "$vpc has $foreign for $dns, which is not tagged fwrules=$name; leave that service out, or remove the endpoint; nothing was changed"
    done <"$work/services"
}

find_group() {
    aws ec2 describe-security-groups --filters "Name=vpc-id,Values=$vpc" "Name=tag:fwrules,Values=$name" \
        --query 'SecurityGroups[*].GroupId' --output text >"$work/groups"
    group=$(tr '\t' '\n' <"$work/groups" | awk '/^sg-/ && !seen++')
}

make_group() {
    find_group
    if [ -z "$group" ]; then
        group=$(aws ec2 create-security-group --group-name "$name-$vpc" --description "$label" --vpc-id "$vpc" \
            --tag-specifications "ResourceType=security-group,Tags=[{Key=Name,Value=$name},{Key=fwrules,Value=$name}]" --query GroupId --output text)
        say "$group: made in $vpc"
    fi
}

# SERVICE DNS-NAME
make_endpoint() {
    find_endpoint "$1"
    if [ -z "$endpoint" ]; then
        set -- "$1" "$2" --no-private-dns-enabled
        if [ "$peering" = 0 ]; then
            set -- "$1" "$2" --private-dns-enabled
        fi
        if [ "$cross_region" = 1 ]; then
            set -- "$@" --service-region "$service_region"
        fi
        service=$1
        dns=$2
        shift 2
        endpoint=$(aws ec2 create-vpc-endpoint --vpc-endpoint-type Interface --vpc-id "$vpc" --service-name "$service" "$@" \
            --subnet-ids $subnets --security-group-ids "$group" \
            --tag-specifications "ResourceType=vpc-endpoint,Tags=[{Key=Name,Value=$dns},{Key=fwrules,Value=$name}]" \
            --query VpcEndpoint.VpcEndpointId --output text)
        say "$endpoint: made for $dns; it can take ten minutes until it is available"
        return
    fi
    aws ec2 describe-vpc-endpoints --vpc-endpoint-ids "$endpoint" --query 'VpcEndpoints[0].[SubnetIds,Groups[*].GroupId]' --output text >"$work/there"
    there=$(tr '\t\n' '  ' <"$work/there")
    missing=
    for id in $subnets; do
        case " $there " in *" $id "*) ;; *) missing="$missing $id" ;; esac
    done
    extra=
    for id in $there; do
        case $id in subnet-*) case " $subnets " in *" $id "*) ;; *) extra="$extra $id" ;; esac ;; esac
    done
    if [ -n "$missing" ]; then
        aws ec2 modify-vpc-endpoint --vpc-endpoint-id "$endpoint" --add-subnet-ids $missing >/dev/null
    fi
    if [ -n "$extra" ]; then
        aws ec2 modify-vpc-endpoint --vpc-endpoint-id "$endpoint" --remove-subnet-ids $extra >/dev/null
    fi
    case " $there " in
        *" $group "*) ;;
        *) aws ec2 modify-vpc-endpoint --vpc-endpoint-id "$endpoint" --add-security-group-ids "$group" >/dev/null ;;
    esac
    say "$endpoint: is there for $2; $(echo "$missing" | awk '{ print NF }') subnets added, $(echo "$extra" | awk '{ print NF }') removed"
}

remove_endpoints() {
    awk -v tag="$name" '$4 == tag { print $1 }' "$work/endpoints" >"$work/ours"
    [ -s "$work/ours" ] || return 0
    failed=$(xargs aws ec2 delete-vpc-endpoints --query 'Unsuccessful[*].[ResourceId,Error.Message]' --output text --vpc-endpoint-ids <"$work/ours")
    case $failed in '' | None) ;; *) fail "$failed" ;; esac
    say "$(tr '\n' ' ' <"$work/ours")removed"
}

# The group is in use until the interfaces of the endpoints are deleted.
remove_group() {
    find_group
    [ -n "$group" ] || return 0
    tries=0
    until aws ec2 delete-security-group --group-id "$group" >/dev/null 2>"$work/error"; do
        tries=$((tries + 1))
        grep -q DependencyViolation "$work/error" && [ "$tries" -lt 60 ] || fail "$(cat "$work/error")"
        sleep 10
    done
    say "$group: removed"
}

# DNS-NAME
find_zone() {
    aws route53 list-hosted-zones --query "HostedZones[?Name=='$1.' && Config.PrivateZone && Config.Comment=='$marker $vpc'].Id" --output text >"$work/zones"
    zone=$(tr '\t' '\n' <"$work/zones" | awk '/^\/hostedzone\// && !seen++ { sub(/^\/hostedzone\//, ""); print }')
}

# SERVICE DNS-NAME: the name resolves to the endpoint only when that is available.
make_zone() {
    find_endpoint "$1"
    tries=0
    while :; do
        state=$(aws ec2 describe-vpc-endpoints --vpc-endpoint-ids "$endpoint" --query 'VpcEndpoints[0].State' --output text | tr 'A-Z' 'a-z')
        case $state in
            available) break ;;
            pending*) ;;
            *) fail "$endpoint is $state" ;;
        esac
        tries=$((tries + 1))
        [ "$tries" -lt 90 ] || fail "$endpoint is still $state; run this again once it is available"
        sleep 10
    done

    # The shortest DNS name is that of the whole region; the others are of one availability zone.
    aws ec2 describe-vpc-endpoints --vpc-endpoint-ids "$endpoint" --query 'VpcEndpoints[0].DnsEntries[*].[HostedZoneId,DnsName]' --output text >"$work/names"
    target=$(awk '$2 ~ /^vpce-/ && (best == "" || length($2) < length(best)) { best = $2; line = $0 } END { print line }' "$work/names")
    [ -n "$target" ] || fail "$endpoint has no DNS name"
    set -- "$2" $target

    find_zone "$1"
    if [ -z "$zone" ]; then
        zone=$(aws route53 create-hosted-zone --name "$1" --vpc "VPCRegion=$region,VPCId=$vpc" --caller-reference "$marker-$1-$(date +%s)-$$" \
            --hosted-zone-config "Comment=$marker $vpc,PrivateZone=true" --query HostedZone.Id --output text)
        zone=${zone#/hostedzone/}
        say "$zone: made for $1"
    fi
    aws route53 change-tags-for-resource --resource-type hostedzone --resource-id "$zone" --add-tags "Key=Name,Value=$1" "Key=fwrules,Value=$name" >/dev/null
    printf '{"Changes":[{"Action":"UPSERT","ResourceRecordSet":{"Name":"%s","Type":"A","AliasTarget":{"HostedZoneId":"%s","DNSName":"%s","EvaluateTargetHealth":false}}}]}\n' \
        "$1" "$2" "$3" >"$work/change"
    aws route53 change-resource-record-sets --hosted-zone-id "$zone" --change-batch "file://$work/change" >/dev/null
    aws route53 get-hosted-zone --id "$zone" --query 'VPCs[*].VPCId' --output text >"$work/vpcs"
    there=$(tr '\t\n' '  ' <"$work/vpcs")
    for agent in $agent_vpcs; do
        case " $there " in *" ${agent%@*} "*) continue ;; esac
        aws route53 associate-vpc-with-hosted-zone --hosted-zone-id "$zone" --vpc "VPCRegion=${agent#*@},VPCId=${agent%@*}" >/dev/null
        there="$there ${agent%@*}"
        say "$zone: associated with $agent"
    done
    for agent in $authorized_vpcs; do
        case " $there " in *" ${agent%@*} "*) continue ;; esac
        aws route53 create-vpc-association-authorization --hosted-zone-id "$zone" --vpc "VPCRegion=${agent#*@},VPCId=${agent%@*}" >/dev/null
        say "$zone: $agent is authorized; in its account run: aws route53 associate-vpc-with-hosted-zone --hosted-zone-id $zone --vpc VPCRegion=${agent#*@},VPCId=${agent%@*}"
    done
    say "$zone: $1 leads to $endpoint"
}

# All our zones of the VPC, whatever their names are.
remove_zones() {
    aws route53 list-hosted-zones --query "HostedZones[?Config.PrivateZone && Config.Comment=='$marker $vpc'].[Id,Name]" --output text >"$work/zones"
    while read -r zone dns <&3; do
        case $zone in /hostedzone/*) zone=${zone#/hostedzone/} ;; *) continue ;; esac
        aws route53 list-resource-record-sets --hosted-zone-id "$zone" \
            --query "ResourceRecordSets[?Type=='A' && Name=='$dns'].[AliasTarget.HostedZoneId,AliasTarget.DNSName]" --output text >"$work/records"
        while read -r target_zone target <&4; do
            case $target in '' | None) continue ;; esac
            printf '{"Changes":[{"Action":"DELETE","ResourceRecordSet":{"Name":"%s","Type":"A","AliasTarget":{"HostedZoneId":"%s","DNSName":"%s","EvaluateTargetHealth":false}}}]}\n' \
                "${dns%.}" "$target_zone" "$target" >"$work/change"
            aws route53 change-resource-record-sets --hosted-zone-id "$zone" --change-batch "file://$work/change" >/dev/null
        done 4<"$work/records"
        aws route53 delete-hosted-zone --id "$zone" >/dev/null
        say "$zone: removed"
    done 3<"$work/zones"
}

read_endpoints
if [ "$remove" = 1 ]; then
    if [ "$peering" = 1 ]; then
        remove_zones
    fi
    remove_endpoints
    if [ "$existing_group" = 1 ]; then
        apply_rules "$group" >&2
    else
        remove_group
    fi
    exit 0
fi

refuse_foreign
aws ec2 describe-subnets --subnet-ids $subnets --query 'Subnets[*].VpcId' --output text >"$work/vpcs"
for id in $(cat "$work/vpcs"); do
    [ "$id" = "$vpc" ] || fail "not all subnets are in $vpc; nothing was changed"
done
if [ "$existing_group" = 1 ]; then
    id=$(aws ec2 describe-security-groups --group-ids "$group" --query 'SecurityGroups[0].VpcId' --output text)
    [ "$id" = "$vpc" ] || fail "$group is not in $vpc; nothing was changed"
fi
check_dns "$vpc" "$region"
for agent in $agent_vpcs; do
    check_dns "${agent%@*}" "${agent#*@}"
done

if [ "$existing_group" = 0 ]; then
    make_group
fi
apply_rules "$group" >&2
while read -r service dns <&3; do
    make_endpoint "$service" "$dns"
done 3<"$work/services"
if [ "$peering" = 1 ]; then
    read_endpoints
    while read -r service dns <&3; do
        make_zone "$service" "$dns"
    done 3<"$work/services"
fi

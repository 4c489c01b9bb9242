#!/bin/sh
# Written by FirewallRules X.Y.Z.
# Checks AWS PrivateLink to Datadog us1 (us-east-1), same-region: metrics, traces
# Source: Datadog documentation, agent/guide/private-link.md, mid-2026
# traces is vpce-svc-0ee865cd1c0a7ba32 as lime.intake.datadoghq.com, an older document has vpce-svc-0355bb1880dfa09c2 as trace.agent.datadoghq.com.
#
# Run: sh FILE [--skip-aws] [--skip-dns] [--connect] [--region REGION] [--vpc VPC-ID], on a host in a VPC of the Agents.
# --skip-aws skips the checks that need the AWS CLI and permissions, --skip-dns those that need dig; --connect also connects to each name.
# --vpc also checks that enableDnsSupport and enableDnsHostnames of the VPC are enabled.
# It changes nothing. Exit codes: 0 all checks passed, 1 a check failed, 2 invalid command line.

set -eu
service_region='us-east-1'
region=$service_region

endpoint_services() {
echo 'com.amazonaws.vpce.us-east-1.vpce-svc-0ee865cd1c0a7ba32 lime.intake.datadoghq.com
com.amazonaws.vpce.us-east-1.vpce-svc-09a8006e245d1e7b8 metrics.agent.datadoghq.com'
}

host_names() {
echo 'metrics.agent.datadoghq.com
trace.agent.datadoghq.com
lime.intake.datadoghq.com'
}

vpc_prefixes() {
echo '10.0.0.0/16
10.2.0.0/20
100.64.0.0/16'
}

usage() {
    echo "usage: sh $0 [--skip-aws] [--skip-dns] [--connect] [--region REGION] [--vpc VPC-ID]" >&2
    exit 2
}

skip_aws=0
skip_dns=0
connect=0
vpc=
while [ $# -gt 0 ]; do
    case $1 in
        --skip-aws) skip_aws=1 ;;
        --skip-dns) skip_dns=1 ;;
        --connect) connect=1 ;;
        --region)
            case ${2:-} in [a-z][a-z]-*-[0-9] | [a-z][a-z]-*-[0-9][0-9]) ;; *) usage ;; esac
            case $2 in *[!0-9a-z-]*) usage ;; esac
            region=$2
            shift
            ;;
        --vpc)
            case ${2:-} in vpc- | *[!0-9a-z-]*) usage ;; vpc-*) ;; *) usage ;; esac
            vpc=$2
            shift
            ;;
        *) usage ;;
    esac
    shift
done
AWS_PAGER=
export AWS_PAGER
wrong=0

good() {
    echo "ok: $*"
}

bad() {
    echo "WRONG: $*"
    wrong=$((wrong + 1))
}

need() {
    command -v "$1" >/dev/null || { echo "$0: $1 is not installed; $2" >&2; exit 1; }
}

# SERVICE DNS-NAME: the endpoint service is available to this account and has the expected private DNS name.
check_service() {
    if ! found=$(aws ec2 describe-vpc-endpoint-services --region "$service_region" --service-names "$1" \
        --query 'ServiceDetails[0].PrivateDnsName' --output text 2>&1); then
        bad "$1 is not found in $service_region: $(echo "$found" | tr '\n' ' ')"
    elif [ "$found" = "$2" ]; then
        good "$1 is there as $2"
    else
        bad "$1 is $found and not $2"
    fi
}

check_vpc() {
    for attribute in enableDnsSupport:EnableDnsSupport enableDnsHostnames:EnableDnsHostnames; do
        value=$(aws ec2 describe-vpc-attribute --region "$region" --vpc-id "$vpc" --attribute "${attribute%:*}" --query "${attribute#*:}.Value" --output text) || value=unknown
        case $value in
            [Tt]rue) good "$vpc has ${attribute%:*} on" ;;
            *) bad "$vpc has ${attribute%:*} off ($value)" ;;
        esac
    done
}

# NAME: every address is in the VPC of the endpoints.
check_name() {
    answer=$(dig +short "$1" A) || { bad "dig cannot ask for $1"; return; }
    addresses=$(echo "$answer" | awk '/^[0-9]+[.][0-9]+[.][0-9]+[.][0-9]+$/')
    if [ -z "$addresses" ]; then
        bad "$1 has no address"
        return
    fi
    outside=$({ vpc_prefixes; echo "$addresses"; } | awk '
        function number(text,    part) {
            split(text, part, ".")
            return ((part[1] * 256 + part[2]) * 256 + part[3]) * 256 + part[4]
        }
        /\// {
            split($1, prefix, "/")
            size[++count] = 2 ^ (32 - prefix[2])
            first[count] = number(prefix[1])
            next
        }
        {
            inside = 0
            for (i = 1; i <= count; i++) if (number($1) >= first[i] && number($1) < first[i] + size[i]) inside = 1
            if (!inside) printf("%s ", $1)
        }')
    if [ -n "$outside" ]; then
        bad "$1 leads to ${outside}outside the VPC: the zone is not associated with this VPC, or private DNS is off"
        return
    fi
    good "$1 leads to $(echo "$addresses" | tr '\n' ' ')"
    if [ "$connect" = 1 ]; then
        if curl --silent --output /dev/null --connect-timeout 10 "https://$1/"; then
            good "$1 answers on port 443"
        else
            bad "$1 does not answer on port 443: see the security group, the routes, and what is allowed out"
        fi
    fi
}

if [ "$skip_aws" = 0 ]; then
    need aws "--skip-aws leaves its checks out"
    service=
    for word in $(endpoint_services); do
        if [ -z "$service" ]; then
            service=$word
        else
            check_service "$service" "$word"
            service=
        fi
    done
    if [ -n "$vpc" ]; then
        [ -n "$region" ] || usage
        check_vpc
    fi
fi
if [ "$skip_dns" = 0 ]; then
    need dig "--skip-dns leaves its checks out"
    if [ "$connect" = 1 ]; then
        need curl "without --connect it is not needed"
    fi
    for host in $(host_names); do
        check_name "$host"
    done
fi
if [ "$wrong" -gt 0 ]; then
    echo "$wrong of the checks failed" >&2
    exit 1
fi

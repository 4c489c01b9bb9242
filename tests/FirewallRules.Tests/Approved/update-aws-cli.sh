#!/bin/sh
# Written by FirewallRules X.Y.Z.
# Datadog IP ranges: us1 version 59, modified 2024-10-17 (a file)
# Update from: us1 version 40, modified 2023-05-09 (a file)
# Allows egress tcp 443 (1 IPv4 prefix, 0 IPv6 prefixes): apm
# Allows egress tcp 443, 10516 (3 IPv4 prefixes, 1 IPv6 prefix): logs
# Allows egress tcp 443 (1 IPv4 prefix, 1 IPv6 prefix): orchestrator
# Allows ingress tcp 443 (2 IPv4 prefixes, 0 IPv6 prefixes): webhooks
# Skipped, because it has no addresses: global
# These rules only allow traffic; the default policy is not changed.
# A new security group allows all egress, so these rules do not restrict it: revoke that default rule (the aws-cli script can do this).
# Apply: sh FILE GROUP-ID; it can be run repeatedly. New rules are added before old ones are removed; meanwhile both count.
# It adds the rules that are new and revokes those that are obsolete. It does not change other rules, nor rules whose description
# does not start with fwrules:datadog.

set -eu
marker='fwrules:datadog'
list_options=''
directions='egress ingress'

# Rules to add: direction, protocol, first and last port, remote side, description.
added() {
echo 'egress tcp 443 443 198.51.100.64/26 fwrules:datadog us1 v59 2024-10-17: apm, logs
egress tcp 443 443 198.51.100.0/26 fwrules:datadog us1 v59 2024-10-17: apm, orchestrator
egress tcp 10516 10516 198.51.100.64/26 fwrules:datadog us1 v59 2024-10-17: logs
egress tcp 443 443 2001:db8:2::/48 fwrules:datadog us1 v59 2024-10-17: orchestrator
ingress tcp 443 443 203.0.113.16/28 fwrules:datadog us1 v59 2024-10-17: webhooks'
}

# Rules to remove: direction, protocol, first and last port, remote side.
removed() {
echo 'egress tcp 443 443 198.51.100.0/25
egress udp 7000 7000 233.252.0.0/24
egress tcp 443 443 2001:db8:1::/48
ingress tcp 443 443 203.0.113.7/32'
}

usage() {
    echo "usage: sh $0 [--dry-run]$list_options GROUP-ID" >&2
    exit 2
}

dry_run=0
shared_lists=0
group=
for argument in "$@"; do
    case $argument in
        --dry-run) dry_run=1 ;;
        --shared-lists) shared_lists=1 ;;
        sg- | sg-*[!0-9a-z]*) usage ;;
        sg-*) [ -z "$group" ] || usage; group=$argument ;;
        *) usage ;;
    esac
done
[ -n "$group" ] || usage
[ -n "$list_options" ] || [ "$shared_lists" = 0 ] || usage
set -- "$group"
for tool in aws awk mktemp tr xargs; do
    command -v "$tool" >/dev/null || { echo "$0: $tool is not installed; nothing was changed" >&2; exit 1; }
done
AWS_PAGER=
export AWS_PAGER
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

read_rules() {
    aws ec2 describe-security-group-rules --filters "Name=group-id,Values=$1" \
        --query 'SecurityGroupRules[*].[SecurityGroupRuleId,IsEgress,IpProtocol,FromPort,ToPort,CidrIpv4||CidrIpv6||PrefixListId,Description]' \
        --output text >"$2"
}

# Writes missing rules to add as JSON, at most 50 per file, and the ids of existing rules of ours to remove.
compare() {
    awk -v marker="$marker" -v out="$work/group" '
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
        function remote_of(name) { return name in id ? id[name] : name }
        step == "lists" { id["list:" $1] = $2; our_list[$2] = 1; next }
        step == "present" {
            split($0, field, "\t")
            direction = field[2] == "True" ? "egress" : "ingress"
            key = direction " " field[3] " " field[4] " " field[5] " " field[6]
            present[key] = 1
            if (index(field[7] " ", marker " ") == 1 || field[6] in our_list) ours[key] = field[1]
            next
        }
        step == "added" {
            key = $1 " " $2 " " $3 " " $4 " " remote_of($5)
            if (!(key in present)) add($1, $2, $3, $4, remote_of($5), substr($0, length($1 $2 $3 $4 $5) + 6))
            next
        }
        {
            key = $1 " " $2 " " $3 " " $4 " " remote_of($5)
            if (key in ours) { print ours[key] > (out ".revoke." $1); revoked++ }
        }
        END {
            for (direction in open) print "]" > open[direction]
            print missing + 0 " rules to add, " revoked + 0 " of ours to revoke" > (out ".summary")
        }' step=lists "$work/lists" step=present "$work/present" step=added "$work/added" step=removed "$work/removed"
}

# The group is read before anything is changed.
aws ec2 describe-security-groups --group-ids "$group" --query 'SecurityGroups[*].GroupId' --output text >/dev/null
: >"$work/lists"
added >"$work/added"
removed >"$work/removed"
if [ "$dry_run" = 1 ]; then
    read_rules "$group" "$work/present"
    compare
    echo "$group: $(cat "$work/group.summary")"
    echo "nothing was changed"
    exit
fi

read_rules "$group" "$work/present"
compare
echo "$group: $(cat "$work/group.summary")"

for direction in $directions; do
    for file in "$work/group.add.$direction".*; do
        [ -e "$file" ] || continue
        aws ec2 "authorize-security-group-$direction" --group-id "$group" --ip-permissions "file://$file" >/dev/null
    done
done

for direction in $directions; do
    if [ -s "$work/group.revoke.$direction" ]; then
        xargs -n 50 aws ec2 "revoke-security-group-$direction" --group-id "$group" --security-group-rule-ids \
            <"$work/group.revoke.$direction" >/dev/null
    fi
done

#!/bin/sh
# Written by FirewallRules X.Y.Z.
# Datadog IP ranges: us1 version 59, modified 2024-10-17 (embedded snapshot)
# Allows egress tcp 443 (1 IPv4 prefix, 1 IPv6 prefix): agents
# Allows egress tcp 443 (1 IPv4 prefix, 1 IPv6 prefix): api
# Allows egress tcp 443 (1 IPv4 prefix, 1 IPv6 prefix): apm
# Allows egress tcp 443 (1 IPv4 prefix, 1 IPv6 prefix): global
# Allows egress tcp 443, 10516 (1 IPv4 prefix, 1 IPv6 prefix): logs
# Allows egress tcp 443 (1 IPv4 prefix, 1 IPv6 prefix): orchestrator
# Allows egress tcp 443 (1 IPv4 prefix, 1 IPv6 prefix): process
# Allows egress tcp 443 (1 IPv4 prefix, 1 IPv6 prefix): remote-configuration
# Allows egress tcp 443 (1 IPv4 prefix, 1 IPv6 prefix): synthetics-private-locations
# Allows ingress tcp 443 (90 IPv4 prefixes, 0 IPv6 prefixes): synthetics
# Allows ingress tcp 443 (14 IPv4 prefixes, 0 IPv6 prefixes): webhooks
# These rules only allow traffic; the default policy is not changed.
# Widened: ingress tcp 443 allows 7585703 addresses more than requested, in 92 ranges:
# added 3.1.0.0-3.1.36.98 (9315 addresses)
# added 3.1.36.100-3.1.219.206 (46955 addresses)
# added 3.1.219.208-3.1.255.255 (9264 addresses)
# added 3.18.128.0-3.18.172.188 (11453 addresses)
# added 3.18.172.190-3.18.188.103 (4010 addresses)
# added 3.18.188.105-3.18.196.255 (2199 addresses)
# added 3.18.197.1-3.18.255.255 (15103 addresses)
# added 3.32.0.0-3.35.66.95 (213600 addresses)
# added 3.35.66.97-3.36.177.118 (93974 addresses)
# added 3.36.177.120-3.39.255.255 (216712 addresses)
# added 3.120.0.0-3.120.223.24 (57113 addresses)
# added 3.120.223.26-3.121.24.233 (14800 addresses)
# added 3.121.24.235-3.121.255.255 (59157 addresses)
# added 13.48.0.0-13.48.150.243 (38644 addresses)
# added 13.48.150.245-13.48.239.117 (22657 addresses)
# added 13.48.239.119-13.48.254.36 (3758 addresses)
# added 13.48.254.38-13.54.169.47 (371466 addresses)
# added 13.54.169.49-13.55.255.255 (87759 addresses)
# added 13.114.0.0-13.114.211.95 (54112 addresses)
# added 13.114.211.97-13.115.46.212 (23412 addresses)
# added 13.115.46.214-13.115.255.255 (53546 addresses)
# added 13.208.0.0-13.208.126.216 (32473 addresses)
# added 13.208.126.218-13.208.133.54 (1629 addresses)
# added 13.208.133.56-13.208.142.16 (2265 addresses)
# added 13.208.142.18-13.208.255.199 (29110 addresses)
# added 13.208.255.201-13.209.118.41 (30305 addresses)
# added 13.209.118.43-13.209.230.110 (28740 addresses)
# added 13.209.230.112-13.209.255.255 (6544 addresses)
# added 13.232.0.0-13.234.54.7 (144904 addresses)
# added 13.234.54.9-13.236.246.160 (180376 addresses)
# added 13.236.246.162-13.238.14.56 (71575 addresses)
# added 13.238.14.58-13.239.255.255 (127430 addresses)
# added 13.244.0.0-13.244.85.85 (21846 addresses)
# added 13.244.85.87-13.244.188.202 (26484 addresses)
# added 13.244.188.204-13.245.194.42 (66911 addresses)
# added 13.245.194.44-13.245.200.253 (1746 addresses)
# added 13.245.200.255-13.246.172.209 (58323 addresses)
# added 13.246.172.211-13.247.164.8 (63286 addresses)
# added 13.247.164.10-13.247.255.255 (23542 addresses)
# added 15.160.0.0-15.161.86.70 (87623 addresses)
# added 15.161.86.72-15.165.240.115 (301612 addresses)
# added 15.165.240.117-15.168.188.84 (183264 addresses)
# added 15.168.188.86-15.184.139.181 (1036128 addresses)
# added 15.184.139.183-15.185.189.81 (78235 addresses)
# added 15.185.189.83-15.188.202.63 (199917 addresses)
# added 15.188.202.65-15.188.240.171 (9835 addresses)
# added 15.188.240.173-15.188.243.247 (843 addresses)
# added 15.188.243.249-15.191.255.255 (199687 addresses)
# added 16.24.32.0-16.24.38.12 (1549 addresses)
# added 16.24.38.14-16.24.60.113 (5732 addresses)
# added 16.24.60.115-16.24.63.255 (909 addresses)
# added 16.162.0.0-16.162.136.61 (34878 addresses)
# added 16.162.136.63-16.163.153.44 (69870 addresses)
# added 16.163.153.46-16.163.255.255 (26322 addresses)
# added 18.160.0.0-18.163.21.54 (202039 addresses)
# added 18.163.21.56-18.163.59.105 (9778 addresses)
# added 18.163.59.107-18.166.19.254 (186516 addresses)
# added 18.166.20.0-18.167.255.255 (125952 addresses)
# added 18.229.0.0-18.229.28.49 (7218 addresses)
# added 18.229.28.51-18.229.36.119 (2117 addresses)
# added 18.229.36.121-18.229.63.255 (7047 addresses)
# added 23.20.0.0-23.20.198.64 (50753 addresses)
# added 23.20.198.66-23.23.216.59 (201210 addresses)
# added 23.23.216.61-23.23.255.255 (10179 addresses)
# added 34.144.0.0-34.145.82.127 (86656 addresses)
# added 34.145.82.136-34.146.154.143 (83976 addresses)
# added 34.146.154.152-34.159.50.127 (825320 addresses)
# added 34.159.50.136-34.159.255.255 (52600 addresses)
# added 34.200.0.0-34.203.1.8 (196873 addresses)
# added 34.203.1.10-34.204.83.3 (86522 addresses)
# added 34.204.83.5-34.207.255.255 (240891 addresses)
# added 35.152.0.0-35.152.76.7 (19464 addresses)
# added 35.152.76.9-35.154.93.181 (135597 addresses)
# added 35.154.93.183-35.155.255.255 (107081 addresses)
# added 35.176.0.0-35.176.195.45 (49966 addresses)
# added 35.176.195.47-35.177.43.249 (26827 addresses)
# added 35.177.43.251-35.177.255.255 (54277 addresses)
# added 52.1.32.0-52.1.33.13 (270 addresses)
# added 52.1.33.15-52.1.61.68 (7222 addresses)
# added 52.1.61.70-52.1.63.255 (698 addresses)
# added 52.9.0.0-52.9.13.198 (3527 addresses)
# added 52.9.13.200-52.9.139.133 (32190 addresses)
# added 52.9.139.135-52.9.255.255 (29817 addresses)
# added 63.34.0.0-63.34.100.177 (25778 addresses)
# added 63.34.100.179-63.35.33.197 (48403 addresses)
# added 63.35.33.199-63.35.255.255 (56889 addresses)
# added 108.137.128.0-108.137.133.222 (1503 addresses)
# added 108.137.133.224-108.137.188.56 (13913 addresses)
# added 108.137.188.58-108.137.191.255 (966 addresses)
# added 157.241.0.0-157.241.36.105 (9322 addresses)
# added 157.241.36.107-157.241.93.101 (14587 addresses)
# added 157.241.93.103-157.241.127.255 (8857 addresses)
# A new security group allows all egress, so these rules do not restrict it: revoke that default rule with --revoke-default-egress.
# Apply: sh FILE GROUP-ID; it can be run repeatedly. New rules are added before old ones are removed; meanwhile both count.
# Remove: sh FILE --remove GROUP-ID. It removes only rules whose description starts with fwrules:datadog.
# A rule that does not change keeps its description: the version of the document and the sections that it was added for.

set -eu
marker='fwrules:datadog'
group_count=1
limit=60
list_options=''
revoke_default_egress=0
directions='egress ingress'
allows_egress=1

# Rules of group 1: direction, protocol, first and last port, remote side, description.
wanted_1() {
echo 'egress tcp 443 443 3.233.144.0/20 fwrules:datadog us1 v59 2024-10-17: agents, api, apm, global, logs, orchestrator, process, remote-configuration, synthetics-private-locations
egress tcp 10516 10516 3.233.144.0/20 fwrules:datadog us1 v59 2024-10-17: logs
egress tcp 443 443 2600:1f18:24e6:b900::/56 fwrules:datadog us1 v59 2024-10-17: agents, api, apm, global, logs, orchestrator, process, remote-configuration, synthetics-private-locations
egress tcp 10516 10516 2600:1f18:24e6:b900::/56 fwrules:datadog us1 v59 2024-10-17: logs
ingress tcp 443 443 3.1.0.0/16 fwrules:datadog us1 v59 2024-10-17: synthetics, webhooks
ingress tcp 443 443 3.18.128.0/17 fwrules:datadog us1 v59 2024-10-17: synthetics, webhooks
ingress tcp 443 443 3.32.0.0/13 fwrules:datadog us1 v59 2024-10-17: synthetics, webhooks
ingress tcp 443 443 3.92.150.182/32 fwrules:datadog us1 v59 2024-10-17: synthetics, webhooks
ingress tcp 443 443 3.96.7.126/32 fwrules:datadog us1 v59 2024-10-17: synthetics, webhooks
ingress tcp 443 443 3.120.0.0/15 fwrules:datadog us1 v59 2024-10-17: synthetics, webhooks
ingress tcp 443 443 3.210.147.169/32 fwrules:datadog us1 v59 2024-10-17: synthetics, webhooks
ingress tcp 443 443 3.220.254.141/32 fwrules:datadog us1 v59 2024-10-17: synthetics, webhooks
ingress tcp 443 443 13.48.0.0/13 fwrules:datadog us1 v59 2024-10-17: synthetics, webhooks
ingress tcp 443 443 13.114.0.0/15 fwrules:datadog us1 v59 2024-10-17: synthetics, webhooks
ingress tcp 443 443 13.126.169.175/32 fwrules:datadog us1 v59 2024-10-17: synthetics, webhooks
ingress tcp 443 443 13.208.0.0/15 fwrules:datadog us1 v59 2024-10-17: synthetics, webhooks
ingress tcp 443 443 13.232.0.0/13 fwrules:datadog us1 v59 2024-10-17: synthetics, webhooks
ingress tcp 443 443 13.244.0.0/14 fwrules:datadog us1 v59 2024-10-17: synthetics, webhooks
ingress tcp 443 443 15.152.238.192/32 fwrules:datadog us1 v59 2024-10-17: synthetics, webhooks
ingress tcp 443 443 15.160.0.0/11 fwrules:datadog us1 v59 2024-10-17: synthetics, webhooks
ingress tcp 443 443 16.24.32.0/19 fwrules:datadog us1 v59 2024-10-17: synthetics, webhooks
ingress tcp 443 443 16.162.0.0/15 fwrules:datadog us1 v59 2024-10-17: synthetics, webhooks
ingress tcp 443 443 18.102.80.189/32 fwrules:datadog us1 v59 2024-10-17: synthetics, webhooks
ingress tcp 443 443 18.130.113.168/32 fwrules:datadog us1 v59 2024-10-17: synthetics, webhooks
ingress tcp 443 443 18.139.52.173/32 fwrules:datadog us1 v59 2024-10-17: synthetics, webhooks
ingress tcp 443 443 18.160.0.0/13 fwrules:datadog us1 v59 2024-10-17: synthetics, webhooks
ingress tcp 443 443 18.195.155.52/32 fwrules:datadog us1 v59 2024-10-17: synthetics, webhooks
ingress tcp 443 443 18.200.120.237/32 fwrules:datadog us1 v59 2024-10-17: synthetics, webhooks
ingress tcp 443 443 18.229.0.0/18 fwrules:datadog us1 v59 2024-10-17: synthetics, webhooks
ingress tcp 443 443 20.62.248.141/32 fwrules:datadog us1 v59 2024-10-17: synthetics, webhooks
ingress tcp 443 443 20.83.144.189/32 fwrules:datadog us1 v59 2024-10-17: synthetics, webhooks
ingress tcp 443 443 23.20.0.0/14 fwrules:datadog us1 v59 2024-10-17: synthetics, webhooks
ingress tcp 443 443 34.48.76.208/29 fwrules:datadog us1 v59 2024-10-17: synthetics, webhooks
ingress tcp 443 443 34.94.234.88/29 fwrules:datadog us1 v59 2024-10-17: synthetics, webhooks
ingress tcp 443 443 34.144.0.0/12 fwrules:datadog us1 v59 2024-10-17: synthetics, webhooks
ingress tcp 443 443 34.174.98.16/29 fwrules:datadog us1 v59 2024-10-17: synthetics, webhooks
ingress tcp 443 443 34.200.0.0/13 fwrules:datadog us1 v59 2024-10-17: synthetics, webhooks
ingress tcp 443 443 34.208.32.189/32 fwrules:datadog us1 v59 2024-10-17: synthetics, webhooks
ingress tcp 443 443 34.233.140.66/32 fwrules:datadog us1 v59 2024-10-17: synthetics, webhooks
ingress tcp 443 443 35.152.0.0/14 fwrules:datadog us1 v59 2024-10-17: synthetics, webhooks
ingress tcp 443 443 35.172.176.208/32 fwrules:datadog us1 v59 2024-10-17: synthetics, webhooks
ingress tcp 443 443 35.176.0.0/15 fwrules:datadog us1 v59 2024-10-17: synthetics, webhooks
ingress tcp 443 443 40.76.107.170/32 fwrules:datadog us1 v59 2024-10-17: synthetics, webhooks
ingress tcp 443 443 43.198.123.228/32 fwrules:datadog us1 v59 2024-10-17: synthetics, webhooks
ingress tcp 443 443 43.203.72.233/32 fwrules:datadog us1 v59 2024-10-17: synthetics, webhooks
ingress tcp 443 443 43.218.5.202/32 fwrules:datadog us1 v59 2024-10-17: synthetics, webhooks
ingress tcp 443 443 44.192.28.0/25 fwrules:datadog us1 v59 2024-10-17: synthetics, webhooks
ingress tcp 443 443 52.1.32.0/19 fwrules:datadog us1 v59 2024-10-17: synthetics, webhooks
ingress tcp 443 443 52.9.0.0/16 fwrules:datadog us1 v59 2024-10-17: synthetics, webhooks
ingress tcp 443 443 52.35.61.232/32 fwrules:datadog us1 v59 2024-10-17: synthetics, webhooks
ingress tcp 443 443 52.55.56.26/32 fwrules:datadog us1 v59 2024-10-17: synthetics, webhooks
ingress tcp 443 443 52.60.189.53/32 fwrules:datadog us1 v59 2024-10-17: synthetics, webhooks
ingress tcp 443 443 52.67.95.251/32 fwrules:datadog us1 v59 2024-10-17: synthetics, webhooks
ingress tcp 443 443 52.89.221.151/32 fwrules:datadog us1 v59 2024-10-17: synthetics, webhooks
ingress tcp 443 443 52.192.175.207/32 fwrules:datadog us1 v59 2024-10-17: synthetics, webhooks
ingress tcp 443 443 54.92.248.81/32 fwrules:datadog us1 v59 2024-10-17: synthetics, webhooks
ingress tcp 443 443 54.157.36.5/32 fwrules:datadog us1 v59 2024-10-17: synthetics, webhooks
ingress tcp 443 443 54.177.155.33/32 fwrules:datadog us1 v59 2024-10-17: synthetics, webhooks
ingress tcp 443 443 63.34.0.0/15 fwrules:datadog us1 v59 2024-10-17: synthetics, webhooks
ingress tcp 443 443 99.79.87.237/32 fwrules:datadog us1 v59 2024-10-17: synthetics, webhooks
ingress tcp 443 443 100.28.212.0/22 fwrules:datadog us1 v59 2024-10-17: synthetics, webhooks
ingress tcp 443 443 107.21.25.247/32 fwrules:datadog us1 v59 2024-10-17: synthetics, webhooks
ingress tcp 443 443 108.137.128.0/18 fwrules:datadog us1 v59 2024-10-17: synthetics, webhooks
ingress tcp 443 443 157.241.0.0/17 fwrules:datadog us1 v59 2024-10-17: synthetics, webhooks'
}

usage() {
    echo "usage: sh $0 [--dry-run] [--remove] [--revoke-default-egress] [--max-rules=N]$list_options GROUP-ID...  (group ids: $group_count)" >&2
    exit 2
}

dry_run=0
remove=0
shared_lists=0
remove_orphans=0
groups=
for argument in "$@"; do
    case $argument in
        --dry-run) dry_run=1 ;;
        --remove) remove=1 ;;
        --revoke-default-egress) revoke_default_egress=1 ;;
        --max-rules=*)
            limit=${argument#*=}
            case $limit in "" | *[!0-9]*) usage ;; esac
            ;;
        --shared-lists) shared_lists=1 ;;
        --remove-orphans) remove_orphans=1 ;;
        sg- | sg-*[!0-9a-z]*) usage ;;
        sg-*)
            case " $groups " in *" $argument "*) usage ;; esac
            groups="$groups $argument"
            ;;
        *) usage ;;
    esac
done
[ -n "$list_options" ] || [ "$shared_lists$remove_orphans" = 00 ] || usage
set -- $groups
[ $# -eq "$group_count" ] || usage
if [ "$remove" = 1 ]; then
    revoke_default_egress=0
fi
if [ "$revoke_default_egress$allows_egress" = 10 ]; then
    echo "$0: these rules allow no egress; revoking the default would close it altogether; nothing was changed" >&2
    exit 1
fi
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

# GROUP NUMBER: prints the numbers with --dry-run; fails if the rules do not fit.
check_room() {
    awk -v group="$1" -v limit="$limit" -v show="$dry_run" -v directions="$directions" '
        function count(number, direction, remote,    weight) {
            weight = remote in size ? size[remote] : 1
            if (remote == "None" || remote !~ /:/ && family[remote] != "IPv6") number[direction " IPv4"] += weight
            if (remote == "None" || remote ~ /:/ && remote !~ /^list:/ || family[remote] == "IPv6") number[direction " IPv6"] += weight
        }
        step == "lists" { id["list:" $1] = $2; size["list:" $1] = size[$2] = $3; family["list:" $1] = family[$2] = $4; next }
        step == "present" {
            split($0, field, "\t")
            direction = field[2] == "True" ? "egress" : "ingress"
            there[direction " " field[3] " " field[4] " " field[5] " " field[6]] = 1
            count(present, direction, field[6])
            next
        }
        {
            remote = $5 in id && id[$5] != "-" ? id[$5] : $5
            count(wanted, $1, remote)
            if (!($1 " " $2 " " $3 " " $4 " " remote in there)) count(missing, $1, remote)
        }
        END {
            n = split(directions, word, " ")
            for (i = 1; i <= 2 * n; i++) {
                kind = word[int((i + 1) / 2)] (i % 2 ? " IPv4" : " IPv6")
                numbers = kind ": " present[kind] + 0 " present, " wanted[kind] + 0 " wanted, " missing[kind] + 0 " missing, limit " limit
                if (show) print group " " numbers
                if (missing[kind] > 0 && present[kind] + missing[kind] > limit) {
                    print group " " numbers >"/dev/stderr"
                    full = 1
                }
            }
            exit full
        }' step=lists "$work/plan" step=present "$work/$2.present" step=wanted "$work/$2.wanted"
}

# All groups are read before any of them is changed.
aws ec2 describe-security-groups --group-ids "$@" --query 'SecurityGroups[*].GroupId' --output text >/dev/null
: >"$work/lists"
: >"$work/plan"
wanted_1 >"$work/1.wanted"

number=0
full=0
for group in "$@"; do
    number=$((number + 1))
    if [ "$remove" = 1 ]; then
        : >"$work/$number.wanted"
    fi
    read_rules "$group" "$work/$number.present"
    if [ "$dry_run" = 1 ]; then
        compare "$number"
        echo "$group: $(cat "$work/$number.summary")"
    fi
    check_room "$group" "$number" || full=1
done
if [ "$full" = 1 ]; then
    echo "$0: the rules do not fit into a group beside those that are there; nothing was changed" >&2
    echo "$0: give --max-rules=N if the quota of the account is higher" >&2
    [ "$dry_run" = 1 ] || exit 1
fi
if [ "$dry_run" = 1 ]; then
    echo "nothing was changed"
    exit "$full"
fi
status=0
trap 'status=$?; rm -rf "$work"; [ "$status" = 0 ] || echo "$0: not finished; what was done stays, and another run goes on" >&2' EXIT

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
number=0
for group in "$@"; do
    number=$((number + 1))
    tries=0
    while :; do
        rm -f "$work/$number".add.* "$work/$number".revoke.*
        read_rules "$group" "$work/$number.present"
        compare "$number"
        case $(cat "$work/$number.summary") in "0 rules to add, 0 "*) break ;; esac
        tries=$((tries + 1))
        [ "$tries" -lt 10 ] || { echo "$0: $group does not have the rules: $(cat "$work/$number.summary")" >&2; exit 1; }
        sleep 2
    done
done

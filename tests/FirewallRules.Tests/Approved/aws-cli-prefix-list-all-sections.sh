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
# A new security group allows all egress, so these rules do not restrict it: revoke that default rule with --revoke-default-egress.
# A prefix list counts as its maximum number of entries toward the rules of the group: the quota must be at least 128.
# Apply: sh FILE GROUP-ID; it can be run repeatedly. New rules are added before old ones are removed; meanwhile both count.
# Remove: sh FILE --remove GROUP-ID. It removes only rules whose description starts with fwrules:datadog.
# A rule that does not change keeps its description: the version of the document and the sections that it was added for.

set -eu
marker='fwrules:datadog'
group_count=1
limit=1000
list_options=' [--shared-lists] [--remove-orphans]'
revoke_default_egress=0
directions='egress ingress'
allows_egress=1

# Rules of group 1: direction, protocol, first and last port, remote side, description.
wanted_1() {
echo 'egress tcp 443 443 list:datadog-us1-egress-tcp-443-ipv4 fwrules:datadog us1 v59 2024-10-17: agents, api, apm, global, logs, orchestrator, process, remote-configuration, synthetics-private-locations
egress tcp 443 443 list:datadog-us1-egress-tcp-443-ipv6 fwrules:datadog us1 v59 2024-10-17: agents, api, apm, global, logs, orchestrator, process, remote-configuration, synthetics-private-locations
egress tcp 10516 10516 list:datadog-us1-logs-ipv4 fwrules:datadog us1 v59 2024-10-17: logs
egress tcp 10516 10516 list:datadog-us1-logs-ipv6 fwrules:datadog us1 v59 2024-10-17: logs
ingress tcp 443 443 list:datadog-us1-ingress-tcp-443-ipv4 fwrules:datadog us1 v59 2024-10-17: synthetics, webhooks'
}

# Entries of datadog-us1-egress-tcp-443-ipv4.
list_1() {
echo '3.233.144.0/20'
}

# Entries of datadog-us1-egress-tcp-443-ipv6.
list_2() {
echo '2600:1f18:24e6:b900::/56'
}

# Entries of datadog-us1-logs-ipv4.
list_3() {
echo '3.233.144.0/20'
}

# Entries of datadog-us1-logs-ipv6.
list_4() {
echo '2600:1f18:24e6:b900::/56'
}

# Entries of datadog-us1-ingress-tcp-443-ipv4.
list_5() {
echo '3.1.36.99/32
3.1.219.207/32
3.18.172.189/32
3.18.188.104/32
3.18.197.0/32
3.35.66.96/32
3.36.177.119/32
3.92.150.182/32
3.96.7.126/32
3.120.223.25/32
3.121.24.234/32
3.210.147.169/32
3.220.254.141/32
13.48.150.244/32
13.48.239.118/32
13.48.254.37/32
13.54.169.48/32
13.114.211.96/32
13.115.46.213/32
13.126.169.175/32
13.208.126.217/32
13.208.133.55/32
13.208.142.17/32
13.208.255.200/32
13.209.118.42/32
13.209.230.111/32
13.234.54.8/32
13.236.246.161/32
13.238.14.57/32
13.244.85.86/32
13.244.188.203/32
13.245.194.43/32
13.245.200.254/32
13.246.172.210/32
13.247.164.9/32
15.152.238.192/32
15.161.86.71/32
15.165.240.116/32
15.168.188.85/32
15.184.139.182/32
15.185.189.82/32
15.188.202.64/32
15.188.240.172/32
15.188.243.248/32
16.24.38.13/32
16.24.60.114/32
16.162.136.62/32
16.163.153.45/32
18.102.80.189/32
18.130.113.168/32
18.139.52.173/32
18.163.21.55/32
18.163.59.106/32
18.166.19.255/32
18.195.155.52/32
18.200.120.237/32
18.229.28.50/32
18.229.36.120/32
20.62.248.141/32
20.83.144.189/32
23.20.198.65/32
23.23.216.60/32
34.48.76.208/29
34.94.234.88/29
34.145.82.128/29
34.146.154.144/29
34.159.50.128/29
34.174.98.16/29
34.203.1.9/32
34.204.83.4/32
34.208.32.189/32
34.233.140.66/32
35.152.76.8/32
35.154.93.182/32
35.172.176.208/32
35.176.195.46/32
35.177.43.250/32
40.76.107.170/32
43.198.123.228/32
43.203.72.233/32
43.218.5.202/32
44.192.28.0/25
52.1.33.14/32
52.1.61.69/32
52.9.13.199/32
52.9.139.134/32
52.35.61.232/32
52.55.56.26/32
52.60.189.53/32
52.67.95.251/32
52.89.221.151/32
52.192.175.207/32
54.92.248.81/32
54.157.36.5/32
54.177.155.33/32
63.34.100.178/32
63.35.33.198/32
99.79.87.237/32
100.28.212.0/22
107.21.25.247/32
108.137.133.223/32
108.137.188.57/32
157.241.36.106/32
157.241.93.102/32'
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

find_list() {
    aws ec2 describe-managed-prefix-lists --query "PrefixLists[?!starts_with(State, 'delete') && Tags[?Key=='fwrules' && Value=='$1']].PrefixListId" --output text >"$work/found"
    list=$(tr '\t' '\n' <"$work/found" | awk '/^pl-/ && !seen++')
}

list_field() {
    aws ec2 describe-managed-prefix-lists --prefix-list-ids "$list" --query "PrefixLists[0].$1" --output text
}

settle() {
    tries=0
    while :; do
        state=$(list_field State)
        case $state in
            *-complete) return ;;
            *-failed) echo "$0: $list: $state" >&2; exit 1 ;;
        esac
        tries=$((tries + 1))
        [ "$tries" -lt 60 ] || { echo "$0: $list is still $state" >&2; exit 1; }
        sleep 2
    done
}

modify_list() {
    version=$(list_field Version)
    aws ec2 modify-managed-prefix-list --prefix-list-id "$list" --current-version "$version" "$@" >/dev/null
    settle
}

resize_list() {
    aws ec2 modify-managed-prefix-list --prefix-list-id "$list" --max-entries "$1" >/dev/null
    settle
}

# NAME FAMILY SIZE, with the entries in a file. Changes that fit into one call are atomic; otherwise new entries are added before old ones are removed.
fill_list() {
    find_list "$1"
    if [ -z "$list" ]; then
        list=$(aws ec2 create-managed-prefix-list --prefix-list-name "$1" --address-family "$2" --max-entries "$3" \
            --tag-specifications "ResourceType=prefix-list,Tags=[{Key=fwrules,Value=$1},{Key=fwrules-marker,Value=$marker}]" \
            --query PrefixList.PrefixListId --output text)
        settle

        # A run at the same time may have made the same list: the one that is found first is used.
        made=$list
        find_list "$1"
        if [ "$list" != "$made" ]; then
            aws ec2 delete-managed-prefix-list --prefix-list-id "$made" >/dev/null
        fi
    fi
    aws ec2 get-managed-prefix-list-entries --prefix-list-id "$list" --query 'Entries[*].Cidr' --output text >"$work/there"
    tr '\t' '\n' <"$work/there" >"$work/old"
    rm -f "$work"/entry.*
    counts=$(awk -v out="$work/entry" -v marker="$marker" '
        function put(kind, cidr,    file) {
            file = out "." kind "." int(count[kind] / 100)
            printf("%s{\"Cidr\":\"%s\"%s}\n", (count[kind] % 100 == 0 ? "[" : ","), cidr, (kind == "add" ? ",\"Description\":\"" marker "\"" : "")) > file
            if (++count[kind] % 100 == 0) { print "]" > file; close(file) }
        }
        $1 !~ /\// { next }
        step == "old" { old[$1] = 1; total++; next }
        { new[$1] = 1; if (!($1 in old)) put("add", $1) }
        END {
            for (cidr in old) if (!(cidr in new)) put("remove", cidr)
            for (kind in count) if (count[kind] % 100) print "]" > (out "." kind "." int(count[kind] / 100))
            print count["add"] + 0, count["remove"] + 0, total + 0
        }' step=old "$work/old" step=new "$work/entries")
    set -- "$1" "$3" $counts
    size=$(list_field MaxEntries)
    room=$(($5 + $3))
    if [ $(($3 + $4)) -le 100 ]; then
        room=$((room - $4))
    fi
    [ "$room" -ge "$2" ] || room=$2
    if [ "$size" -lt "$room" ]; then
        resize_list "$room"
        size=$room
    fi
    if [ $(($3 + $4)) -le 100 ] && [ "$3" -gt 0 ] && [ "$4" -gt 0 ]; then
        modify_list --add-entries "file://$work/entry.add.0" --remove-entries "file://$work/entry.remove.0"
    else
        for file in "$work"/entry.add.*; do
            [ -e "$file" ] || continue
            modify_list --add-entries "file://$file"
        done
        for file in "$work"/entry.remove.*; do
            [ -e "$file" ] || continue
            modify_list --remove-entries "file://$file"
        done
    fi
    if [ "$size" -gt "$2" ]; then
        resize_list "$2"
    fi
    echo "$1 $list" >>"$work/lists"
    echo "$1 ($list): $3 entries added, $4 removed"
}

# ID: writes the resources that use the list, except for the groups of this run.
other_users() {
    aws ec2 get-managed-prefix-list-associations --prefix-list-id "$1" --query 'PrefixListAssociations[*].ResourceId' --output text >"$work/users"
    tr '\t' '\n' <"$work/users" | awk -v groups=" $* " '$1 != "" && $1 != "None" && !index(groups, " " $1 " ")' >"$work/others"
}

# NAME FAMILY SIZE, with the entries in a file: what fill_list would do. A list that is used elsewhere too is changed only on request.
plan_list() {
    name=$1 family=$2 size=$3
    shift 3
    find_list "$name"
    if [ -z "$list" ]; then
        echo "$name - $size $family" >>"$work/plan"
        [ "$dry_run" = 0 ] || echo "$name: to be created with a size of $size"
        return
    fi
    current=$(list_field MaxEntries)
    aws ec2 get-managed-prefix-list-entries --prefix-list-id "$list" --query 'Entries[*].Cidr' --output text >"$work/there"
    tr '\t' '\n' <"$work/there" >"$work/old"
    changes=$(awk '
        $1 !~ /\// { next }
        step == "old" { old[$1] = 1; next }
        { new[$1] = 1; if (!($1 in old)) added++ }
        END { for (cidr in old) if (!(cidr in new)) removed++; print added + 0 " to add, " removed + 0 " to remove" }
        ' step=old "$work/old" step=new "$work/entries")
    [ "$dry_run" = 0 ] || echo "$name ($list): entries: $changes; size $current, wanted $size"
    if [ "$changes" != "0 to add, 0 to remove" ]; then
        other_users "$list" "$@"
        if [ -s "$work/others" ] && [ "$shared_lists" = 0 ]; then
            echo "$0: $name ($list) is used by $(tr '\n' ' ' <"$work/others")too; nothing was changed" >&2
            echo "$0: give --shared-lists to change it for all of them, or use another name prefix" >&2
            [ "$dry_run" = 1 ] || exit 1
        fi
    fi
    [ "$current" -gt "$size" ] || current=$size
    echo "$name $list $current $family" >>"$work/plan"
}

delete_list() {
    name=$1
    find_list "$name"
    [ -n "$list" ] || return 0
    shift
    other_users "$list" "$@"
    if [ -s "$work/others" ]; then
        echo "$0: $name ($list) was kept, because it is used by: $(tr '\n' ' ' <"$work/others")" >&2
        return
    fi
    tries=0
    until aws ec2 delete-managed-prefix-list --prefix-list-id "$list" >/dev/null 2>"$work/error"; do
        tries=$((tries + 1))
        if [ "$tries" -ge 10 ] || ! grep -q -e DependencyViolation -e IncorrectState "$work/error"; then
            cat "$work/error" >&2
            echo "$0: $name ($list) was not deleted" >&2
            exit 1
        fi
        sleep 2
    done
}

# Rules that refer to lists with our marker are ours, whatever lists these rules need.
add_tagged() {
    query="PrefixLists[?!starts_with(State, 'delete') && Tags[?Key=='fwrules-marker' && Value=='$marker']]"
    aws ec2 describe-managed-prefix-lists --query "$query.[PrefixListId,Tags[?Key=='fwrules'].Value|[0]]" --output text >"$work/tagged"
    awk '/^pl-/ { print $2, $1 }' "$work/tagged" >>"$work/lists"
}

# Lists with our marker that nothing uses and these rules do not need.
find_orphans() {
    add_tagged
    while read -r id name; do
        case $id in pl-*) ;; *) continue ;; esac
        if [ "$remove" = 0 ] && grep -q " $id " "$work/plan.done"; then
            continue
        fi
        aws ec2 get-managed-prefix-list-associations --prefix-list-id "$id" --query 'PrefixListAssociations[*].ResourceId' --output text \
            >"$work/users" </dev/null
        if grep -q '[^[:space:]]' "$work/users" && [ "$(cat "$work/users")" != None ]; then
            continue
        fi
        if [ "$remove_orphans" = 1 ]; then
            aws ec2 delete-managed-prefix-list --prefix-list-id "$id" >/dev/null </dev/null
            echo "$name ($id): deleted, because nothing used it"
        else
            echo "$name ($id): nothing uses it; --remove-orphans deletes such lists"
        fi
    done <"$work/tagged"
}

# All groups are read before any of them is changed.
aws ec2 describe-security-groups --group-ids "$@" --query 'SecurityGroups[*].GroupId' --output text >/dev/null
: >"$work/lists"
: >"$work/plan"
wanted_1 >"$work/1.wanted"
if [ "$remove" = 0 ]; then
    list_1 >"$work/entries"
    plan_list datadog-us1-egress-tcp-443-ipv4 IPv4 1 "$@"
    list_2 >"$work/entries"
    plan_list datadog-us1-egress-tcp-443-ipv6 IPv6 1 "$@"
    list_3 >"$work/entries"
    plan_list datadog-us1-logs-ipv4 IPv4 1 "$@"
    list_4 >"$work/entries"
    plan_list datadog-us1-logs-ipv6 IPv6 1 "$@"
    list_5 >"$work/entries"
    plan_list datadog-us1-ingress-tcp-443-ipv4 IPv4 128 "$@"
    awk '$2 != "-" { print $1, $2 }' "$work/plan" >"$work/lists"
else
    find_list datadog-us1-egress-tcp-443-ipv4
    [ -z "$list" ] || echo "datadog-us1-egress-tcp-443-ipv4 $list" >>"$work/lists"
    find_list datadog-us1-egress-tcp-443-ipv6
    [ -z "$list" ] || echo "datadog-us1-egress-tcp-443-ipv6 $list" >>"$work/lists"
    find_list datadog-us1-logs-ipv4
    [ -z "$list" ] || echo "datadog-us1-logs-ipv4 $list" >>"$work/lists"
    find_list datadog-us1-logs-ipv6
    [ -z "$list" ] || echo "datadog-us1-logs-ipv6 $list" >>"$work/lists"
    find_list datadog-us1-ingress-tcp-443-ipv4
    [ -z "$list" ] || echo "datadog-us1-ingress-tcp-443-ipv4 $list" >>"$work/lists"
fi
add_tagged

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

if [ "$remove" = 0 ]; then
    : >"$work/lists"
    list_1 >"$work/entries"
    fill_list datadog-us1-egress-tcp-443-ipv4 IPv4 1
    list_2 >"$work/entries"
    fill_list datadog-us1-egress-tcp-443-ipv6 IPv6 1
    list_3 >"$work/entries"
    fill_list datadog-us1-logs-ipv4 IPv4 1
    list_4 >"$work/entries"
    fill_list datadog-us1-logs-ipv6 IPv6 1
    list_5 >"$work/entries"
    fill_list datadog-us1-ingress-tcp-443-ipv4 IPv4 128
    awk '{ print " " $2 " " }' "$work/lists" >"$work/plan.done"
    add_tagged
fi
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
if [ "$remove" = 1 ]; then
    delete_list datadog-us1-egress-tcp-443-ipv4 "$@"
    delete_list datadog-us1-egress-tcp-443-ipv6 "$@"
    delete_list datadog-us1-logs-ipv4 "$@"
    delete_list datadog-us1-logs-ipv6 "$@"
    delete_list datadog-us1-ingress-tcp-443-ipv4 "$@"
fi
find_orphans

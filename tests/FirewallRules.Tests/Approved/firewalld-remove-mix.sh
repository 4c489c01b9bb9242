#!/bin/sh
# Written by FirewallRules X.Y.Z.
# Datadog IP ranges: us1 version 59, modified 2024-10-17 (embedded snapshot)
# Allows egress tcp 80 (any IPv4, any IPv6): anywhere, and said so
# Allows egress tcp 443 (1 IPv4 prefix, 1 IPv6 prefix): agents
# Allows egress tcp 1000, 1010, 1020, 1030, 1040, 1050, 1060, 1070, 1080, 1090, 1100, 1110, 1120, 1130, 2000-2009, 3000-3009, 4000 (1 IPv4 prefix, 0 IPv6 prefixes): more ports than one match takes
# Allows egress udp 123, 3478-3481 (1 IPv4 prefix, 1 IPv6 prefix): time and calls
# Allows ingress tcp 8000-8100 (2 IPv4 prefixes, 0 IPv6 prefixes)
# Allows ingress udp 51820 (any IPv4, 0 IPv6 prefixes): tunnel
# Has no addresses: nobody
#
# Remove: sh FILE, as root; it can be run repeatedly.
# It removes what was written for the name prefix datadog from /etc/firewalld, and reloads firewalld.
# While firewalld reloads, established connections continue and new ones are dropped.
# A reload discards settings that are not permanent: if there are any, the script names them and stops.

set -eu
export LC_ALL=C
PATH=$PATH:/usr/sbin:/sbin

fail() { echo "$0: $*" >&2; exit 1; }
[ "$(id -u)" = 0 ] || fail "only root can change the firewall; nothing was changed"
for tool in firewall-cmd firewall-offline-cmd flock awk mktemp; do
    command -v "$tool" >/dev/null || fail "$tool is not installed; nothing was changed"
done

discard=
case ${1-} in
'') ;;
--discard-runtime) discard=yes ;;
*)
    echo "usage: sh $0 [--discard-runtime]" >&2
    exit 2
    ;;
esac

exec 9>/run/fwrules.lock
tries=0
until flock -n 9 9>&9; do
    tries=$((tries + 1))
    [ "$tries" -lt 120 ] || fail "another run holds /run/fwrules.lock; nothing was changed"
    sleep 1
done

work=$(mktemp -d /run/fwrules.XXXXXX) || fail "no folder for drafts in /run; nothing was changed"
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM HUP

prefix='datadog'
mark='<short>fwrules datadog</short>'
wanted=''

etc=/etc/firewalld
changed=
stale=
touched=

# firewalld only warns of an entry or rule that it ignores, so any new warning counts as an error.
check() {
    firewall-offline-cmd --system-config="$1" --check-config >"$work/output" 2>&1 || return 1
    sed "s|$work/etc|$etc|g" "$work/output" >"$2"
}

ours() { [ -f "$1" ] && [ ! -L "$1" ] && grep -qF "$mark" "$1"; }

is_one_of() {
    case " $2 " in
    *" $1 "*) return 0 ;;
    esac
    return 1
}

# The file must be ours or new.
stage() {
    if [ -e "$etc/$1.xml" ] || [ -L "$etc/$1.xml" ]; then
        ours "$etc/$1.xml" || fail "$etc/$1.xml was not written for this name prefix; nothing was changed"
    fi
    echo "$2" >"$work/etc/$1.xml" || fail "no space for drafts in /run; nothing was changed"
    current=
    if [ -e "$etc/$1.xml" ]; then current=$(cat "$etc/$1.xml"); fi
    [ "$current" = "$2" ] || changed="$changed $1"
}

check "$etc" "$work/before" || {
    cat "$work/output" >&2
    fail "firewalld's configuration is invalid as it is; nothing was changed"
}
cp -RL "$etc" "$work/etc" || fail "no space for drafts in /run; nothing was changed"
mkdir -p "$work/etc/ipsets" "$work/etc/policies"

# What an older output of this prefix wrote and this one does not is removed.
for file in "$etc/policies/$prefix"-*.xml "$etc/ipsets/$prefix"-*.xml; do
    item=${file#"$etc"/}
    item=${item%.xml}
    if ours "$file" && ! is_one_of "$item" "$wanted"; then
        stale="$stale $item"
        rm "$work/etc/$item.xml"
    fi
done
for item in $stale; do
    case $item in
    ipsets/*)
        name=${item#ipsets/}
        for file in "$work"/etc/policies/*.xml "$work"/etc/zones/*.xml "$work"/etc/direct.xml; do
            [ -f "$file" ] || continue
            if grep -qE "[\" :]${name}[\" <]" "$file"; then
                fail "$etc/${file#"$work"/etc/} refers to the set $name, which would be removed; nothing was changed"
            fi
        done
        ;;
    esac
done
if ! check "$work/etc" "$work/after" || [ "$(cat "$work/after")" != "$(cat "$work/before")" ]; then
    cat "$work/output" >&2
    fail "firewalld does not accept the files; nothing was changed"
fi

running=yes
firewall-cmd --state >/dev/null 2>&1 || {
    # 252: not running. Another code: running, with rules that it could not load.
    [ $? -ne 252 ] || running=
}

# Whether firewalld applies exactly the drafts.
in_force() {
    firewall-cmd --state >/dev/null 2>&1 || return 1
    firewall-cmd --get-ipsets >"$work/ipsets" || return 1
    firewall-cmd --get-policies >"$work/policies" || return 1
    for folder in ipsets policies; do
        for item in $(tr '\n' ' ' <"$work/$folder"); do
            case $item in
            "$prefix"-*) [ -e "$work/etc/$folder/$item.xml" ] || [ -e "/usr/lib/firewalld/$folder/$item.xml" ] || return 1 ;;
            esac
        done
    done
    for item in $wanted; do
        name=${item#*/}
        is_one_of "$name" "$(tr '\n' ' ' <"$work/${item%/*}")" || return 1
        case $item in
        ipsets/*)
            sed -n 's|^ *<entry>\(.*\)</entry>$|\1|p' "$work/etc/$item.xml" | sort >"$work/expected"
            firewall-cmd --ipset="$name" --get-entries >"$work/output" || return 1
            sort "$work/output" >"$work/found"
            ;;
        policies/*)
            firewall-offline-cmd --system-config="$work/etc" --info-policy="$name" >"$work/output" || return 1
            sed '1s/ (.*)$//' "$work/output" >"$work/expected"
            firewall-cmd --info-policy="$name" >"$work/output" || return 1
            sed '1s/ (.*)$//' "$work/output" >"$work/found"
            ;;
        esac
        [ "$(cat "$work/expected")" = "$(cat "$work/found")" ] || return 1
    done
}

# A run that was killed may have left these behind.
rm -f "$etc"/ipsets/"$prefix"-*.fwrules-* "$etc"/policies/"$prefix"-*.fwrules-*

# A file may differ in its description alone.
needed=$running
if [ -n "$running" ] && in_force; then needed=; fi
if [ -z "$changed$stale$needed" ]; then
    echo "$0: nothing changed"
    if [ -z "$running" ]; then echo "$0: firewalld is not running"; fi
    exit 0
fi

tab=$(printf '\t')

# Without a file it is what a run that was killed has removed.
owned() {
    is_one_of "$1" "$wanted$stale" && return 0
    case ${1#*/} in
    "$prefix"-*) [ ! -e "$etc/$1.xml" ] && [ ! -e "/usr/lib/firewalld/$1.xml" ] && return 0 ;;
    esac
    return 1
}

# Prints the settings of all zones or policies except our own, one a line, with its zone or policy.
settings() {
    firewall-cmd "$@" >"$work/output" || return 1
    while IFS= read -r line; do
        case $line in
        '' | '  interfaces:'*) ;;
        ' '* | "$tab"*) owned "policies/$name" || echo "$name:$line" ;;
        *) name=${line%% *} ;;
        esac
    done <"$work/output"
}

# Prints what the first file has and the second has not.
missing() { awk 'NR == FNR { known[$0]; next } !($0 in known)' "$2" "$1"; }

runtime_only() {
    for what in --list-all-zones --list-all-policies; do
        settings "$what" >"$work/runtime" && settings --permanent "$what" >"$work/permanent" || return 1
        [ ! -s "$work/permanent" ] || missing "$work/runtime" "$work/permanent"
    done
    for what in rules chains passthroughs; do
        firewall-cmd --direct "--get-all-$what" >"$work/runtime" || return 1
        firewall-cmd --permanent --direct "--get-all-$what" >"$work/permanent" || return 1
        echo >>"$work/permanent"
        missing "$work/runtime" "$work/permanent"
    done
    for name in $(firewall-cmd --get-ipsets); do
        ! owned "ipsets/$name" || continue
        # A set with a timeout does not list its entries.
        firewall-cmd --ipset="$name" --get-entries >"$work/runtime" 2>/dev/null || continue
        firewall-cmd --permanent --ipset="$name" --get-entries >"$work/permanent" 2>/dev/null || continue
        echo >>"$work/permanent"
        missing "$work/runtime" "$work/permanent" | sed "s|^|$name: entry |"
    done
}

if [ -n "$needed" ] && [ -z "$discard" ] && firewall-cmd --state >/dev/null 2>&1; then
    runtime_only >"$work/lost" || fail "the settings of the running firewalld cannot be read; nothing was changed"
    if [ -s "$work/lost" ]; then
        cat "$work/lost" >&2
        echo "$0: firewalld must reload, and would discard the settings above, which are not permanent." >&2
        fail "keep them with firewall-cmd --runtime-to-permanent, or run: sh $0 --discard-runtime; nothing was changed"
    fi
fi

# While many entries load, firewalld answers too late for firewall-cmd.
reload() {
    firewall-cmd --reload >"$work/output" 2>&1 && return 0
    if grep -q reply "$work/output"; then
        tries=0
        while [ "$tries" -lt 40 ]; do
            firewall-cmd --state >/dev/null 2>&1 && return 0
            tries=$((tries + 1))
            sleep 3
        done
    fi
    cat "$work/output" >&2
    return 1
}

restore() {
    for item in $touched; do
        if [ -e "$etc/$item.xml.fwrules-old" ]; then
            mv -f "$etc/$item.xml.fwrules-old" "$etc/$item.xml"
        else
            rm -f "$etc/$item.xml"
        fi
    done
}

undo() {
    restore && echo "$0: stopped; the former files are back" >&2
    rm -f "$etc"/ipsets/"$prefix"-*.fwrules-new "$etc"/policies/"$prefix"-*.fwrules-new
    rm -rf "$work"
}

# Signals are ignored from here on, so that the script does not stop halfway.
trap '' INT TERM HUP
trap undo EXIT
mkdir -p "$etc/ipsets" "$etc/policies"
for item in $changed; do
    cp "$work/etc/$item.xml" "$etc/$item.xml.fwrules-new"
    if [ -e "$etc/$item.xml" ]; then cp -p "$etc/$item.xml" "$etc/$item.xml.fwrules-old"; fi
    touched="$touched $item"
    mv -f "$etc/$item.xml.fwrules-new" "$etc/$item.xml"
done
for item in $stale; do
    touched="$touched $item"
    mv -f "$etc/$item.xml" "$etc/$item.xml.fwrules-old"
done

if [ -n "$needed" ] && ! { reload && in_force; }; then
    trap 'rm -rf "$work"' EXIT
    restore
    reload || fail "firewalld did not apply the files; the former files are back, but firewalld did not reload them either"
    fail "firewalld did not apply the files; the former ones are in force again"
fi
trap 'rm -rf "$work"' EXIT
rm -f "$etc"/ipsets/"$prefix"-*.fwrules-old "$etc"/policies/"$prefix"-*.fwrules-old

echo "$0: written:${changed:- none}; removed:${stale:- none}${needed:+; firewalld was reloaded}"
if [ -z "$running" ]; then
    echo "$0: firewalld is not running; the rules take effect when it starts"
fi

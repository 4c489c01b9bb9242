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
#
# Apply: sh FILE, as root; it can be run repeatedly.
# It writes the block 'fwrules datadog' to before.rules and before6.rules in /etc/ufw and loads its chains. ufw is not reloaded.
# The block keeps its place in the file. What it allows takes precedence over rules that were added with the ufw command.
# To deny all other outgoing traffic: allow DNS with 'ufw allow out 53', then 'ufw default deny outgoing'.
# Forwarded traffic, such as that of containers, is not covered.

set -eu
export LC_ALL=C
PATH=$PATH:/usr/sbin:/sbin

fail() { echo "$0: $*" >&2; exit 1; }
[ "$(id -u)" = 0 ] || fail "only root can change the firewall; nothing was changed"
for tool in ufw iptables iptables-restore ip6tables ip6tables-restore flock awk mktemp readlink; do
    command -v "$tool" >/dev/null || fail "$tool is not installed; nothing was changed"
done

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
name='fwrules datadog'
families='4 6'

changed=
loaded=
[ $# -eq 0 ] || { echo "usage: sh $0" >&2; exit 2; }
[ -f /etc/default/ufw ] || fail "/etc/default/ufw is missing; nothing was changed"
uses_ipv6=$(sed -n 's/^IPV6=//p' /etc/default/ufw | tail -n 1 | tr -d "\"'" | tr YES yes)

ufw status >"$work/status" || fail "ufw does not report its status; nothing was changed"
active=
if grep -q '^Status: active' "$work/status"; then active=yes; fi

# The name of a family, the command, the start of ufw's chain names, and the file.
family() {
    case $1 in
    4) command=iptables ufw=ufw file=/etc/ufw/before.rules ;;
    6) command=ip6tables ufw=ufw6 file=/etc/ufw/before6.rules ;;
    esac
    file=$(readlink -f "$file") || fail "$file is missing; nothing was changed"
}

# Whether ufw loads the rules of the family.
in_use() { [ -n "$active" ] && { [ "$1" = 4 ] || [ "$uses_ipv6" = yes ]; }; }

has_chain() { "$command" -w 5 -n -L "$1" >/dev/null 2>&1; }

# Prints the block of a file.
block_of() { awk -v begin="# BEGIN $name" -v end="# END $name" '$0 == begin { on = 1 } on; $0 == end { on = 0 }' "$1"; }

# Replaces the block of a file, or adds it at the end of the table filter.
replace_block() {
    awk -v begin="# BEGIN $name" -v end="# END $name" -v chain="^:($prefix-out|$prefix-in) " -v block="$1" '
        function add() { while ((getline line < block) > 0) print line; added++ }
        $0 == begin { if (table != "*filter" || on || begins++) exit (wrong = 3); on = 1; add(); next }
        $0 == end { if (!on) exit (wrong = 3); on = 0; next }
        on { next }
        $0 ~ chain { exit (wrong = 4) }
        /^\*/ { table = $1 }
        /^COMMIT/ { if (table == "*filter") { filters++; if (!later && !added) add() } table = "" }
        { print }
        END { if (wrong) exit wrong; if (on) exit 3; if (filters != 1) exit 5 }
    ' later="$(grep -cxF "# BEGIN $name" "$2")" "$2"
}

# Checks everything and changes nothing.
prepare() {
    family "$1"
    [ -f "$file" ] || fail "$file is missing; nothing was changed"
    if [ -n "$2" ]; then echo "$2" >"$work/block$1"; else : >"$work/block$1"; fi
    replace_block "$work/block$1" "$file" >"$work/file$1" || case $? in
    3) fail "$file has a damaged block: exactly one line '# BEGIN $name' and then '# END $name' are expected in *filter; nothing was changed" ;;
    4) fail "$file has a chain of the name $prefix-out or $prefix-in outside the block; nothing was changed" ;;
    5) fail "$file does not have exactly one table *filter that ends with COMMIT; nothing was changed" ;;
    *) fail "$file cannot be edited; nothing was changed" ;;
    esac
    block_of "$file" >"$work/old$1"
    for chain in "$prefix-out" "$prefix-in"; do
        if [ ! -s "$work/old$1" ] && has_chain "$chain" && ! is_marked "$chain"; then
            fail "$command has a chain $chain that is not ours; nothing was changed"
        fi
    done
    check "$1" || fail "$command does not accept the rules; nothing was changed"
    [ "$(cat "$work/file$1")" = "$(cat "$file")" ] || changed="$changed $1"
}

is_marked() {
    "$command" -w 5 -S "$1" >"$work/rules" || return 1
    grep -qF -e "--comment \"$name\"" "$work/rules"
}

# When ufw is not active, its chains may not exist: then only the block can be checked.
check() {
    if in_use "$1"; then
        cat "$work/file$1" >"$work/check"
    else
        {
            printf '*filter\n:%s-before-output - [0:0]\n:%s-before-input - [0:0]\n' "$ufw" "$ufw"
            cat "$work/block$1"
            echo COMMIT
        } >"$work/check"
    fi
    "$command-restore" -w 5 --noflush --test <"$work/check"
}

# Prints the line that makes ufw's chain jump to ours, before it jumps to the rules of ufw's command line.
jump() {
    "$command" -w 5 -S "$1" >"$work/rules" || return 1
    at=$(awk -v target="$ufw-user-${1##*-}" '/^-A / { n++; if ($NF == target) { print n; exit } }' "$work/rules")
    if [ -n "$at" ]; then echo "-I $1 $at -j $2"; else echo "-A $1 -j $2"; fi
}

# Makes the kernel's chains those of a block, which may be empty.
load() {
    {
        echo '*filter'
        grep -v -e '^#' -e "^-A $ufw-before-" "$1" || :
        for chain in "$prefix-out" "$prefix-in"; do
            hook=$ufw-before-${chain##*-}put
            if grep -q "^:$chain " "$1"; then
                "$command" -w 5 -C "$hook" -j "$chain" >/dev/null 2>&1 || jump "$hook" "$chain" || exit 1
            elif has_chain "$chain"; then
                "$command" -w 5 -S "$hook" >"$work/rules" 2>/dev/null || : >"$work/rules"
                sed -n "s/^-A $hook -j $chain\$/-D $hook -j $chain/p" "$work/rules"
                printf '%s\n' "-F $chain" "-X $chain"
            fi
        done
        echo COMMIT
    } >"$work/load"
    "$command-restore" -w 5 --noflush <"$work/load"
}

# Whether the kernel's chains have the rules of a block.
verify() {
    for chain in "$prefix-out" "$prefix-in"; do
        if grep -q "^:$chain " "$1"; then
            "$command" -w 5 -C "$ufw-before-${chain##*-}put" -j "$chain" >/dev/null 2>&1 || return 1
            "$command" -w 5 -S "$chain" >"$work/rules" || return 1
            [ "$(grep -c "^-A $chain " "$work/rules")" = "$(grep -c "^-A $chain " "$1")" ] || return 1
        else
            ! has_chain "$chain" || return 1
        fi
    done
}

prepare 4 '# BEGIN fwrules datadog
# Written by FirewallRules X.Y.Z. To remove it, write the script again with --remove and run it.
# Datadog IP ranges: us1 version 59, modified 2024-10-17 (a file)
:datadog-out - [0:0]
-A datadog-out -m comment --comment "fwrules datadog"
-A datadog-out -d 198.51.100.64/26 -p tcp -m tcp --dport 443 -m comment --comment "us1 v59 2024-10-17: apm, logs" -j ACCEPT
-A datadog-out -d 198.51.100.0/26 -p tcp -m tcp --dport 443 -m comment --comment "us1 v59 2024-10-17: apm, orchestrator" -j ACCEPT
-A datadog-out -d 3.233.144.0/20 -p tcp -m tcp --dport 443 -m comment --comment "us1 v59 2024-10-17: logs" -j ACCEPT
-A datadog-out -d 192.0.2.0/24 -p tcp -m tcp --dport 443 -m comment --comment "us1 v59 2024-10-17: logs" -j ACCEPT
-A datadog-out -d 3.233.144.0/20 -p tcp -m tcp --dport 10516 -m comment --comment "us1 v59 2024-10-17: logs" -j ACCEPT
-A datadog-out -d 192.0.2.0/24 -p tcp -m tcp --dport 10516 -m comment --comment "us1 v59 2024-10-17: logs" -j ACCEPT
-A datadog-out -d 198.51.100.64/26 -p tcp -m tcp --dport 10516 -m comment --comment "us1 v59 2024-10-17: logs" -j ACCEPT
-A ufw-before-output -j datadog-out
:datadog-in - [0:0]
-A datadog-in -m comment --comment "fwrules datadog"
-A datadog-in -s 203.0.113.9/32 -p tcp -m tcp --dport 443 -m comment --comment "us1 v59 2024-10-17: webhooks" -j ACCEPT
-A datadog-in -s 203.0.113.16/28 -p tcp -m tcp --dport 443 -m comment --comment "us1 v59 2024-10-17: webhooks" -j ACCEPT
-A ufw-before-input -j datadog-in
# END fwrules datadog'
prepare 6 '# BEGIN fwrules datadog
# Written by FirewallRules X.Y.Z. To remove it, write the script again with --remove and run it.
# Datadog IP ranges: us1 version 59, modified 2024-10-17 (a file)
:datadog-out - [0:0]
-A datadog-out -m comment --comment "fwrules datadog"
-A datadog-out -d 2600:1f18:24e6:b900::/56 -p tcp -m tcp --dport 443 -m comment --comment "us1 v59 2024-10-17: logs" -j ACCEPT
-A datadog-out -d 2001:db8:2::/48 -p tcp -m tcp --dport 443 -m comment --comment "us1 v59 2024-10-17: orchestrator" -j ACCEPT
-A datadog-out -d 2600:1f18:24e6:b900::/56 -p tcp -m tcp --dport 10516 -m comment --comment "us1 v59 2024-10-17: logs" -j ACCEPT
-A ufw6-before-output -j datadog-out
# END fwrules datadog'

restore() {
    for family in $changed; do
        family "$family"
        if [ -e "$file.fwrules-old" ]; then mv -f "$file.fwrules-old" "$file"; fi
        rm -f "$file.fwrules-new"
    done
    for family in $loaded; do
        family "$family"
        load "$work/old$family" || echo "$0: the former $command rules could not be loaded: run 'ufw reload'" >&2
    done
}

undo() {
    restore
    echo "$0: stopped; the former files are back" >&2
    rm -rf "$work"
}

# Signals are ignored from here on, so that the script does not stop halfway.
trap '' INT TERM HUP
trap undo EXIT
for family in $changed; do
    family "$family"
    cp -p "$file" "$file.fwrules-old"
    cp -p "$file" "$file.fwrules-new"
    cat "$work/file$family" >"$file.fwrules-new"
    mv -f "$file.fwrules-new" "$file"
done
for family in $families; do
    family "$family"
    if in_use "$family" || [ ! -s "$work/block$family" ]; then
        loaded="$loaded $family"
        load "$work/block$family"
        verify "$work/block$family" || { echo "$0: $command does not have the rules that were loaded" >&2; exit 1; }
    fi
done
trap 'rm -rf "$work"' EXIT
for family in $families; do
    family "$family"
    rm -f "$file.fwrules-old" "$file.fwrules-new"
done

for family in $families; do
    family "$family"
    case " $changed " in
    *" $family "*) echo "$0: $file was changed" ;;
    *) echo "$0: $file is unchanged" ;;
    esac
    if [ -s "$work/block$family" ]; then
        if in_use "$family"; then
            echo "$0: $(grep -c ' -j ACCEPT$' "$work/block$family") $command rules are in force"
        elif [ -n "$active" ]; then
            echo "$0: IPV6 is not 'yes' in /etc/default/ufw: the $command rules take effect when it is, after 'ufw disable' and 'ufw enable'"
        else
            echo "$0: ufw is not active: the $command rules take effect with 'ufw enable'"
        fi
    fi
done

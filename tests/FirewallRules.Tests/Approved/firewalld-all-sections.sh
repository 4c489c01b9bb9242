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
#
# Apply: sh FILE, as root; it can be run repeatedly.
# It writes ipsets/datadog-* and policies/datadog-* to /etc/firewalld, and reloads firewalld if a file changes.
# While firewalld reloads, established connections continue and new ones are dropped.
# A reload discards settings that are not permanent: if there are any, the script names them and stops.
# The policies have the priority -100: only policies with a lower number take precedence over them; zones do not.
# Forwarded traffic, such as that of containers, is not covered.

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
wanted='ipsets/datadog-agents-v4 ipsets/datadog-agents-v6 ipsets/datadog-api-v4 ipsets/datadog-api-v6 ipsets/datadog-apm-v4 ipsets/datadog-apm-v6 ipsets/datadog-global-v4 ipsets/datadog-global-v6 ipsets/datadog-logs-v4 ipsets/datadog-logs-v6 ipsets/datadog-orchestrator-v4 ipsets/datadog-orchestrator-v6 ipsets/datadog-process-v4 ipsets/datadog-process-v6 ipsets/datadog-remote-configuration-v4 ipsets/datadog-remote-configuration-v6 ipsets/datadog-aac7fdb5-v4 ipsets/datadog-aac7fdb5-v6 ipsets/datadog-synthetics-v4 ipsets/datadog-webhooks-v4 policies/datadog-out policies/datadog-in'

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

version=$(firewall-offline-cmd --version) || fail "firewalld does not report its version; nothing was changed"
case $version in
0.*) fail "firewalld $version is too old: these rules need 1.0; nothing was changed" ;;
esac

stage ipsets/datadog-agents-v4 '<?xml version="1.0" encoding="utf-8"?>
<ipset type="hash:net">
  <short>fwrules datadog</short>
  <description>us1 v59 2024-10-17: agents</description>
  <option name="family" value="inet" />
  <entry>3.233.144.0/20</entry>
</ipset>'
stage ipsets/datadog-agents-v6 '<?xml version="1.0" encoding="utf-8"?>
<ipset type="hash:net">
  <short>fwrules datadog</short>
  <description>us1 v59 2024-10-17: agents</description>
  <option name="family" value="inet6" />
  <entry>2600:1f18:24e6:b900::/56</entry>
</ipset>'
stage ipsets/datadog-api-v4 '<?xml version="1.0" encoding="utf-8"?>
<ipset type="hash:net">
  <short>fwrules datadog</short>
  <description>us1 v59 2024-10-17: api</description>
  <option name="family" value="inet" />
  <entry>3.233.144.0/20</entry>
</ipset>'
stage ipsets/datadog-api-v6 '<?xml version="1.0" encoding="utf-8"?>
<ipset type="hash:net">
  <short>fwrules datadog</short>
  <description>us1 v59 2024-10-17: api</description>
  <option name="family" value="inet6" />
  <entry>2600:1f18:24e6:b900::/56</entry>
</ipset>'
stage ipsets/datadog-apm-v4 '<?xml version="1.0" encoding="utf-8"?>
<ipset type="hash:net">
  <short>fwrules datadog</short>
  <description>us1 v59 2024-10-17: apm</description>
  <option name="family" value="inet" />
  <entry>3.233.144.0/20</entry>
</ipset>'
stage ipsets/datadog-apm-v6 '<?xml version="1.0" encoding="utf-8"?>
<ipset type="hash:net">
  <short>fwrules datadog</short>
  <description>us1 v59 2024-10-17: apm</description>
  <option name="family" value="inet6" />
  <entry>2600:1f18:24e6:b900::/56</entry>
</ipset>'
stage ipsets/datadog-global-v4 '<?xml version="1.0" encoding="utf-8"?>
<ipset type="hash:net">
  <short>fwrules datadog</short>
  <description>us1 v59 2024-10-17: global</description>
  <option name="family" value="inet" />
  <entry>3.233.144.0/20</entry>
</ipset>'
stage ipsets/datadog-global-v6 '<?xml version="1.0" encoding="utf-8"?>
<ipset type="hash:net">
  <short>fwrules datadog</short>
  <description>us1 v59 2024-10-17: global</description>
  <option name="family" value="inet6" />
  <entry>2600:1f18:24e6:b900::/56</entry>
</ipset>'
stage ipsets/datadog-logs-v4 '<?xml version="1.0" encoding="utf-8"?>
<ipset type="hash:net">
  <short>fwrules datadog</short>
  <description>us1 v59 2024-10-17: logs</description>
  <option name="family" value="inet" />
  <entry>3.233.144.0/20</entry>
</ipset>'
stage ipsets/datadog-logs-v6 '<?xml version="1.0" encoding="utf-8"?>
<ipset type="hash:net">
  <short>fwrules datadog</short>
  <description>us1 v59 2024-10-17: logs</description>
  <option name="family" value="inet6" />
  <entry>2600:1f18:24e6:b900::/56</entry>
</ipset>'
stage ipsets/datadog-orchestrator-v4 '<?xml version="1.0" encoding="utf-8"?>
<ipset type="hash:net">
  <short>fwrules datadog</short>
  <description>us1 v59 2024-10-17: orchestrator</description>
  <option name="family" value="inet" />
  <entry>3.233.144.0/20</entry>
</ipset>'
stage ipsets/datadog-orchestrator-v6 '<?xml version="1.0" encoding="utf-8"?>
<ipset type="hash:net">
  <short>fwrules datadog</short>
  <description>us1 v59 2024-10-17: orchestrator</description>
  <option name="family" value="inet6" />
  <entry>2600:1f18:24e6:b900::/56</entry>
</ipset>'
stage ipsets/datadog-process-v4 '<?xml version="1.0" encoding="utf-8"?>
<ipset type="hash:net">
  <short>fwrules datadog</short>
  <description>us1 v59 2024-10-17: process</description>
  <option name="family" value="inet" />
  <entry>3.233.144.0/20</entry>
</ipset>'
stage ipsets/datadog-process-v6 '<?xml version="1.0" encoding="utf-8"?>
<ipset type="hash:net">
  <short>fwrules datadog</short>
  <description>us1 v59 2024-10-17: process</description>
  <option name="family" value="inet6" />
  <entry>2600:1f18:24e6:b900::/56</entry>
</ipset>'
stage ipsets/datadog-remote-configuration-v4 '<?xml version="1.0" encoding="utf-8"?>
<ipset type="hash:net">
  <short>fwrules datadog</short>
  <description>us1 v59 2024-10-17: remote-configuration</description>
  <option name="family" value="inet" />
  <entry>3.233.144.0/20</entry>
</ipset>'
stage ipsets/datadog-remote-configuration-v6 '<?xml version="1.0" encoding="utf-8"?>
<ipset type="hash:net">
  <short>fwrules datadog</short>
  <description>us1 v59 2024-10-17: remote-configuration</description>
  <option name="family" value="inet6" />
  <entry>2600:1f18:24e6:b900::/56</entry>
</ipset>'
stage ipsets/datadog-aac7fdb5-v4 '<?xml version="1.0" encoding="utf-8"?>
<ipset type="hash:net">
  <short>fwrules datadog</short>
  <description>us1 v59 2024-10-17: synthetics-private-locations</description>
  <option name="family" value="inet" />
  <entry>3.233.144.0/20</entry>
</ipset>'
stage ipsets/datadog-aac7fdb5-v6 '<?xml version="1.0" encoding="utf-8"?>
<ipset type="hash:net">
  <short>fwrules datadog</short>
  <description>us1 v59 2024-10-17: synthetics-private-locations</description>
  <option name="family" value="inet6" />
  <entry>2600:1f18:24e6:b900::/56</entry>
</ipset>'
stage ipsets/datadog-synthetics-v4 '<?xml version="1.0" encoding="utf-8"?>
<ipset type="hash:net">
  <short>fwrules datadog</short>
  <description>us1 v59 2024-10-17: synthetics</description>
  <option name="family" value="inet" />
  <entry>3.1.36.99/32</entry>
  <entry>3.1.219.207/32</entry>
  <entry>3.18.172.189/32</entry>
  <entry>3.18.188.104/32</entry>
  <entry>3.18.197.0/32</entry>
  <entry>3.35.66.96/32</entry>
  <entry>3.36.177.119/32</entry>
  <entry>3.92.150.182/32</entry>
  <entry>3.96.7.126/32</entry>
  <entry>3.120.223.25/32</entry>
  <entry>3.121.24.234/32</entry>
  <entry>13.48.150.244/32</entry>
  <entry>13.48.239.118/32</entry>
  <entry>13.48.254.37/32</entry>
  <entry>13.54.169.48/32</entry>
  <entry>13.114.211.96/32</entry>
  <entry>13.115.46.213/32</entry>
  <entry>13.126.169.175/32</entry>
  <entry>13.208.126.217/32</entry>
  <entry>13.208.133.55/32</entry>
  <entry>13.208.142.17/32</entry>
  <entry>13.208.255.200/32</entry>
  <entry>13.209.118.42/32</entry>
  <entry>13.209.230.111/32</entry>
  <entry>13.234.54.8/32</entry>
  <entry>13.236.246.161/32</entry>
  <entry>13.238.14.57/32</entry>
  <entry>13.244.85.86/32</entry>
  <entry>13.244.188.203/32</entry>
  <entry>13.245.194.43/32</entry>
  <entry>13.245.200.254/32</entry>
  <entry>13.246.172.210/32</entry>
  <entry>13.247.164.9/32</entry>
  <entry>15.152.238.192/32</entry>
  <entry>15.161.86.71/32</entry>
  <entry>15.165.240.116/32</entry>
  <entry>15.168.188.85/32</entry>
  <entry>15.184.139.182/32</entry>
  <entry>15.185.189.82/32</entry>
  <entry>15.188.202.64/32</entry>
  <entry>15.188.240.172/32</entry>
  <entry>15.188.243.248/32</entry>
  <entry>16.24.38.13/32</entry>
  <entry>16.24.60.114/32</entry>
  <entry>16.162.136.62/32</entry>
  <entry>16.163.153.45/32</entry>
  <entry>18.102.80.189/32</entry>
  <entry>18.130.113.168/32</entry>
  <entry>18.139.52.173/32</entry>
  <entry>18.163.21.55/32</entry>
  <entry>18.163.59.106/32</entry>
  <entry>18.166.19.255/32</entry>
  <entry>18.195.155.52/32</entry>
  <entry>18.200.120.237/32</entry>
  <entry>18.229.28.50/32</entry>
  <entry>18.229.36.120/32</entry>
  <entry>20.62.248.141/32</entry>
  <entry>20.83.144.189/32</entry>
  <entry>34.48.76.208/29</entry>
  <entry>34.94.234.88/29</entry>
  <entry>34.145.82.128/29</entry>
  <entry>34.146.154.144/29</entry>
  <entry>34.159.50.128/29</entry>
  <entry>34.174.98.16/29</entry>
  <entry>34.208.32.189/32</entry>
  <entry>35.152.76.8/32</entry>
  <entry>35.154.93.182/32</entry>
  <entry>35.176.195.46/32</entry>
  <entry>35.177.43.250/32</entry>
  <entry>40.76.107.170/32</entry>
  <entry>43.198.123.228/32</entry>
  <entry>43.203.72.233/32</entry>
  <entry>43.218.5.202/32</entry>
  <entry>52.9.13.199/32</entry>
  <entry>52.9.139.134/32</entry>
  <entry>52.35.61.232/32</entry>
  <entry>52.55.56.26/32</entry>
  <entry>52.60.189.53/32</entry>
  <entry>52.67.95.251/32</entry>
  <entry>52.89.221.151/32</entry>
  <entry>52.192.175.207/32</entry>
  <entry>54.177.155.33/32</entry>
  <entry>63.34.100.178/32</entry>
  <entry>63.35.33.198/32</entry>
  <entry>99.79.87.237/32</entry>
  <entry>107.21.25.247/32</entry>
  <entry>108.137.133.223/32</entry>
  <entry>108.137.188.57/32</entry>
  <entry>157.241.36.106/32</entry>
  <entry>157.241.93.102/32</entry>
</ipset>'
stage ipsets/datadog-webhooks-v4 '<?xml version="1.0" encoding="utf-8"?>
<ipset type="hash:net">
  <short>fwrules datadog</short>
  <description>us1 v59 2024-10-17: webhooks</description>
  <option name="family" value="inet" />
  <entry>3.210.147.169/32</entry>
  <entry>3.220.254.141/32</entry>
  <entry>23.20.198.65/32</entry>
  <entry>23.23.216.60/32</entry>
  <entry>34.203.1.9/32</entry>
  <entry>34.204.83.4/32</entry>
  <entry>34.233.140.66/32</entry>
  <entry>35.172.176.208/32</entry>
  <entry>44.192.28.0/25</entry>
  <entry>52.1.33.14/32</entry>
  <entry>52.1.61.69/32</entry>
  <entry>54.92.248.81/32</entry>
  <entry>54.157.36.5/32</entry>
  <entry>100.28.212.0/22</entry>
</ipset>'
stage policies/datadog-out '<?xml version="1.0" encoding="utf-8"?>
<policy target="CONTINUE" priority="-100">
  <short>fwrules datadog</short>
  <description>Written by FirewallRules X.Y.Z. Datadog IP ranges: us1 version 59, modified 2024-10-17 (embedded snapshot)</description>
  <ingress-zone name="HOST" />
  <egress-zone name="ANY" />
  <rule family="ipv4">
    <destination ipset="datadog-agents-v4" />
    <port port="443" protocol="tcp" />
    <accept />
  </rule>
  <rule family="ipv6">
    <destination ipset="datadog-agents-v6" />
    <port port="443" protocol="tcp" />
    <accept />
  </rule>
  <rule family="ipv4">
    <destination ipset="datadog-api-v4" />
    <port port="443" protocol="tcp" />
    <accept />
  </rule>
  <rule family="ipv6">
    <destination ipset="datadog-api-v6" />
    <port port="443" protocol="tcp" />
    <accept />
  </rule>
  <rule family="ipv4">
    <destination ipset="datadog-apm-v4" />
    <port port="443" protocol="tcp" />
    <accept />
  </rule>
  <rule family="ipv6">
    <destination ipset="datadog-apm-v6" />
    <port port="443" protocol="tcp" />
    <accept />
  </rule>
  <rule family="ipv4">
    <destination ipset="datadog-global-v4" />
    <port port="443" protocol="tcp" />
    <accept />
  </rule>
  <rule family="ipv6">
    <destination ipset="datadog-global-v6" />
    <port port="443" protocol="tcp" />
    <accept />
  </rule>
  <rule family="ipv4">
    <destination ipset="datadog-logs-v4" />
    <port port="443" protocol="tcp" />
    <accept />
  </rule>
  <rule family="ipv4">
    <destination ipset="datadog-logs-v4" />
    <port port="10516" protocol="tcp" />
    <accept />
  </rule>
  <rule family="ipv6">
    <destination ipset="datadog-logs-v6" />
    <port port="443" protocol="tcp" />
    <accept />
  </rule>
  <rule family="ipv6">
    <destination ipset="datadog-logs-v6" />
    <port port="10516" protocol="tcp" />
    <accept />
  </rule>
  <rule family="ipv4">
    <destination ipset="datadog-orchestrator-v4" />
    <port port="443" protocol="tcp" />
    <accept />
  </rule>
  <rule family="ipv6">
    <destination ipset="datadog-orchestrator-v6" />
    <port port="443" protocol="tcp" />
    <accept />
  </rule>
  <rule family="ipv4">
    <destination ipset="datadog-process-v4" />
    <port port="443" protocol="tcp" />
    <accept />
  </rule>
  <rule family="ipv6">
    <destination ipset="datadog-process-v6" />
    <port port="443" protocol="tcp" />
    <accept />
  </rule>
  <rule family="ipv4">
    <destination ipset="datadog-remote-configuration-v4" />
    <port port="443" protocol="tcp" />
    <accept />
  </rule>
  <rule family="ipv6">
    <destination ipset="datadog-remote-configuration-v6" />
    <port port="443" protocol="tcp" />
    <accept />
  </rule>
  <rule family="ipv4">
    <destination ipset="datadog-aac7fdb5-v4" />
    <port port="443" protocol="tcp" />
    <accept />
  </rule>
  <rule family="ipv6">
    <destination ipset="datadog-aac7fdb5-v6" />
    <port port="443" protocol="tcp" />
    <accept />
  </rule>
</policy>'
stage policies/datadog-in '<?xml version="1.0" encoding="utf-8"?>
<policy target="CONTINUE" priority="-100">
  <short>fwrules datadog</short>
  <description>Written by FirewallRules X.Y.Z. Datadog IP ranges: us1 version 59, modified 2024-10-17 (embedded snapshot)</description>
  <ingress-zone name="ANY" />
  <egress-zone name="HOST" />
  <rule family="ipv4">
    <source ipset="datadog-synthetics-v4" />
    <port port="443" protocol="tcp" />
    <accept />
  </rule>
  <rule family="ipv4">
    <source ipset="datadog-webhooks-v4" />
    <port port="443" protocol="tcp" />
    <accept />
  </rule>
</policy>'

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

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
# Apply: powershell -File FILE, as administrator; it can be run repeatedly. -WhatIf only shows what it would do.
# In the group 'FirewallRules Datadog' it creates missing rules, then removes obsolete ones, and does not change the others.
# A rule that was edited or disabled by hand is reported and kept; -Repair restores addresses, ports, protocol, direction,
# action, profile and state. -Remove removes all rules of the group that an output like this one created.
# If the execution policy forbids scripts: powershell -ExecutionPolicy Bypass -File FILE. If a group policy sets it, sign the file.
# For a GPO: -PolicyStore DOMAIN\GPO; or -GpoSession with the result of Open-NetGPO, then Save-NetGPO saves everything at once.
# Windows allows outgoing connections by default, so these rules have no effect until you block all others, which this output does not do:
# Set-NetFirewallProfile -All -DefaultOutboundAction Block
# Before that, allow other necessary outgoing traffic: DNS, DHCP (Core Networking), NTP, Windows Update.
# Windows blocks incoming connections by default, unless another rule allows them.
# Block rules override these rules.
#Requires -Version 5.1
[CmdletBinding(SupportsShouldProcess)]
param(
    [switch]$Remove,
    [switch]$Repair,
    [string]$PolicyStore,
    [string]$GpoSession
)

$group = 'FirewallRules Datadog'
$plan = @(
    @{
        Name = 'datadog-95959335-3ba65f7b496bc837'
        DisplayName = 'datadog-95959335'
        Description = 'us1 v59 2024-10-17: agents, api, apm, global, logs, orchestrator, process, remote-configuration, synthetics-private-locations'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('443')
        RemoteAddress = @(
            '3.233.144.0/20'
            '2600:1f18:24e6:b900::/56'
        )
    }
    @{
        Name = 'datadog-egress-tcp-10516-e0e3ee3e153008f7'
        DisplayName = 'datadog-egress-tcp-10516'
        Description = 'us1 v59 2024-10-17: logs'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('10516')
        RemoteAddress = @(
            '3.233.144.0/20'
            '2600:1f18:24e6:b900::/56'
        )
    }
    @{
        Name = 'datadog-synthetics-4378579328193d1d'
        DisplayName = 'datadog-synthetics'
        Description = 'us1 v59 2024-10-17: synthetics'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('443')
        RemoteAddress = @(
            '3.1.36.99/32'
            '3.1.219.207/32'
            '3.18.172.189/32'
            '3.18.188.104/32'
            '3.18.197.0/32'
            '3.35.66.96/32'
            '3.36.177.119/32'
            '3.92.150.182/32'
            '3.96.7.126/32'
            '3.120.223.25/32'
            '3.121.24.234/32'
            '13.48.150.244/32'
            '13.48.239.118/32'
            '13.48.254.37/32'
            '13.54.169.48/32'
            '13.114.211.96/32'
            '13.115.46.213/32'
            '13.126.169.175/32'
            '13.208.126.217/32'
            '13.208.133.55/32'
            '13.208.142.17/32'
            '13.208.255.200/32'
            '13.209.118.42/32'
            '13.209.230.111/32'
            '13.234.54.8/32'
            '13.236.246.161/32'
            '13.238.14.57/32'
            '13.244.85.86/32'
            '13.244.188.203/32'
            '13.245.194.43/32'
            '13.245.200.254/32'
            '13.246.172.210/32'
            '13.247.164.9/32'
            '15.152.238.192/32'
            '15.161.86.71/32'
            '15.165.240.116/32'
            '15.168.188.85/32'
            '15.184.139.182/32'
            '15.185.189.82/32'
            '15.188.202.64/32'
            '15.188.240.172/32'
            '15.188.243.248/32'
            '16.24.38.13/32'
            '16.24.60.114/32'
            '16.162.136.62/32'
            '16.163.153.45/32'
            '18.102.80.189/32'
            '18.130.113.168/32'
            '18.139.52.173/32'
            '18.163.21.55/32'
            '18.163.59.106/32'
            '18.166.19.255/32'
            '18.195.155.52/32'
            '18.200.120.237/32'
            '18.229.28.50/32'
            '18.229.36.120/32'
            '20.62.248.141/32'
            '20.83.144.189/32'
            '34.48.76.208/29'
            '34.94.234.88/29'
            '34.145.82.128/29'
            '34.146.154.144/29'
            '34.159.50.128/29'
            '34.174.98.16/29'
            '34.208.32.189/32'
            '35.152.76.8/32'
            '35.154.93.182/32'
            '35.176.195.46/32'
            '35.177.43.250/32'
            '40.76.107.170/32'
            '43.198.123.228/32'
            '43.203.72.233/32'
            '43.218.5.202/32'
            '52.9.13.199/32'
            '52.9.139.134/32'
            '52.35.61.232/32'
            '52.55.56.26/32'
            '52.60.189.53/32'
            '52.67.95.251/32'
            '52.89.221.151/32'
            '52.192.175.207/32'
            '54.177.155.33/32'
            '63.34.100.178/32'
            '63.35.33.198/32'
            '99.79.87.237/32'
            '107.21.25.247/32'
            '108.137.133.223/32'
            '108.137.188.57/32'
            '157.241.36.106/32'
            '157.241.93.102/32'
        )
    }
    @{
        Name = 'datadog-webhooks-05dd784ab74cacc8'
        DisplayName = 'datadog-webhooks'
        Description = 'us1 v59 2024-10-17: webhooks'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('443')
        RemoteAddress = @(
            '3.210.147.169/32'
            '3.220.254.141/32'
            '23.20.198.65/32'
            '23.23.216.60/32'
            '34.203.1.9/32'
            '34.204.83.4/32'
            '34.233.140.66/32'
            '35.172.176.208/32'
            '44.192.28.0/25'
            '52.1.33.14/32'
            '52.1.61.69/32'
            '54.92.248.81/32'
            '54.157.36.5/32'
            '100.28.212.0/22'
        )
    }
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
$common = @{ ErrorAction = 'Stop' }
if ($PolicyStore) { $common.PolicyStore = $PolicyStore }
if ($GpoSession) { $common.GPOSession = $GpoSession }
if ($Remove) { $plan = @() }

# The group is read once. Only the error for a group without rules is ignored.
try {
    $rules = @(Get-NetFirewallRule -Group $group @common)
} catch {
    if ($_.FullyQualifiedErrorId -notlike 'CmdletizationQuery_NotFound*') { throw }
    $rules = @()
}

# A name contains a hash of what its rule was made of.
$present = @($rules | ForEach-Object { $_.Name })
$wanted = @($plan | ForEach-Object { $_.Name })
$missing = @($plan | Where-Object { $present -notcontains $_.Name })

# A rule whose name no output can have given was put into the group by somebody else.
$superseded = @()
foreach ($name in @($present | Where-Object { $wanted -notcontains $_ })) {
    if ($name -cmatch '^[a-z][a-z0-9-]*-[0-9a-f]{16}$') {
        $superseded += $name
    } else {
        $PSCmdlet.WriteWarning("The rule '$name' of the group is not one of this script, and is kept.")
    }
}

# First and last address as bytes. Windows returns '192.0.2.0/255.255.255.0' for '192.0.2.0/24', and '192.0.2.1' for '192.0.2.1/32'.
function ConvertTo-AddressRange([string]$text) {
    $ends = $text.Split('-')
    $parts = $ends[0].Split('/')
    $first = $null
    $other = $null
    if (-not [Net.IPAddress]::TryParse($parts[0], [ref]$first)) { return $text }
    $from = $first.GetAddressBytes()
    $to = $first.GetAddressBytes()
    if ($ends.Length -gt 1) {
        if (-not [Net.IPAddress]::TryParse($ends[1], [ref]$other)) { return $text }
        $to = $other.GetAddressBytes()
    } elseif ($parts.Length -gt 1) {
        $isMask = $parts[1].Contains('.') -and [Net.IPAddress]::TryParse($parts[1], [ref]$other)
        for ($i = 0; $i -lt $to.Length; $i++) {
            if ($isMask) {
                $hostBits = 255 - $other.GetAddressBytes()[$i]
            } else {
                $hostBits = [Math]::Pow(2, 8 - [Math]::Max(0, [Math]::Min(8, [int]$parts[1] - 8 * $i))) - 1
            }
            $to[$i] = $from[$i] -bor [int]$hostBits
        }
    }
    [BitConverter]::ToString($from) + ' ' + [BitConverter]::ToString($to)
}

# The values of a property in an order and a notation in which they can be compared.
function ConvertTo-Comparable([string]$property, $values) {
    [string[]]$texts = @($values | ForEach-Object { if ($property -like '*Address') { ConvertTo-AddressRange $_ } else { [string]$_ } })
    [Array]::Sort($texts, [StringComparer]::OrdinalIgnoreCase)
    $texts -join ','
}

# Rules that were edited or disabled since they were created.
$edited = @()
foreach ($rule in $rules) {
    foreach ($entry in @($plan | Where-Object { $_.Name -eq $rule.Name })) {
        $complete = @{
            Action = 'Allow'; Enabled = 'True'; Profile = 'Any'
            LocalAddress = 'Any'; LocalPort = 'Any'; RemotePort = 'Any'
        }
        foreach ($key in @($entry.Keys | Where-Object { $_ -ne 'DisplayName' })) { $complete[$key] = $entry[$key] }
        $addresses = Get-NetFirewallAddressFilter -AssociatedNetFirewallRule $rule @common
        $ports = Get-NetFirewallPortFilter -AssociatedNetFirewallRule $rule @common
        $actual = @{
            Direction = $rule.Direction; Action = $rule.Action; Enabled = $rule.Enabled; Profile = $rule.Profile
            LocalAddress = $addresses.LocalAddress; RemoteAddress = $addresses.RemoteAddress
            Protocol = $ports.Protocol; LocalPort = $ports.LocalPort; RemotePort = $ports.RemotePort
        }
        [string[]]$changed = @($actual.Keys | Where-Object {
            (ConvertTo-Comparable $_ $actual[$_]) -ne (ConvertTo-Comparable $_ $complete[$_])
        })
        if ($changed.Length -gt 0) {
            [Array]::Sort($changed)
            $edited += @{ Rule = $complete; Changed = $changed -join ', ' }
        }
    }
}

# New rules first, so that traffic which the old and the new rules both allow is never blocked.
foreach ($rule in $missing) {
    if ($PSCmdlet.ShouldProcess($rule.Name, 'Create firewall rule')) {
        New-NetFirewallRule @rule @common -Group $group -Action 'Allow' -Enabled 'True' | Out-Null
    }
}
foreach ($change in $edited) {
    $complete = $change.Rule
    if (-not $Repair) {
        $PSCmdlet.WriteWarning(
            ("The rule '{0}' was changed since it was created ({1}), and is kept. -Repair restores it." -f $complete.Name, $change.Changed))
    } elseif ($PSCmdlet.ShouldProcess(('{0} ({1})' -f $complete.Name, $change.Changed), 'Repair firewall rule')) {
        Set-NetFirewallRule @complete @common
    }
}
foreach ($name in $superseded) {
    if ($PSCmdlet.ShouldProcess($name, 'Remove firewall rule')) {
        Remove-NetFirewallRule -Name $name @common
    }
}
if (-not $WhatIfPreference) {
    $repaired = 0
    if ($Repair) { $repaired = $edited.Count }
    $kept = $wanted.Count - $missing.Count - $repaired
    Write-Output ('{0} created, {1} repaired, {2} kept, {3} removed' -f $missing.Count, $repaired, $kept, $superseded.Count)
}

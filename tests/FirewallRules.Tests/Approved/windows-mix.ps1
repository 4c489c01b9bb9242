# Written by FirewallRules X.Y.Z.
# Datadog IP ranges: us1 version 59, modified 2024-10-17 (embedded snapshot)
# Allows egress tcp 80 (any IPv4, any IPv6): anywhere, and said so
# Allows egress tcp 443 (1 IPv4 prefix, 1 IPv6 prefix): agents
# Allows egress tcp 1000, 1010, 1020, 1030, 1040, 1050, 1060, 1070, 1080, 1090, 1100, 1110, 1120, 1130, 2000-2009, 3000-3009, 4000 (1 IPv4 prefix, 0 IPv6 prefixes): more ports than one match takes
# Allows egress udp 123, 3478-3481 (1 IPv4 prefix, 1 IPv6 prefix): time and calls
# Allows ingress tcp 8000-8100 (2 IPv4 prefixes, 0 IPv6 prefixes)
# Allows ingress udp 51820 (any IPv4, 0 IPv6 prefixes): tunnel
# Skipped, because it has no addresses: nobody
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
        Name = 'datadog-anywhere-and-said-so-0c90465f2dfd294a'
        DisplayName = 'datadog-anywhere-and-said-so'
        Description = 'anywhere, and said so'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('80')
        RemoteAddress = @(
            'Any'
        )
    }
    @{
        Name = 'datadog-agents-052bc922aa0dfac0'
        DisplayName = 'datadog-agents'
        Description = 'us1 v59 2024-10-17: agents'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('443')
        RemoteAddress = @(
            '3.233.144.0/20'
            '2600:1f18:24e6:b900::/56'
        )
    }
    @{
        Name = 'datadog-more-ports-than-one-match-takes-61ac0e70cdbf2fdc'
        DisplayName = 'datadog-more-ports-than-one-match-takes'
        Description = 'more ports than one match takes'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('1000', '1010', '1020', '1030', '1040', '1050', '1060', '1070', '1080', '1090', '1100', '1110', '1120', '1130', '2000-2009', '3000-3009', '4000')
        RemoteAddress = @(
            '198.51.100.7/32'
        )
    }
    @{
        Name = 'datadog-time-and-calls-8c99509c9fbabe0c'
        DisplayName = 'datadog-time-and-calls'
        Description = 'time and calls'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('123', '3478-3481')
        RemoteAddress = @(
            '192.0.2.0/24'
            '2001:db8:1::/48'
        )
    }
    @{
        Name = 'datadog-ingress-tcp-8000-8100-5121e918fd4c9177'
        DisplayName = 'datadog-ingress-tcp-8000-8100'
        Description = 'ingress tcp 8000-8100'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('8000-8100')
        RemoteAddress = @(
            '203.0.113.0/25'
            '203.0.113.192/26'
        )
    }
    @{
        Name = 'datadog-tunnel-2c63178f55e74990'
        DisplayName = 'datadog-tunnel'
        Description = 'tunnel'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('51820')
        RemoteAddress = @(
            '0.0.0.0/1'
            '128.0.0.0/1'
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

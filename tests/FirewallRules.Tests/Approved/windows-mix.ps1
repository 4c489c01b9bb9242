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
# Rules are identified by name: one that was edited by hand is not changed. -Remove removes all rules of the group.
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
    $present = @(Get-NetFirewallRule -Group $group @common | ForEach-Object { $_.Name })
} catch {
    if ($_.FullyQualifiedErrorId -notlike 'CmdletizationQuery_NotFound*') { throw }
    $present = @()
}

# A name contains a hash of its rule: a rule with the same name is identical.
$wanted = @($plan | ForEach-Object { $_.Name })
$missing = @($plan | Where-Object { $present -notcontains $_.Name })
$superseded = @($present | Where-Object { $wanted -notcontains $_ })

# New rules first, so that traffic which the old and the new rules both allow is never blocked.
foreach ($rule in $missing) {
    if ($PSCmdlet.ShouldProcess($rule.Name, 'Create firewall rule')) {
        New-NetFirewallRule @rule @common -Group $group -Action 'Allow' -Enabled 'True' | Out-Null
    }
}
foreach ($name in $superseded) {
    if ($PSCmdlet.ShouldProcess($name, 'Remove firewall rule')) {
        Remove-NetFirewallRule -Name $name @common
    }
}
if (-not $WhatIfPreference) {
    Write-Output ('{0} created, {1} kept, {2} removed' -f $missing.Count, ($wanted.Count - $missing.Count), $superseded.Count)
}

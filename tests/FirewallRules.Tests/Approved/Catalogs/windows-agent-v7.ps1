# Written by FirewallRules X.Y.Z.
# Datadog IP ranges: us1 version 59, modified 2024-10-17 (embedded snapshot)
# Ports: Datadog Agent 7, as documented mid-2026
# Allows egress tcp 443 (1 IPv4 prefix, 1 IPv6 prefix): agents
# Allows egress tcp 443 (1 IPv4 prefix, 1 IPv6 prefix): api
# Allows egress tcp 443 (1 IPv4 prefix, 1 IPv6 prefix): apm
# Allows egress tcp 443 (1 IPv4 prefix, 1 IPv6 prefix): logs
# Allows egress tcp 443 (1 IPv4 prefix, 1 IPv6 prefix): orchestrator
# Allows egress tcp 443 (1 IPv4 prefix, 1 IPv6 prefix): process
# Allows egress tcp 443 (1 IPv4 prefix, 1 IPv6 prefix): remote-configuration
# Allows egress udp 123 (any IPv4, any IPv6): ntp
# Skipped, because Windows does not filter loopback traffic: ingress tcp 5000-5001, 5012, 6062, 6162, 8126 from 127.0.0.1/32, ::1/128 (apm-expvar, apm-receiver, expvar, ipc, process-debug, process-settings)
# Skipped, because Windows does not filter loopback traffic: ingress udp 8125 from 127.0.0.1/32, ::1/128 (dogstatsd)
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
        Name = 'datadog-ac24885c-8de54b847f1b51f9'
        DisplayName = 'datadog-ac24885c'
        Description = 'us1 v59 2024-10-17, agent-v7 mid-2026: agents, api, apm, logs, orchestrator, process, remote-configuration'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('443')
        RemoteAddress = @(
            '3.233.144.0/20'
            '2600:1f18:24e6:b900::/56'
        )
    }
    @{
        Name = 'datadog-ntp-21bfd92c4828a8f4'
        DisplayName = 'datadog-ntp'
        Description = 'agent-v7 mid-2026: ntp'
        Direction = 'Outbound'
        Protocol = 'UDP'
        RemotePort = @('123')
        RemoteAddress = @(
            'Any'
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

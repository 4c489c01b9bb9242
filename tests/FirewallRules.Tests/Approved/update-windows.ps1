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
# Apply: powershell -File FILE, as administrator; it can be run repeatedly. -WhatIf only shows what it would do.
# In the group 'FirewallRules Datadog' it creates the rules that are new, then removes those that are obsolete,
# and does not change the others, even if they were edited by hand: the complete output reports and repairs such rules.
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
    [string]$PolicyStore,
    [string]$GpoSession
)

$group = 'FirewallRules Datadog'
$plan = @(
    @{
        Name = 'datadog-apm--logs--egress-tcp-443-ceadfe3855681093'
        DisplayName = 'datadog-apm--logs--egress-tcp-443'
        Description = 'us1 v59 2024-10-17: apm, logs'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('443')
        RemoteAddress = @(
            '198.51.100.64/26'
        )
    }
    @{
        Name = 'datadog-apm--orchestrator--egress-tcp-443-877b6c7c8ba3f7a4'
        DisplayName = 'datadog-apm--orchestrator--egress-tcp-443'
        Description = 'us1 v59 2024-10-17: apm, orchestrator'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('443')
        RemoteAddress = @(
            '198.51.100.0/26'
        )
    }
    @{
        Name = 'datadog-orchestrator-c231e4777a682094'
        DisplayName = 'datadog-orchestrator'
        Description = 'us1 v59 2024-10-17: orchestrator'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('443')
        RemoteAddress = @(
            '2001:db8:2::/48'
        )
    }
    @{
        Name = 'datadog-egress-tcp-10516-92347e621a5dae51'
        DisplayName = 'datadog-egress-tcp-10516'
        Description = 'us1 v59 2024-10-17: logs'
        Direction = 'Outbound'
        Protocol = 'TCP'
        RemotePort = @('10516')
        RemoteAddress = @(
            '3.233.144.0/20'
            '192.0.2.0/24'
            '198.51.100.64/26'
            '2600:1f18:24e6:b900::/56'
        )
    }
    @{
        Name = 'datadog-webhooks-9d092c7c04816f01'
        DisplayName = 'datadog-webhooks'
        Description = 'us1 v59 2024-10-17: webhooks'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('443')
        RemoteAddress = @(
            '203.0.113.9/32'
            '203.0.113.16/28'
        )
    }
)
# Rules that only the old rule set had.
$former = @(
    'datadog-apm-aa5657757d32c23a'
    'datadog-egress-tcp-10516-39b4e77ea00e38fc'
    'datadog-global-14aa6a2be74e60d7'
    'datadog-webhooks-55b7945b8b83cffc'
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
$common = @{ ErrorAction = 'Stop' }
if ($PolicyStore) { $common.PolicyStore = $PolicyStore }
if ($GpoSession) { $common.GPOSession = $GpoSession }

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
$superseded = @($former | Where-Object { $present -contains $_ })

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

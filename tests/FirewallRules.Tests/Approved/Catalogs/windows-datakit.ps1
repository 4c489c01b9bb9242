# Written by FirewallRules X.Y.Z.
# Ports: DataKit, as documented 2025-10-30
# Allows ingress tcp 2003 (1 IPv4 prefix, 1 IPv6 prefix): graphite
# Allows ingress tcp 4317 (1 IPv4 prefix, 1 IPv6 prefix): opentelemetry
# Allows ingress udp 2003 (1 IPv4 prefix, 1 IPv6 prefix): graphite
# Allows ingress udp 8125 (1 IPv4 prefix, 1 IPv6 prefix): statsd
# These rules only allow traffic; the default policy is not changed.
#
# Apply: powershell -File FILE, as administrator; it can be run repeatedly. -WhatIf only shows what it would do.
# In the group 'FirewallRules Datadog' it creates missing rules, then removes obsolete ones, and does not change the others.
# Rules are identified by name: one that was edited by hand is not changed. -Remove removes all rules of the group.
# For a GPO: -PolicyStore DOMAIN\GPO; or -GpoSession with the result of Open-NetGPO, then Save-NetGPO saves everything at once.
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
        Name = 'datadog-ingress-tcp-2003-4c271e8f706a1a82'
        DisplayName = 'datadog-ingress-tcp-2003'
        Description = 'datakit 2025-10-30: graphite'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('2003')
        RemoteAddress = @(
            '10.0.0.0/8'
            'fd00::/8'
        )
    }
    @{
        Name = 'datadog-opentelemetry-cd4733cd35bb141d'
        DisplayName = 'datadog-opentelemetry'
        Description = 'datakit 2025-10-30: opentelemetry'
        Direction = 'Inbound'
        Protocol = 'TCP'
        LocalPort = @('4317')
        RemoteAddress = @(
            '10.0.0.0/8'
            'fd00::/8'
        )
    }
    @{
        Name = 'datadog-ingress-udp-2003-6a35fd0f9a9a3574'
        DisplayName = 'datadog-ingress-udp-2003'
        Description = 'datakit 2025-10-30: graphite'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('2003')
        RemoteAddress = @(
            '10.0.0.0/8'
            'fd00::/8'
        )
    }
    @{
        Name = 'datadog-statsd-5e34211671d7915c'
        DisplayName = 'datadog-statsd'
        Description = 'datakit 2025-10-30: statsd'
        Direction = 'Inbound'
        Protocol = 'UDP'
        LocalPort = @('8125')
        RemoteAddress = @(
            '10.0.0.0/8'
            'fd00::/8'
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

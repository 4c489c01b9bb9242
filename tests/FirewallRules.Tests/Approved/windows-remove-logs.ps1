# Written by FirewallRules X.Y.Z.
# Datadog IP ranges: us1 version 59, modified 2024-10-17 (embedded snapshot)
# Allows egress tcp 443, 10516 (1 IPv4 prefix, 1 IPv6 prefix): logs
#
# Remove: powershell -File FILE, as administrator; it removes the rules of the group 'FirewallRules Datadog' and may run twice.
# In a GPO: -PolicyStore DOMAIN\GPO; or -GpoSession with what Open-NetGPO gives, and Save-NetGPO then saves all in one step.
#Requires -Version 5.1
[CmdletBinding(SupportsShouldProcess)]
param(
    [switch]$Remove,
    [string]$PolicyStore,
    [string]$GpoSession
)

$group = 'FirewallRules Datadog'
$plan = @()

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
$common = @{ ErrorAction = 'Stop' }
if ($PolicyStore) { $common.PolicyStore = $PolicyStore }
if ($GpoSession) { $common.GPOSession = $GpoSession }
if ($Remove) { $plan = @() }

# The group is read once. That it has no rule yet is the one error that is none.
try {
    $present = @(Get-NetFirewallRule -Group $group @common | ForEach-Object { $_.Name })
} catch {
    if ($_.FullyQualifiedErrorId -notlike 'CmdletizationQuery_NotFound*') { throw }
    $present = @()
}

# A name carries a hash of its rule: where the name is, the rule is.
$wanted = @($plan | ForEach-Object { $_.Name })
$missing = @($plan | Where-Object { $present -notcontains $_.Name })
$superseded = @($present | Where-Object { $wanted -notcontains $_ })

# New ones first: what the old and the new rules both allow stays allowed throughout.
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

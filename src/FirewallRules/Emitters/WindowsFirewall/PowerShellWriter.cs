using static FirewallRules.Emitters.WindowsFirewall.WindowsFirewallText;

namespace FirewallRules.Emitters.WindowsFirewall;

/// <summary>Writes the script: the rules as data, and below them what is the same in every script.</summary>
internal static class PowerShellWriter
{
    private const string Parameters =
        """
        #Requires -Version 5.1
        [CmdletBinding(SupportsShouldProcess)]
        param(
            [switch]$Remove,
            [string]$PolicyStore,
            [string]$GpoSession
        )


        """;

    // Preferences of a script do not reach into the functions of a module, which the cmdlets are: they are told to stop at an error one by
    // one, and asked here whether to do anything at all.
    private const string Logic =
        """

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

        """;

    public static void Write(TextWriter writer, IReadOnlyList<WindowsFirewallRule> rules, string group)
    {
        writer.Write(Parameters);
        writer.Line($"$group = {PowerShell(group)}");
        writer.Line(rules.Count == 0 ? "$plan = @()" : "$plan = @(");
        foreach (var rule in rules)
        {
            Write(writer, rule, group);
        }

        if (rules.Count > 0)
        {
            writer.Line(")");
        }

        writer.Write(Logic);
    }

    private static void Write(TextWriter writer, WindowsFirewallRule rule, string group)
    {
        var egress = rule.Direction == Direction.Egress;
        writer.Line("    @{");
        writer.Line($"        Name = {PowerShell(rule.NameIn(group))}");
        writer.Line($"        DisplayName = {PowerShell(rule.Title)}");
        writer.Line($"        Description = {PowerShell(rule.Description)}");
        writer.Line($"        Direction = {PowerShell(egress ? "Outbound" : "Inbound")}");
        writer.Line($"        Protocol = {PowerShell(rule.Protocol == Protocol.Tcp ? "TCP" : "UDP")}");
        writer.Line($"        {(egress ? "RemotePort" : "LocalPort")} = @({string.Join(", ", rule.Ports.Select(PowerShell))})");
        writer.Line("        RemoteAddress = @(");
        foreach (var address in rule.Addresses)
        {
            writer.Line($"            {PowerShell(address)}");
        }

        writer.Line("        )");
        writer.Line("    }");
    }
}

using static FirewallRules.Emitters.WindowsFirewallText;

namespace FirewallRules.Emitters;

/// <summary>Writes the script: the rules as data, and below them what is the same in every script.</summary>
internal static class PowerShellWriter
{
    private const string Start =
        """
        #Requires -Version 5.1
        [CmdletBinding(SupportsShouldProcess)]
        param(

        """;

    private const string RemoveParameter =
        """
            [switch]$Remove,

        """;

    private const string Parameters =
        """
            [string]$PolicyStore,
            [string]$GpoSession
        )


        """;

    // Preferences of a script do not reach into the functions of a module, which the cmdlets are: they are told to stop at an error one by
    // one, and asked here whether to do anything at all.
    private const string Preparation =
        """

        Set-StrictMode -Version 2.0
        $ErrorActionPreference = 'Stop'
        $common = @{ ErrorAction = 'Stop' }
        if ($PolicyStore) { $common.PolicyStore = $PolicyStore }
        if ($GpoSession) { $common.GPOSession = $GpoSession }

        """;

    private const string RemoveLogic =
        """
        if ($Remove) { $plan = @() }

        """;

    private const string Comparison =
        """

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

        """;

    private const string AllOthers =
        """
        $superseded = @($present | Where-Object { $wanted -notcontains $_ })

        """;

    private const string FormerOnes =
        """
        $superseded = @($former | Where-Object { $present -contains $_ })

        """;

    private const string Changes =
        """

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

    /// <summary>Writes the script that makes the group what the rules are.</summary>
    public static void Write(TextWriter writer, IReadOnlyList<WindowsFirewallRule> rules, string group)
    {
        writer.Write(Start + RemoveParameter + Parameters);
        WritePlan(writer, rules, group);
        writer.Write(Preparation + RemoveLogic + Comparison + AllOthers + Changes);
    }

    /// <summary>Writes the script that changes what differs between the two, and looks at nothing else.</summary>
    public static void WriteUpdate(TextWriter writer, IReadOnlyList<WindowsFirewallRule> former, IReadOnlyList<WindowsFirewallRule> rules, string group)
    {
        var (formerNames, names) = (former.Select(rule => rule.NameIn(group)).ToList(), rules.Select(rule => rule.NameIn(group)).ToList());
        writer.Write(Start + Parameters);
        WritePlan(writer, [.. rules.Where((_, i) => !formerNames.Contains(names[i], StringComparer.Ordinal))], group);
        writer.Line("# What only the older rules had.");
        writer.Line("$former = @(");
        foreach (var name in formerNames.Except(names, StringComparer.Ordinal))
        {
            writer.Line($"    {PowerShell(name)}");
        }

        writer.Line(")");
        writer.Write(Preparation + Comparison + FormerOnes + Changes);
    }

    private static void WritePlan(TextWriter writer, IReadOnlyList<WindowsFirewallRule> rules, string group)
    {
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

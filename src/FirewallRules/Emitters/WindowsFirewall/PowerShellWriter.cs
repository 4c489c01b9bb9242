namespace FirewallRules.Emitters;

/// <summary>Writes the script: the rules as data, followed by code that is the same in every script.</summary>
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

    // The cmdlets are functions of a module, which the preference variables of a script do not affect: ErrorAction is passed to each of
    // them, and WhatIf is evaluated in the script.
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

        """;

    private const string AllOthers =
        """
        $superseded = @($present | Where-Object { $wanted -notcontains $_ })

        """;

    private const string SupersededOld =
        """
        $superseded = @($former | Where-Object { $present -contains $_ })

        """;

    private const string Changes =
        """

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

        """;

    /// <summary>Writes the script that creates and removes rules of the group until it has exactly these.</summary>
    public static void Write(TextWriter writer, IReadOnlyList<WindowsFirewallRule> rules, string group)
    {
        writer.Write(Start + RemoveParameter + Parameters);
        WritePlan(writer, rules, group);
        writer.Write(Preparation + RemoveLogic + Comparison + AllOthers + Changes);
    }

    /// <summary>Writes the script that creates and removes only the rules that differ.</summary>
    public static void WriteUpdate(TextWriter writer, IReadOnlyList<WindowsFirewallRule> previous, IReadOnlyList<WindowsFirewallRule> rules, string group)
    {
        var (previousNames, names) = (previous.Select(rule => rule.NameIn(group)).ToList(), rules.Select(rule => rule.NameIn(group)).ToList());
        writer.Write(Start + Parameters);
        WritePlan(writer, [.. rules.Where((_, i) => !previousNames.Contains(names[i], StringComparer.Ordinal))], group);
        writer.Line("# Rules that only the old rule set had.");
        writer.Line("$former = @(");
        foreach (var name in previousNames.Except(names, StringComparer.Ordinal))
        {
            writer.Line($"    {PowerShellText.Quoted(name)}");
        }

        writer.Line(")");
        writer.Write(Preparation + Comparison + SupersededOld + Changes);
    }

    private static void WritePlan(TextWriter writer, IReadOnlyList<WindowsFirewallRule> rules, string group)
    {
        writer.Line($"$group = {PowerShellText.Quoted(group)}");
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
        writer.Line($"        Name = {PowerShellText.Quoted(rule.NameIn(group))}");
        writer.Line($"        DisplayName = {PowerShellText.Quoted(rule.Title)}");
        writer.Line($"        Description = {PowerShellText.Quoted(rule.Description)}");
        writer.Line($"        Direction = {PowerShellText.Quoted(egress ? "Outbound" : "Inbound")}");
        writer.Line($"        Protocol = {PowerShellText.Quoted(rule.Protocol == Protocol.Tcp ? "TCP" : "UDP")}");
        writer.Line($"        {(egress ? "RemotePort" : "LocalPort")} = {PowerShellText.Array(rule.Ports)}");
        writer.Line("        RemoteAddress = @(");
        foreach (var address in rule.Addresses)
        {
            writer.Line($"            {PowerShellText.Quoted(address)}");
        }

        writer.Line("        )");
        writer.Line("    }");
    }
}

namespace FirewallRules.Emitters;

/// <summary>The parts of the script for Windows PowerShell 5.1 and later that are the same in every script.</summary>
internal static class PowerShellCode
{
    public const string Start =
        """
        #Requires -Version 5.1
        [CmdletBinding(SupportsShouldProcess)]
        param(

        """;

    public const string RemoveAndRepairParameters =
        """
            [switch]$Remove,
            [switch]$Repair,

        """;

    public const string Parameters =
        """
            [string]$PolicyStore,
            [string]$GpoSession
        )


        """;

    // The cmdlets are functions of a module, which the preference variables of a script do not affect: ErrorAction is passed to each of
    // them, and WhatIf is evaluated in the script.
    public const string Preparation =
        """

        Set-StrictMode -Version 2.0
        $ErrorActionPreference = 'Stop'
        $common = @{ ErrorAction = 'Stop' }
        if ($PolicyStore) { $common.PolicyStore = $PolicyStore }
        if ($GpoSession) { $common.GPOSession = $GpoSession }

        """;

    public const string RemoveLogic =
        """
        if ($Remove) { $plan = @() }

        """;

    public const string Comparison =
        """

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

        """;

    public const string AllOthers =
        """

        # A rule whose name no output can have given was put into the group by somebody else.
        $superseded = @()
        foreach ($name in @($present | Where-Object { $wanted -notcontains $_ })) {
            if ($name -cmatch '^[a-z][a-z0-9-]*-[0-9a-f]{16}$') {
                $superseded += $name
            } else {
                $PSCmdlet.WriteWarning("The rule '$name' of the group is not one of this script, and is kept.")
            }
        }

        """;

    public const string SupersededOld =
        """
        $superseded = @($former | Where-Object { $present -contains $_ })

        """;

    public const string Edited =
        """

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

        """;

    public const string Create =
        """

        # New rules first, so that traffic which the old and the new rules both allow is never blocked.
        foreach ($rule in $missing) {
            if ($PSCmdlet.ShouldProcess($rule.Name, 'Create firewall rule')) {
                New-NetFirewallRule @rule @common -Group $group -Action 'Allow' -Enabled 'True' | Out-Null
            }
        }

        """;

    public const string Repair =
        """
        foreach ($change in $edited) {
            $complete = $change.Rule
            if (-not $Repair) {
                $PSCmdlet.WriteWarning(
                    ("The rule '{0}' was changed since it was created ({1}), and is kept. -Repair restores it." -f $complete.Name, $change.Changed))
            } elseif ($PSCmdlet.ShouldProcess(('{0} ({1})' -f $complete.Name, $change.Changed), 'Repair firewall rule')) {
                Set-NetFirewallRule @complete @common
            }
        }

        """;

    public const string Remove =
        """
        foreach ($name in $superseded) {
            if ($PSCmdlet.ShouldProcess($name, 'Remove firewall rule')) {
                Remove-NetFirewallRule -Name $name @common
            }
        }

        """;

    public const string Summary =
        """
        if (-not $WhatIfPreference) {
            $repaired = 0
            if ($Repair) { $repaired = $edited.Count }
            $kept = $wanted.Count - $missing.Count - $repaired
            Write-Output ('{0} created, {1} repaired, {2} kept, {3} removed' -f $missing.Count, $repaired, $kept, $superseded.Count)
        }

        """;

    public const string SummaryOfUpdate =
        """
        if (-not $WhatIfPreference) {
            Write-Output ('{0} created, {1} kept, {2} removed' -f $missing.Count, ($wanted.Count - $missing.Count), $superseded.Count)
        }

        """;
}

namespace FirewallRules.Verification;

/// <summary>The command for Windows PowerShell 5.1 and later that prints the rules and profiles that are in force.</summary>
internal static class WindowsListingCommand
{
    /// <remarks>
    /// Each cmdlet is called once: a call for each rule takes minutes. The tables are joined when they are read. The cmdlets are functions of a module,
    /// which the preference variables of a caller do not affect, so that ErrorAction is passed to each of them. ConvertTo-Json of Windows PowerShell
    /// 5.1 writes numbers in the place of names and has limits of its own; the result here is ASCII, whatever the output is encoded with.
    /// </remarks>
    public const string Text =
        """
        & {
            Set-StrictMode -Off
            $active = @{ PolicyStore = 'ActiveStore'; ErrorAction = 'Stop' }
            $tables = @(
                @('Profiles', 'Get-NetFirewallProfile', 'Name', 'Enabled', 'DefaultInboundAction', 'DefaultOutboundAction', 'AllowInboundRules',
                    'AllowLocalFirewallRules'),
                @('Rules', 'Get-NetFirewallRule', 'InstanceID', 'Name', 'DisplayName', 'Group', 'Enabled', 'Profile', 'Platform', 'Direction', 'Action',
                    'LooseSourceMapping', 'LocalOnlyMapping', 'Owner', 'EnforcementStatus', 'PolicyStoreSource', 'PolicyStoreSourceType',
                    'RemoteDynamicKeywordAddresses', 'PolicyAppId', 'PackageFamilyName'),
                @('AddressFilters', 'Get-NetFirewallAddressFilter', 'InstanceID', 'LocalAddress', 'RemoteAddress'),
                @('PortFilters', 'Get-NetFirewallPortFilter', 'InstanceID', 'Protocol', 'LocalPort', 'RemotePort', 'DynamicTarget', 'DynamicTransport'),
                @('ApplicationFilters', 'Get-NetFirewallApplicationFilter', 'InstanceID', 'Program', 'Package'),
                @('ServiceFilters', 'Get-NetFirewallServiceFilter', 'InstanceID', 'Service'),
                @('InterfaceFilters', 'Get-NetFirewallInterfaceFilter', 'InstanceID', 'InterfaceAlias'),
                @('InterfaceTypeFilters', 'Get-NetFirewallInterfaceTypeFilter', 'InstanceID', 'InterfaceType'),
                @('SecurityFilters', 'Get-NetFirewallSecurityFilter', 'InstanceID', 'Authentication', 'Encryption', 'OverrideBlockRules', 'LocalUser',
                    'RemoteUser', 'RemoteMachine')
            )
            function Format-Text($value) {
                '"' + [regex]::Replace([string]$value, '[^ !#-\[\]-~]', { param($match) '\u{0:x4}' -f [int][char]$match.Value }) + '"'
            }
            $parts = foreach ($table in $tables) {
                $properties = $table[2..($table.Length - 1)]
                $lines = foreach ($object in @(& $table[1] @active)) {
                    $values = foreach ($property in $properties) {
                        $texts = foreach ($value in $object.$property) { Format-Text $value }
                        (Format-Text $property) + ':[' + ($texts -join ',') + ']'
                    }
                    '{' + ($values -join ',') + '}'
                }
                (Format-Text $table[0]) + ":[`n" + ($lines -join ",`n") + ']'
            }
            '{' + ($parts -join ",`n") + '}'
        }
        """;
}

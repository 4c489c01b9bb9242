namespace FirewallRules.SystemTests;

/// <summary>The command that lists the Windows Firewall, in the engine of PowerShell with cmdlets that list the rules of a script.</summary>
[Tools]
public sealed class WindowsListingCommandTests
{
    private const string Cmdlets = """
        function Get-NetFirewallProfile {
            [CmdletBinding()] param([Parameter(Mandatory)] [ValidateSet('ActiveStore')] [string] $PolicyStore)
            foreach ($name in 'Domain', 'Private', 'Public') {
                [pscustomobject] @{
                    Name = $name; Enabled = 'True'; DefaultInboundAction = 'NotConfigured'; DefaultOutboundAction = 'NotConfigured'
                    AllowInboundRules = 'NotConfigured'; AllowLocalFirewallRules = 'NotConfigured' }
            }
        }

        function Get-NetFirewallRule {
            [CmdletBinding()] param([Parameter(Mandatory)] [ValidateSet('ActiveStore')] [string] $PolicyStore)
            foreach ($rule in @($store.Values)) {
                [pscustomobject] @{
                    InstanceID = $rule.Name; Name = $rule.Name; DisplayName = $rule.DisplayName; Group = $rule.Group; Enabled = $rule.Enabled
                    Profile = $rule.Profile; Platform = @(); Direction = $rule.Direction; Action = $rule.Action; LooseSourceMapping = $false
                    LocalOnlyMapping = $false; Owner = $null; EnforcementStatus = @('ProfileInactive', 'Enforced')
                    PolicyStoreSource = 'PersistentStore'; PolicyStoreSourceType = 'Local'; RemoteDynamicKeywordAddresses = @()
                    PolicyAppId = ''; PackageFamilyName = '' }
            }
        }

        function Get-NetFirewallAddressFilter {
            [CmdletBinding()] param([Parameter(Mandatory)] [string] $PolicyStore)
            foreach ($rule in @($store.Values)) {
                [pscustomobject] @{
                    InstanceID = $rule.Name; LocalAddress = $rule.LocalAddress
                    RemoteAddress = @($rule.RemoteAddress | ForEach-Object { Format-Address $_ }) }
            }
        }

        function Get-NetFirewallPortFilter {
            [CmdletBinding()] param([Parameter(Mandatory)] [string] $PolicyStore)
            foreach ($rule in @($store.Values)) {
                [pscustomobject] @{
                    InstanceID = $rule.Name; Protocol = $rule.Protocol; LocalPort = $rule.LocalPort; RemotePort = $rule.RemotePort
                    DynamicTarget = 'Any'; DynamicTransport = 'Any' }
            }
        }

        function Get-NetFirewallApplicationFilter {
            [CmdletBinding()] param([Parameter(Mandatory)] [string] $PolicyStore)
            foreach ($rule in @($store.Values)) { [pscustomobject] @{ InstanceID = $rule.Name; Program = 'Any'; Package = $null } }
        }

        function Get-NetFirewallServiceFilter {
            [CmdletBinding()] param([Parameter(Mandatory)] [string] $PolicyStore)
            foreach ($rule in @($store.Values)) { [pscustomobject] @{ InstanceID = $rule.Name; Service = 'Any' } }
        }

        function Get-NetFirewallInterfaceFilter {
            [CmdletBinding()] param([Parameter(Mandatory)] [string] $PolicyStore)
            foreach ($rule in @($store.Values)) { [pscustomobject] @{ InstanceID = $rule.Name; InterfaceAlias = 'Any' } }
        }

        function Get-NetFirewallInterfaceTypeFilter {
            [CmdletBinding()] param([Parameter(Mandatory)] [string] $PolicyStore)
            foreach ($rule in @($store.Values)) { [pscustomobject] @{ InstanceID = $rule.Name; InterfaceType = 'Any' } }
        }

        function Get-NetFirewallSecurityFilter {
            [CmdletBinding()] param([Parameter(Mandatory)] [string] $PolicyStore)
            foreach ($rule in @($store.Values)) {
                [pscustomobject] @{
                    InstanceID = $rule.Name; Authentication = 'NotRequired'; Encryption = 'NotRequired'; OverrideBlockRules = $false
                    LocalUser = 'Any'; RemoteUser = 'Any'; RemoteMachine = 'Any' }
            }
        }

        """;

    private static readonly RuleSet s_rules = RuleSet.Of(
        Rule.Egress(Samples.Set("192.0.2.0/24 2001:db8::/32"), Protocol.Tcp, [443, new PortRange(8000, 8010)], "one"),
        Rule.Ingress(Samples.Set("198.51.100.7/32"), Protocol.Udp, 5353, "two"));

    [Test]
    public void Has_no_fault() => Assert.That(PowerShellParser.FaultsOf(WindowsFirewallState.Command), Is.Empty);

    [Test]
    public void What_the_script_applied_is_listed()
    {
        var store = new RuleStore();
        store.Run(s_rules.ToWindowsFirewall());
        store.Edit("one", "DisplayName", "\"quoted\" \\ and ü\t");

        var listing = List(store);

        Assert.That(listing.All(c => c is >= ' ' and <= '~' or '\n'), "the listing is ASCII, whatever the console's code page is");
        Assert.That(s_rules.Verify(WindowsFirewallState.Parse(listing)).Findings, Is.Empty);
    }

    [Test]
    public void A_change_by_hand_is_listed()
    {
        var store = new RuleStore();
        store.Run(s_rules.ToWindowsFirewall());
        store.Edit("two", "RemoteAddress", new[] { "198.51.100.8" });

        var findings = s_rules.Verify(WindowsFirewallState.Parse(List(store))).Findings;

        Assert.That(
            findings.Select(finding => $"{finding.Kind} {finding.Addresses}").Distinct(StringComparer.Ordinal),
            Is.EqualTo(new[] { "Missing 198.51.100.7/32", "Extra 198.51.100.8/32" }));
    }

    private static string List(RuleStore store) => string.Join('\n', store.Run(Cmdlets + WindowsFirewallState.Command));
}

using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace FirewallRules.SystemTests;

/// <summary>Runs scripts in the engine of PowerShell, with cmdlets of the Windows Firewall that keep their rules in a list.</summary>
internal sealed class RuleStore
{
    // What the module NetSecurity does, as far as its documentation and the scripts go: a name is unique, a query that finds nothing is an error of its own.
    private const string Module = """
        function Write-Output { param([Parameter(ValueFromPipeline)] $InputObject) process { $InputObject } }

        # A session of a GPO has rules of its own until it is saved.
        function Get-Place([string] $PolicyStore, [string] $GPOSession) {
            if (-not $GPOSession) { return $PolicyStore }
            if (-not $store.Sessions.Contains($GPOSession)) { throw "There is no session $GPOSession." }
            $GPOSession
        }

        # Windows does not return addresses as they were given.
        function Format-Address([string] $address) {
            if ($address -notmatch '^([0-9.]+)/([0-9]+)$') { return $address }
            $length = [int] $Matches[2]
            if ($length -eq 32) { return $Matches[1] }
            $mask = 0..3 | ForEach-Object { 256 - [Math]::Pow(2, 8 - [Math]::Max(0, [Math]::Min(8, $length - 8 * $_))) }
            $Matches[1] + '/' + ($mask -join '.')
        }

        function Get-NetFirewallRule {
            [CmdletBinding()] param([string] $Name, [string] $Group, [string] $PolicyStore, [string] $GPOSession)
            $place = Get-Place $PolicyStore $GPOSession
            $found = @($store.Values | Where-Object {
                (-not $Name -or $_.Name -eq $Name) -and (-not $Group -or $_.Group -eq $Group) -and $_.PolicyStore -eq $place })
            if ($found.Count -eq 0) {
                $problem = [Management.Automation.ErrorRecord]::new(
                    [Exception]::new('No MSFT_NetFirewallRule objects found'), 'CmdletizationQuery_NotFound_Group', 'ObjectNotFound', $Group)
                if ($store.Denied) {
                    $problem = [Management.Automation.ErrorRecord]::new(
                        [Exception]::new('Access is denied.'), 'HRESULT 0x80070005', 'PermissionDenied', $Group)
                }
                $PSCmdlet.WriteError($problem)
            }
            foreach ($rule in $found) {
                [pscustomobject] @{
                    Name = $rule.Name; DisplayName = $rule.DisplayName; Description = $rule.Description; Group = $rule.Group
                    Direction = $rule.Direction; Action = $rule.Action; Enabled = $rule.Enabled; Profile = $rule.Profile }
            }
        }

        function Get-NetFirewallAddressFilter {
            [CmdletBinding()] param([Parameter(Mandatory)] $AssociatedNetFirewallRule, [string] $PolicyStore, [string] $GPOSession)
            $rule = $store["$(Get-Place $PolicyStore $GPOSession)|$($AssociatedNetFirewallRule.Name)"]
            [pscustomobject] @{
                LocalAddress = @($rule.LocalAddress | ForEach-Object { Format-Address $_ })
                RemoteAddress = @($rule.RemoteAddress | ForEach-Object { Format-Address $_ }) }
        }

        function Get-NetFirewallPortFilter {
            [CmdletBinding()] param([Parameter(Mandatory)] $AssociatedNetFirewallRule, [string] $PolicyStore, [string] $GPOSession)
            $rule = $store["$(Get-Place $PolicyStore $GPOSession)|$($AssociatedNetFirewallRule.Name)"]
            [pscustomobject] @{ Protocol = $rule.Protocol; LocalPort = $rule.LocalPort; RemotePort = $rule.RemotePort }
        }

        function New-NetFirewallRule {
            [CmdletBinding()] param(
                [Parameter(Mandatory)] [string] $Name, [Parameter(Mandatory)] [string] $DisplayName, [string] $Description, [string] $Group,
                [Parameter(Mandatory)] [ValidateSet('Inbound', 'Outbound')] [string] $Direction,
                [Parameter(Mandatory)] [ValidateSet('TCP', 'UDP')] [string] $Protocol,
                [Parameter(Mandatory)] [ValidateSet('Allow', 'Block')] [string] $Action,
                [Parameter(Mandatory)] [ValidateSet('True', 'False')] [string] $Enabled,
                [string[]] $LocalPort = @('Any'), [string[]] $RemotePort = @('Any'), [ValidateNotNullOrEmpty()] [string[]] $RemoteAddress = @('Any'),
                [string] $PolicyStore, [string] $GPOSession)
            if ($store.FailAfter -ge 0 -and $journal.Count -ge $store.FailAfter) { throw 'The firewall service stopped.' }
            $place = Get-Place $PolicyStore $GPOSession
            if ($store.Contains("$place|$Name")) { throw "Cannot create a file when that file already exists: $Name" }
            $rule = [pscustomobject] @{
                Name = $Name; DisplayName = $DisplayName; Description = $Description; Group = $Group
                Direction = $Direction; Protocol = $Protocol; Action = $Action; Enabled = $Enabled; Profile = 'Any'
                LocalPort = $LocalPort; RemotePort = $RemotePort; LocalAddress = [string[]] @('Any'); RemoteAddress = $RemoteAddress
                PolicyStore = $place }
            $store.Add("$place|$Name", $rule)
            [void] $journal.Add("+ $Name")
            $rule
        }

        function Set-NetFirewallRule {
            [CmdletBinding()] param(
                [Parameter(Mandatory)] [string] $Name, [string] $Description,
                [ValidateSet('Inbound', 'Outbound')] [string] $Direction, [ValidateSet('TCP', 'UDP')] [string] $Protocol,
                [ValidateSet('Allow', 'Block')] [string] $Action, [ValidateSet('True', 'False')] [string] $Enabled,
                [ValidateSet('Any', 'Domain', 'Private', 'Public')] [string] $Profile,
                [string[]] $LocalPort, [string[]] $RemotePort,
                [ValidateNotNullOrEmpty()] [string[]] $LocalAddress, [ValidateNotNullOrEmpty()] [string[]] $RemoteAddress,
                [string] $PolicyStore, [string] $GPOSession)
            if ($store.FailAfter -ge 0 -and $journal.Count -ge $store.FailAfter) { throw 'The firewall service stopped.' }
            $rule = $store["$(Get-Place $PolicyStore $GPOSession)|$Name"]
            if ($null -eq $rule) { throw "No MSFT_NetFirewallRule objects found with property 'InstanceID' equal to '$Name'" }
            foreach ($key in @($PSBoundParameters.Keys | Where-Object { $_ -notin 'Name', 'PolicyStore', 'GPOSession', 'ErrorAction' })) {
                $rule.$key = $PSBoundParameters[$key]
            }
            [void] $journal.Add("* $Name")
        }

        function Remove-NetFirewallRule {
            [CmdletBinding()] param([Parameter(Mandatory)] [string] $Name, [string] $PolicyStore, [string] $GPOSession)
            $key = "$(Get-Place $PolicyStore $GPOSession)|$Name"
            if (-not $store.Contains($key)) { throw "No MSFT_NetFirewallRule objects found with property 'InstanceID' equal to '$Name'" }
            $store.Remove($key)
            [void] $journal.Add("- $Name")
        }
        """;

    private readonly Store _store = [];
    private readonly ArrayList _journal = [];

    /// <summary>How many changes succeed before the next new rule fails; -1 for all.</summary>
    public int FailAfter { get => _store.FailAfter; set => _store.FailAfter = value; }

    /// <summary>Whether a query without results fails with "access denied".</summary>
    public bool Denied { get => _store.Denied; set => _store.Denied = value; }

    /// <summary>The changes since the last run began, in order: <c>+ name</c> and <c>- name</c>.</summary>
    public IReadOnlyList<string> Journal => [.. _journal.Cast<string>()];

    /// <summary>The rules, one line a rule, by name.</summary>
    public IReadOnlyList<string> Rules => [.. _store.Values.Cast<PSObject>().Select(Line).Order(StringComparer.Ordinal)];

    /// <summary>The warnings of the last run.</summary>
    public IReadOnlyList<string> Warnings { get; private set; } = [];

    /// <summary>Changes a property of the rules whose names contain a text, as an administrator does by hand.</summary>
    public void Edit(string part, string property, object value)
    {
        var rules = _store.Values.Cast<PSObject>().Where(rule => ((string)rule.Properties["Name"].Value).Contains(part, StringComparison.Ordinal)).ToList();
        Assert.That(rules, Is.Not.Empty);
        rules.ForEach(rule => rule.Properties[property].Value = value);
    }

    /// <summary>What <c>Open-NetGPO</c> does: a copy of the rules of a GPO that only the session sees.</summary>
    public string OpenGpo(string policyStore)
    {
        var session = $"session {_store.Sessions.Count}";
        _store.Sessions.Add(session);
        Copy(policyStore, session);
        return session;
    }

    /// <summary>What <c>Save-NetGPO</c> does.</summary>
    public void SaveGpo(string session, string policyStore)
    {
        foreach (var key in _store.Keys.Cast<string>().Where(key => key.StartsWith(policyStore + "|", StringComparison.Ordinal)).ToList())
        {
            _store.Remove(key);
        }

        Copy(session, policyStore);
    }

    /// <summary>The rules of one place, one line a rule, without the place.</summary>
    public IReadOnlyList<string> RulesOf(string place)
        => [.. Rules.Where(rule => rule.EndsWith($" PolicyStore={place}", StringComparison.Ordinal))
            .Select(rule => rule[..^(" PolicyStore=".Length + place.Length)])];

    /// <summary>A rule that somebody else wrote.</summary>
    public void AddForeign(string name, string group)
    {
        var rule = new PSObject();
        string[] keys = ["DisplayName", "Description", "Direction", "Action", "Enabled", "Profile"];
        foreach (var (key, value) in keys.Select(key => (key, "")).Concat([("Name", name), ("Group", group), ("PolicyStore", "")]))
        {
            rule.Properties.Add(new PSNoteProperty(key, value));
        }

        _store.Add("|" + name, rule);
    }

    /// <summary>Runs a script to its end and returns what it writes; the error that ended it is thrown.</summary>
    public IReadOnlyList<string> Run(string script, params (string Name, object Value)[] parameters)
    {
        _journal.Clear();
        using var runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        runspace.SessionStateProxy.SetVariable("store", _store);
        runspace.SessionStateProxy.SetVariable("journal", _journal);
        using (var setup = System.Management.Automation.PowerShell.Create(runspace))
        {
            setup.AddScript(Module).Invoke();
        }

        using var shell = System.Management.Automation.PowerShell.Create(runspace);
        shell.AddCommand(ScriptBlockCommand(shell, script));
        foreach (var (name, value) in parameters)
        {
            shell.AddParameter(name, value);
        }

        var output = shell.Invoke().Select(line => Convert.ToString(line, CultureInfo.InvariantCulture)!).ToList();
        Assert.That(shell.Streams.Error.Select(error => error.ToString()), Is.Empty);
        Warnings = [.. shell.Streams.Warning.Select(warning => warning.Message)];
        return output;
    }

    private void Copy(string from, string to)
    {
        foreach (var rule in _store.Values.Cast<PSObject>().Where(rule => (string)rule.Properties["PolicyStore"].Value == from).ToList())
        {
            var copy = new PSObject();
            foreach (var property in rule.Properties)
            {
                copy.Properties.Add(new PSNoteProperty(property.Name, property.Name == "PolicyStore" ? to : property.Value));
            }

            _store.Add($"{to}|{rule.Properties["Name"].Value}", copy);
        }
    }

    // A function, so that the script's own parameters bind as they do for a file.
    private static CommandInfo ScriptBlockCommand(System.Management.Automation.PowerShell shell, string script)
    {
        shell.AddScript($"function Invoke-Output {{\n{script}\n}}\nGet-Command Invoke-Output");
        var command = (CommandInfo)shell.Invoke().Single().BaseObject;
        shell.Commands.Clear();
        return command;
    }

    private static string Line(PSObject rule)
        => string.Join(
            ' ',
            rule.Properties.Select(
                property => $"{property.Name}={(property.Value is IEnumerable<string> list ? string.Join(',', list) : property.Value)}"));

    private sealed class Store : Hashtable
    {
        public Store()
            : base(StringComparer.OrdinalIgnoreCase)
        {
        }

        public int FailAfter { get; set; } = -1;

        public bool Denied { get; set; }

        public ArrayList Sessions { get; } = [];
    }
}

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

        function Get-NetFirewallRule {
            [CmdletBinding()] param([string] $Name, [string] $Group, [string] $PolicyStore, [string] $GPOSession)
            $found = @($store.Values | Where-Object {
                (-not $Name -or $_.Name -eq $Name) -and (-not $Group -or $_.Group -eq $Group) -and $_.PolicyStore -eq $PolicyStore })
            if ($found.Count -eq 0) {
                $problem = [Management.Automation.ErrorRecord]::new(
                    [Exception]::new('No MSFT_NetFirewallRule objects found'), 'CmdletizationQuery_NotFound_Group', 'ObjectNotFound', $Group)
                if ($store.Denied) {
                    $problem = [Management.Automation.ErrorRecord]::new(
                        [Exception]::new('Access is denied.'), 'HRESULT 0x80070005', 'PermissionDenied', $Group)
                }
                $PSCmdlet.WriteError($problem)
            }
            $found
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
            if ($store.Contains($Name)) { throw "Cannot create a file when that file already exists: $Name" }
            $rule = [pscustomobject] @{
                Name = $Name; DisplayName = $DisplayName; Description = $Description; Group = $Group
                Direction = $Direction; Protocol = $Protocol; Action = $Action; Enabled = $Enabled
                LocalPort = $LocalPort; RemotePort = $RemotePort; RemoteAddress = $RemoteAddress; PolicyStore = $PolicyStore }
            $store.Add($Name, $rule)
            [void] $journal.Add("+ $Name")
            $rule
        }

        function Remove-NetFirewallRule {
            [CmdletBinding()] param([Parameter(Mandatory)] [string] $Name, [string] $PolicyStore, [string] $GPOSession)
            if (-not $store.Contains($Name)) { throw "No MSFT_NetFirewallRule objects found with property 'InstanceID' equal to '$Name'" }
            $store.Remove($Name)
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

    /// <summary>A rule that somebody else wrote.</summary>
    public void AddForeign(string name, string group)
    {
        var rule = new PSObject();
        foreach (var (key, value) in new[] { ("Name", name), ("Group", group), ("PolicyStore", "") })
        {
            rule.Properties.Add(new PSNoteProperty(key, value));
        }

        _store.Add(name, rule);
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
        return output;
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
    }
}

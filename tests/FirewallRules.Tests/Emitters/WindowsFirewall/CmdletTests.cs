using System.Text.RegularExpressions;
using FirewallRules.Tests.Emitters.Readers;

namespace FirewallRules.Tests.Emitters.WindowsFirewall;

/// <summary>The script uses commands and parameters that Windows PowerShell 5.1 and its NetSecurity module have.</summary>
public sealed class CmdletTests
{
    private const RegexOptions Options = RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking;

    private static readonly string[] Common = ["ErrorAction", "WhatIf", "Confirm", "Verbose"];

    private static readonly string[] Stores = ["PolicyStore", "GPOSession", "CimSession", "ThrottleLimit", "AsJob"];

    // Of the sets of parameters in the reference of the module, version windowsserver2016-ps and later, those that can be given together.
    private static readonly Dictionary<string, string[]> Parameters = new(StringComparer.Ordinal)
    {
        ["New-NetFirewallRule"] =
        [
            "Name", "DisplayName", "Description", "Group", "Enabled", "Profile", "Platform", "Direction", "Action", "EdgeTraversalPolicy",
            "LooseSourceMapping", "LocalOnlyMapping", "Owner", "LocalAddress", "RemoteAddress", "Protocol", "LocalPort", "RemotePort", "IcmpType",
            "DynamicTarget", "Program", "Package", "Service", "InterfaceAlias", "InterfaceType", "LocalUser", "RemoteUser", "RemoteMachine",
            "Authentication", "Encryption", "OverrideBlockRules", .. Stores, .. Common,
        ],
        ["Get-NetFirewallRule"] = ["Group", "Description", "DisplayGroup", "Enabled", "Direction", "Action", "TracePolicyStore", .. Stores, .. Common],
        ["Set-NetFirewallRule"] =
        [
            "Name", "NewDisplayName", "Description", "Enabled", "Profile", "Platform", "Direction", "Action", "EdgeTraversalPolicy",
            "LooseSourceMapping", "LocalOnlyMapping", "Owner", "LocalAddress", "RemoteAddress", "Protocol", "LocalPort", "RemotePort", "IcmpType",
            "DynamicTarget", "Program", "Package", "Service", "InterfaceAlias", "InterfaceType", "LocalUser", "RemoteUser", "RemoteMachine",
            "Authentication", "Encryption", "OverrideBlockRules", "PassThru", .. Stores, .. Common,
        ],
        ["Get-NetFirewallAddressFilter"] = ["AssociatedNetFirewallRule", .. Stores, .. Common],
        ["Get-NetFirewallPortFilter"] = ["AssociatedNetFirewallRule", .. Stores, .. Common],
        ["Remove-NetFirewallRule"] = ["Name", "TracePolicyStore", "PassThru", .. Stores, .. Common],
        ["Set-StrictMode"] = ["Version", "Off"],
        ["Write-Output"] = ["InputObject", "NoEnumerate"],
        ["ForEach-Object"] = ["Process", "InputObject"],
        ["Where-Object"] = ["FilterScript", "InputObject"],
        ["Out-Null"] = ["InputObject"],
    };

    private static readonly string Script = SampleRules.Mix.ToWindowsFirewall();

    private static readonly string Code = CodeOf(Script);

    [Test]
    public void Every_command_is_known()
        => Assert.That(
            Regex.Matches(Code, "\\b[A-Z][A-Za-z]+-[A-Z][A-Za-z]+\\b", Options)
                .Select(match => match.Value)
                .Distinct(StringComparer.Ordinal)
                .Where(name => !Code.Contains($"function {name}(", StringComparison.Ordinal)),
            Is.EquivalentTo(Parameters.Keys));

    [TestCase("New-NetFirewallRule")]
    [TestCase("Get-NetFirewallRule")]
    [TestCase("Get-NetFirewallAddressFilter")]
    [TestCase("Get-NetFirewallPortFilter")]
    [TestCase("Set-NetFirewallRule")]
    [TestCase("Remove-NetFirewallRule")]
    public void Every_parameter_is_known_and_given_once(string command)
    {
        var line = Code.Split('\n').Single(line => line.Contains(command, StringComparison.Ordinal));
        var call = line[line.IndexOf(command, StringComparison.Ordinal)..].Split('|')[0];
        string[] given =
        [
            .. Regex.Matches(call[command.Length..], " -(?<name>[A-Za-z]+)", Options).Select(match => match.Groups["name"].Value),
            .. call.Contains("@common", StringComparison.Ordinal) ? CommonKeys() : [],
            .. call.Contains("@rule", StringComparison.Ordinal) ? RuleKeys() : [],
            .. call.Contains("@complete", StringComparison.Ordinal) ? CompleteKeys() : [],
        ];

        Assert.That(given, Is.SubsetOf(Parameters[command]).And.Unique);
        Assert.That(
            given,
            Does.Contain("ErrorAction").And.Contain("PolicyStore").And.Contain("GPOSession"),
            "errors stop, and the store is the one that was asked for");
    }

    [Test]
    public void The_text_of_a_rule_is_complete()
        => Assert.That(
            RuleKeys(),
            Is.EquivalentTo(
                new[] { "Name", "DisplayName", "Description", "Direction", "Protocol", "LocalPort", "RemotePort", "RemoteAddress" }));

    [Test]
    public void Nothing_is_written_that_only_newer_versions_read()
        => Assert.That(Code, Does.Not.Match("\\?\\?|&&|\\|\\||\\? [^:\n]+ : |\\?\\.|-Parallel|clean \\{"));

    [Test]
    public void WhatIf_shows_the_changes()
        => Assert.That(
            Code,
            Does.Contain("[CmdletBinding(SupportsShouldProcess)]\nparam(\n")
                .And.Contain("$PSCmdlet.ShouldProcess(")
                .And.Not.Contain("-WhatIf"));

    private static string[] CommonKeys()
        => [.. Regex.Matches(Code, "\\$common(\\.| = @\\{ )(?<key>[A-Za-z]+) = ", Options).Select(match => match.Groups["key"].Value)];

    private static string[] RuleKeys()
        => [.. Regex.Matches(Script, "(?m)^        (?<key>[A-Za-z]+) = ", Options)
            .Select(match => match.Groups["key"].Value)
            .Distinct(StringComparer.Ordinal)];

    private static string[] CompleteKeys()
    {
        var start = Code.IndexOf("$complete = @{", StringComparison.Ordinal);
        var preset = Regex.Matches(Code[start..Code.IndexOf("\n        }", start, StringComparison.Ordinal)], "(?<key>[A-Z][A-Za-z]+) = '", Options)
            .Select(match => match.Groups["key"].Value);
        return [.. RuleKeys().Where(key => key != "DisplayName").Union(preset, StringComparer.Ordinal)];
    }

    private static string CodeOf(string script)
    {
        PowerShellReader.Plan(script, out _, out var code);
        return string.Join('\n', code.Split('\n').Where(line => !line.StartsWith('#')));
    }
}

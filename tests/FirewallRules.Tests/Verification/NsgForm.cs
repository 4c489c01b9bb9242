namespace FirewallRules.Tests.Verification;

/// <summary>Who prints an NSG.</summary>
public enum NsgForm
{
    /// <summary><c>az network nsg show</c>.</summary>
    Cli,

    /// <summary><c>az network nsg rule list</c>, which leaves out default rules.</summary>
    CliRules,

    /// <summary>The REST API.</summary>
    Rest,

    /// <summary><c>Get-AzNetworkSecurityGroup | ConvertTo-Json</c>.</summary>
    PowerShell,

    /// <summary><c>az group export</c>, which has rules twice and no default rules.</summary>
    Export,
}

namespace FirewallRules;

/// <summary>Which file is written. <c>default</c> is <see cref="PowerShell"/>.</summary>
public enum WindowsFirewallOutput
{
    /// <summary>A script for the NetSecurity module, Windows PowerShell 5.1 and PowerShell 7. It changes only what differs.</summary>
    PowerShell = 0,

    /// <summary>A file for <c>netsh -f</c>, where there is no PowerShell. It writes every rule anew and goes on after an error.</summary>
    Netsh = 1,
}

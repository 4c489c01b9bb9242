namespace FirewallRules;

/// <summary>The file to write. <c>default</c> is <see cref="PowerShell"/>.</summary>
public enum WindowsFirewallOutput
{
    /// <summary>A script for Windows PowerShell 5.1 and PowerShell 7 with the NetSecurity module. It changes only the rules that differ.</summary>
    PowerShell = 0,

    /// <summary>A file for <c>netsh -f</c>, for hosts without PowerShell. It replaces every rule, and netsh continues after an error.</summary>
    Netsh = 1,
}

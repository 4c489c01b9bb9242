namespace FirewallRules;

/// <summary>Which file is written. <c>default</c> is <see cref="Script"/>.</summary>
public enum IptablesOutput
{
    /// <summary>One POSIX shell script that checks and applies both families and makes the built-in chain jump to ours once.</summary>
    Script = 0,

    /// <summary>The plain file for <c>iptables-restore --noflush</c>: our chains alone, without the jump.</summary>
    RestoreIPv4 = 1,

    /// <summary>The plain file for <c>ip6tables-restore --noflush</c>: our chains alone, without the jump.</summary>
    RestoreIPv6 = 2,
}

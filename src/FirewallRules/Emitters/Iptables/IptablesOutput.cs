namespace FirewallRules;

/// <summary>The file to write. <c>default</c> is <see cref="Script"/>.</summary>
public enum IptablesOutput
{
    /// <summary>A POSIX shell script that checks and applies both families and adds the jump from the built-in chain if it is missing.</summary>
    Script = 0,

    /// <summary>A file for <c>iptables-restore --noflush</c>: only the chains of this library, without the jump.</summary>
    RestoreIPv4 = 1,

    /// <summary>A file for <c>ip6tables-restore --noflush</c>: only the chains of this library, without the jump.</summary>
    RestoreIPv6 = 2,
}

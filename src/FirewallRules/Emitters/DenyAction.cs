namespace FirewallRules;

/// <summary>What happens to traffic that no rule allows. <c>default</c> is <see cref="Reject"/>.</summary>
public enum DenyAction
{
    /// <summary>The sender is told at once (ICMP, administratively prohibited), so that a program fails fast and says so.</summary>
    Reject = 0,

    /// <summary>The packet vanishes, and the sender waits for its time-out.</summary>
    Drop = 1,
}

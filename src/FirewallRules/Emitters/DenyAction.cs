namespace FirewallRules;

/// <summary>What happens to traffic that no rule allows. <c>default</c> is <see cref="Reject"/>.</summary>
public enum DenyAction
{
    /// <summary>The packet is rejected with an ICMP error (administratively prohibited), so that programs fail at once.</summary>
    Reject = 0,

    /// <summary>The packet is dropped without an answer, and programs wait for their time-out.</summary>
    Drop = 1,
}

namespace FirewallRules.Verification;

/// <summary>A rule or policy that decides about a packet.</summary>
/// <param name="Hook">The base chain through which the packet got there.</param>
/// <param name="Chain">The chain.</param>
/// <param name="Rule">The rule; <see langword="null"/> for the policy of a base chain.</param>
/// <param name="Action">What it does.</param>
/// <param name="IsPartial">Whether it may decide, rather than does.</param>
internal sealed record LiveStep(LiveHook Hook, LiveChain Chain, LiveRule? Rule, LiveAction Action, bool IsPartial)
{
    /// <summary>The addresses whose packets the rule decides about in the same way; all for a policy.</summary>
    public AddressSet Remotes(LivePackets packets) => Rule?.Match.Remotes(Hook.View(packets), out LiveHold _) ?? packets.Whole;

    /// <summary>Such as <c>inet filter output: ip daddr 192.0.2.0/24 drop</c>. Untrusted text.</summary>
    public override string ToString() => Rule is null ? $"{Chain.Name}: policy {Action.ToString().ToLowerInvariant()}" : $"{Chain.Name}: {Rule.Text}";
}

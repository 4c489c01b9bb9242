namespace FirewallRules.Verification;

/// <summary>A state with what else is known of its host.</summary>
/// <param name="state">The state.</param>
/// <param name="live">What the firewall does with that.</param>
internal sealed class LiveStateView(LiveState state, LivePolicy live) : LiveState
{
    internal override LivePolicy Live { get; } = live;

    internal override LivePolicy Expect(RuleSet rules) => state.Expect(rules);
}

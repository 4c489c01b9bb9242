using FirewallRules.Verification;

namespace FirewallRules;

/// <summary>Compares rules with what a firewall has.</summary>
public static class RuleSetVerifyExtensions
{
    /// <summary>
    /// Compares the rules with a live state: what this project's part of it allows and denies, and what else in it overrides that.
    /// </summary>
    /// <remarks>
    /// New TCP and UDP connections are judged, for each direction, protocol, port and family, and for each interface that a rule names. The rest of
    /// the firewall is judged only where it overrides this project's part.
    /// </remarks>
    /// <param name="rules">The rules that the firewall should have.</param>
    /// <param name="live">The state.</param>
    /// <exception cref="EmitterException">The platform or the options of the state cannot express the rules.</exception>
    public static LiveVerification Verify(this RuleSet rules, LiveState live)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(live);
        return LiveComparison.Of(live.Expect(rules), live.LiveFor(rules));
    }
}

namespace FirewallRules.Verification;

/// <summary>One rule of a chain.</summary>
/// <param name="Match">Which packets it matches.</param>
/// <param name="Action">What it does with them.</param>
/// <param name="Target">The chain of a jump or goto; otherwise <see langword="null"/>.</param>
/// <param name="Text">The rule as the platform prints it. Untrusted text.</param>
internal sealed record LiveRule(LiveMatch Match, LiveAction Action, LiveChain? Target, string Text)
{
    /// <summary>Whether a diversion leads to another port of the host itself.</summary>
    public bool IsDivertedToHost { get; init; }

    /// <summary>The port that a diversion to the host itself leads to; <see langword="null"/> for the same one.</summary>
    public PortRange? DivertedTo { get; init; }
}

namespace FirewallRules;

/// <summary>A rule set that was widened to fit a number of entries, and everything that was added.</summary>
/// <remarks>Made by <see cref="RuleSet.CoverWith(int, AddressSet)"/>. It allows more than was asked for; show <see cref="Added"/> to whom it concerns.</remarks>
public sealed class RuleSetCover
{
    internal RuleSetCover(RuleSet rules, IReadOnlyList<(Rule Rule, AddressSet Added)> added) => (Rules, Added) = (rules, added);

    /// <summary>The widened rules.</summary>
    public RuleSet Rules { get; }

    /// <summary>The rules that were widened, as they are now, with the addresses that each did not allow before.</summary>
    public IReadOnlyList<(Rule Rule, AddressSet Added)> Added { get; }
}

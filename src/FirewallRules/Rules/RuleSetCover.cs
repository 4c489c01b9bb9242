namespace FirewallRules;

/// <summary>A rule set that was widened to fit into a number of entries, with everything that was added. Immutable.</summary>
/// <remarks>
/// Made by <see cref="RuleSet.CoverWith(int, AddressSet)"/>. It allows more than requested: review <see cref="Added"/> before you use it.
/// </remarks>
public sealed class RuleSetCover
{
    internal RuleSetCover(RuleSet rules, IReadOnlyList<(Rule Rule, AddressSet Added)> added) => (Rules, Added) = (rules, added);

    /// <summary>The widened rules.</summary>
    public RuleSet Rules { get; }

    /// <summary>The rules that were widened, after widening, each with the addresses that it did not allow before.</summary>
    public IReadOnlyList<(Rule Rule, AddressSet Added)> Added { get; }

    /// <summary>The cover that consists of widened rules.</summary>
    /// <param name="rules">The rules before, with merged labels.</param>
    /// <param name="widened">The widened rules in the same order.</param>
    internal static RuleSetCover Of(RuleSet rules, IReadOnlyList<Rule> widened)
    {
        var added = rules.Rules.Zip(widened, (before, after) => (Rule: after, Added: after.Remote.Addresses.Except(before.Remote.Addresses)));
        return new RuleSetCover(rules.WithRules(widened), [.. added.Where(pair => !pair.Added.IsEmpty)]);
    }
}

using FirewallRules.Rules;

namespace FirewallRules.Emitters;

/// <summary>
/// Widens the rules of a direction to a number of prefixes, both families together. Azure counts a prefix once, whatever ports stand beside
/// it, so the cover is found for rules of one port each.
/// </summary>
internal static class AzureNsgCover
{
    private const int Families = 2;

    /// <summary>The rules, those of the direction widened, or null where no cover fits.</summary>
    public static RuleSetCover? Find(RuleSet rules, Direction direction, int maxAddresses)
    {
        var concerned = Enumerable.Range(0, rules.Rules.Count).Where(i => rules.Rules[i].Direction == direction && !rules.Rules[i].Remote.Addresses.IsEmpty).ToList();
        var open = RuleSet.Of([.. concerned.Select(i => new Rule(direction, Protocol.Tcp, [i + 1], rules.Rules[i].Remote.Addresses, [Label(i)], []))]);
        var (ipv4, ipv6) = (Count(open, IpFamily.IPv4), Count(open, IpFamily.IPv6));
        var budget = maxAddresses - (AzureNsgLimits.AddressCount(rules, direction) - ipv4 - ipv6);

        // The smaller family stays as it is where it leaves the other at least as much; else each gets half.
        var smaller = Math.Min(ipv4, ipv6);
        var each = (int)Math.Max(budget - smaller, budget / Families);
        if (each < 1 || (smaller > each && each * Families > budget) || Cover(open, each) is not { } covered)
        {
            return null;
        }

        var widened = rules.Rules.ToList();
        foreach (var rule in covered.Rules)
        {
            var i = rule.Ports[0].First - 1;
            widened[i] = widened[i].With(widened[i].Remote.Union(rule.Remote));
        }

        var added = rules.Rules.Zip(widened, (before, after) => (Rule: after, Added: after.Remote.Addresses.Except(before.Remote.Addresses)));
        return new RuleSetCover(rules.WithRules(widened), [.. added.Where(pair => !pair.Added.IsEmpty)]);
    }

    /// <summary>The rules of one direction from the second set, and all else from the first.</summary>
    public static RuleSet Merge(RuleSet rules, RuleSet widened, Direction direction)
        => rules.WithRules([.. rules.Rules.Where(rule => rule.Direction != direction), .. widened.Rules.Where(rule => rule.Direction == direction)]);

    private static RuleSet? Cover(RuleSet rules, int each)
    {
        try
        {
            return rules.CoverWith(each).Rules;
        }
        catch (Exception e) when (e is CoverException or ArgumentException)
        {
            // Fewer prefixes than rules, or than it takes to add no special address, or a cover that would be everything: there is none that can be offered.
            return null;
        }
    }

    // Unlike labels keep the rules apart, whatever they have in common.
    private static string Label(int index) => index.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static long Count(RuleSet rules, IpFamily family) => RuleBudget.Entries(rules.Rules, family);
}

using FirewallRules.Rules;

namespace FirewallRules.Emitters;

/// <summary>Widens the rules of a direction to a number of prefixes, counted for both families together.</summary>
internal static class AzureNsgCover
{
    private const int Families = 2;

    /// <summary>The rules, those of the direction widened; <see langword="null"/> if there is no cover.</summary>
    public static RuleSetCover? Find(RuleSet rules, Direction direction, int maxAddresses)
    {
        var indexes = Enumerable.Range(0, rules.Rules.Count)
            .Where(i => rules.Rules[i].Direction == direction && !rules.Rules[i].Remote.Addresses.IsEmpty)
            .ToList();

        // An explicit any cannot be widened; only the addresses beside it can.
        var open = indexes.ConvertAll(i => rules.Rules[i].With(rules.Rules[i].Remote.Addresses));
        var (ipv4, ipv6) = (Count(open, IpFamily.IPv4), Count(open, IpFamily.IPv6));
        var budget = maxAddresses - (AzureNsgLimits.AddressCount(rules, direction) - ipv4 - ipv6);

        // The smaller family is not widened if that leaves at least as much for the other one; otherwise each gets half.
        var smaller = Math.Min(ipv4, ipv6);
        var each = (int)Math.Max(budget - smaller, budget / Families);
        if (each < 1 || (smaller > each && each * Families > budget) || Cover(open, each) is not { } covered)
        {
            return null;
        }

        var widened = rules.Rules.ToList();
        for (var k = 0; k < indexes.Count; k++)
        {
            widened[indexes[k]] = widened[indexes[k]].With(widened[indexes[k]].Remote.Union(covered[k].Remote));
        }

        return RuleSetCover.Of(rules, widened);
    }

    /// <summary>The rules of one direction from the second set, all others from the first.</summary>
    public static RuleSet Merge(RuleSet rules, RuleSet widened, Direction direction)
        => rules.WithRules([.. rules.Rules.Where(rule => rule.Direction != direction), .. widened.Rules.Where(rule => rule.Direction == direction)]);

    // Azure counts the prefixes of a rule and not its ports.
    private static int EntriesPerPrefix(Rule rule) => 1;

    private static IReadOnlyList<Rule>? Cover(List<Rule> rules, int each)
    {
        try
        {
            return RuleBudget.Cover(rules, each, SpecialPurpose.Addresses, EntriesPerPrefix);
        }
        catch (Exception e) when (e is CoverException or ArgumentException)
        {
            // Every cover would need fewer prefixes than rules, special-purpose addresses, or all addresses of a family.
            return null;
        }
    }

    private static long Count(List<Rule> rules, IpFamily family) => RuleBudget.Entries(rules, family, EntriesPerPrefix);
}

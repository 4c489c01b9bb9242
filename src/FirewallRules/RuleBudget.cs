using FirewallRules.Networks;

namespace FirewallRules;

/// <summary>
/// Shares a number of entries among the rules of one direction and family, so that the fewest addresses are added. An entry is one prefix
/// on one run of ports, which is what cloud platforms count.
/// </summary>
internal static class RuleBudget
{
    /// <summary>How many entries the rules take: prefixes times runs of ports; an explicit any is one prefix.</summary>
    public static long Entries(IEnumerable<Rule> rules, IpFamily family)
        => rules.Sum(rule => (long)rule.Ports.Count * (rule.Remote.IsAny(family) ? 1 : rule.Remote.In(family).PrefixCount));

    /// <summary>Widens the rules until each direction and family fits.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Even one prefix a rule and run of ports is more than that.</exception>
    public static RuleSetCover Cover(RuleSet rules, int maxEntries)
    {
        var widened = rules.Rules.ToList();
        foreach (var direction in new[] { Direction.Egress, Direction.Ingress })
        {
            foreach (var family in rules.Families)
            {
                var concerned = Enumerable.Range(0, widened.Count)
                    .Where(i => widened[i].Direction == direction && widened[i].Remote.Has(family))
                    .ToList();
                if (Entries(concerned.Select(i => widened[i]), family) > maxEntries)
                {
                    var fixedEntries = (int)Entries(concerned.Select(i => widened[i]).Where(rule => rule.Remote.IsAny(family)), family);
                    var open = concerned.Where(i => !widened[i].Remote.IsAny(family)).ToList();
                    var covers = Share([.. open.Select(i => widened[i])], family, maxEntries - fixedEntries);
                    for (var i = 0; i < open.Count; i++)
                    {
                        widened[open[i]] = widened[open[i]].With(widened[open[i]].Remote.Union(covers[i]));
                    }
                }
            }
        }

        var added = rules.Rules.Zip(widened, (before, after) => (Rule: after, Added: after.Remote.Addresses.Except(before.Remote.Addresses)));
        return new RuleSetCover(rules.WithRules(widened), [.. added.Where(pair => !pair.Added.IsEmpty)]);
    }

    /// <summary>The best cover of each rule's addresses of the family.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer entries than rules with their runs of ports.</exception>
    private static AddressSet[] Share(IReadOnlyList<Rule> rules, IpFamily family, int maxEntries)
    {
        var budgets = rules.Select(rule => new CidrBudget(rule.Remote.In(family), maxEntries)).ToList();
        var smallest = rules.Sum(rule => rule.Ports.Count);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxEntries, smallest);

        // best[n]: the fewest added addresses (once for every run of ports) with n entries for the rules so far.
        var best = new UInt128[maxEntries + 1];
        var choices = new int[rules.Count, maxEntries + 1];
        for (var r = 0; r < rules.Count; r++)
        {
            var next = Enumerable.Repeat(UInt128.MaxValue, maxEntries + 1).ToArray();
            var runs = rules[r].Ports.Count;
            for (var used = 0; used <= maxEntries; used++)
            {
                for (var prefixes = 1; prefixes <= budgets[r].Curve.Count && used + (prefixes * runs) <= maxEntries && best[used] != UInt128.MaxValue; prefixes++)
                {
                    var (at, added) = (used + (prefixes * runs), best[used] + (budgets[r].Curve[prefixes - 1] * (UInt128)runs));
                    if (added < next[at])
                    {
                        (next[at], choices[r, at]) = (added, prefixes);
                    }
                }
            }

            best = next;
        }

        var left = Array.IndexOf(best, best.Min());
        var covers = new AddressSet[rules.Count];
        for (var r = rules.Count - 1; r >= 0; r--)
        {
            covers[r] = new AddressSetBuilder().AddRange(budgets[r].Cover(choices[r, left])).ToAddressSet();
            left -= choices[r, left] * rules[r].Ports.Count;
        }

        return covers;
    }
}

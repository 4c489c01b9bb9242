using FirewallRules.Networks;

namespace FirewallRules.Rules;

/// <summary>
/// Shares a number of entries among the rules of one direction and family, so that the fewest addresses are added. An entry is one prefix
/// on one run of ports, which is what cloud platforms count.
/// </summary>
internal static class RuleBudget
{
    /// <summary>How many entries the rules take: prefixes times runs of ports; an explicit any is one prefix.</summary>
    public static long Entries(IEnumerable<Rule> rules, IpFamily family)
        => rules.Sum(rule => (long)rule.Ports.Count * (rule.Remote.IsAny(family) ? 1 : rule.Remote.In(family).CountPrefixes()));

    /// <summary>Widens the rules until each direction and family fits.</summary>
    /// <exception cref="CoverException">There is no cover that small.</exception>
    public static RuleSetCover Cover(RuleSet rules, int maxEntries, AddressSet forbidden)
    {
        var groups =
            (from direction in new[] { Direction.Egress, Direction.Ingress }
             from family in rules.Families
             let concerned = Enumerable.Range(0, rules.Rules.Count).Where(i => rules.Rules[i].Direction == direction && rules.Rules[i].Remote.Has(family)).ToList()
             where Entries(concerned.Select(i => rules.Rules[i]), family) > maxEntries
             let open = concerned.Where(i => !rules.Rules[i].Remote.IsAny(family)).ToList()
             let taken = concerned.Except(open).Sum(i => (long)rules.Rules[i].Ports.Count)
             select (Open: open, Taken: taken, Parts: open.Select(i => new Part(rules.Rules[i], family, forbidden)).ToArray())).ToList();
        if (groups.Count > 0 && groups.Max(group => Least(group.Parts, group.Taken)) is var least && least > maxEntries)
        {
            throw new CoverException(maxEntries, least, new CoverOptions { Excluded = forbidden });
        }

        var widened = rules.Rules.ToList();
        foreach (var (open, taken, parts) in groups)
        {
            var covers = Share(parts, maxEntries, taken);
            for (var i = 0; i < open.Count; i++)
            {
                widened[open[i]] = widened[open[i]].With(widened[open[i]].Remote.Union(covers[i]));
            }
        }

        var added = rules.Rules.Zip(widened, (before, after) => (Rule: after, Added: after.Remote.Addresses.Except(before.Remote.Addresses)));
        return new RuleSetCover(rules.WithRules(widened), [.. added.Where(pair => !pair.Added.IsEmpty)]);
    }

    private static long Least(Part[] parts, long taken) => taken + parts.Sum(part => part.Least);

    // The best cover of each part, where some entries are taken by what cannot be widened.
    private static AddressSet[] Share(Part[] parts, int maxEntries, long taken)
    {
        // best[n]: the smallest price with n entries for the parts so far.
        CoverCost[] best = [default];
        var spare = maxEntries - Least(parts, taken);
        var choices = new int[parts.Length][];
        for (var p = 0; p < parts.Length; p++)
        {
            var prices = parts[p].Prices(spare);
            var (runs, fewest) = (parts[p].Runs, (int)parts[p].Cover.Minimum);
            var next = new CoverCost[(int)Math.Min(best.Length + ((fewest + prices.Length - 1L) * runs), maxEntries - taken + 1)];
            Array.Fill(next, CoverCost.MaxValue);
            choices[p] = new int[next.Length];
            for (var used = 0; used < best.Length; used++)
            {
                for (var i = 0; i < prices.Length && used + ((fewest + i) * runs) is var at && at < next.Length && best[used] != CoverCost.MaxValue; i++)
                {
                    if (best[used] + prices[i] is var sum && sum < next[at])
                    {
                        (next[at], choices[p][at]) = (sum, fewest + i);
                    }
                }
            }

            best = next;
        }

        var left = Array.IndexOf(best, best.Min());
        var covers = new AddressSet[parts.Length];
        for (var p = parts.Length - 1; p >= 0; p--)
        {
            covers[p] = new AddressSetBuilder().AddRange(parts[p].Cover.Prefixes(choices[p][left])).ToAddressSet();
            left -= choices[p][left] * parts[p].Runs;
        }

        return covers;
    }

    /// <summary>A rule of which the addresses of one family can be widened.</summary>
    private sealed class Part(Rule rule, IpFamily family, AddressSet forbidden)
    {
        public FamilyCover Cover { get; } = new(rule.Remote.Addresses, family, forbidden, minLength: 0);

        public int Runs { get; } = rule.Ports.Count;

        /// <summary>The fewest entries of any cover.</summary>
        public long Least => Cover.Minimum * Runs;

        /// <summary>The addresses that are added, once for every run of ports, by the fewest prefixes, by one more, and so on.</summary>
        /// <param name="spare">How many entries more than the fewest there are at the most.</param>
        public CoverCost[] Prices(long spare)
        {
            var most = Math.Min(Cover.Exact, Cover.Minimum + (spare / Runs));
            Cover.Solve(most);
            return [.. Enumerable.Range(0, (int)(most - Cover.Minimum) + 1).Select(i => CoverCost.Of(Cover.Added(Cover.Minimum + i)!.Value, Runs))];
        }
    }
}

using FirewallRules.Networks;

namespace FirewallRules.Rules;

/// <summary>
/// Shares a number of entries among the rules of each direction and family, so that the fewest addresses are added. An entry is what a
/// platform counts: a prefix, or a prefix with a port range.
/// </summary>
internal static class RuleBudget
{
    private static readonly Direction[] BothDirections = [Direction.Egress, Direction.Ingress];

    /// <summary>The cost model of platforms that count a prefix once for each port range.</summary>
    public static RuleCost PerPortRange { get; } = rule => rule.Ports.Count;

    /// <summary>The number of entries of the rules. An explicit any counts as one prefix.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="family">The family whose prefixes are counted.</param>
    /// <param name="cost">The cost model; <see cref="PerPortRange"/> by default.</param>
    public static long Entries(IEnumerable<Rule> rules, IpFamily family, RuleCost? cost = null)
        => rules.Sum(rule => (long)(cost ?? PerPortRange)(rule) * (rule.Remote.IsAny(family) ? 1 : rule.Remote.In(family).CountPrefixes()));

    /// <summary>
    /// Merges and widens the rules until each direction and family fits, with <see cref="PerPortRange"/>. Rules that fit are not changed.
    /// </summary>
    /// <inheritdoc cref="Cover(IReadOnlyList{Rule}, int, AddressSet, RuleCost)" path="/exception" />
    public static RuleSetCover Cover(RuleSet rules, int maxEntries, AddressSet forbidden)
    {
        if (BothDirections.All(direction => IpFamilies.Both.All(family
            => Entries(rules.Rules.Where(rule => rule.Direction == direction && rule.Remote.Has(family)), family) <= maxEntries)))
        {
            return new RuleSetCover(rules, []);
        }

        var merged = rules.WithMergedLabels();
        return RuleSetCover.Of(merged, Cover(merged.Rules, maxEntries, forbidden, PerPortRange));
    }

    /// <summary>Widens the rules until each direction and family fits.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="maxEntries">The maximum number of entries of each direction and family.</param>
    /// <param name="forbidden">The addresses that are not added to any rule.</param>
    /// <param name="cost">The cost model.</param>
    /// <returns>The widened rules, in the same order.</returns>
    /// <exception cref="CoverException">No cover fits into the entries.</exception>
    /// <exception cref="ArgumentException">The cover would be every address of a family.</exception>
    public static IReadOnlyList<Rule> Cover(IReadOnlyList<Rule> rules, int maxEntries, AddressSet forbidden, RuleCost cost)
    {
        var groups =
            (from direction in BothDirections
             from family in IpFamilies.Both
             let indexes = Enumerable.Range(0, rules.Count).Where(i => rules[i].Direction == direction && rules[i].Remote.Has(family)).ToList()
             where Entries(indexes.Select(i => rules[i]), family, cost) > maxEntries
             let open = indexes.Where(i => !rules[i].Remote.IsAny(family)).ToList()
             let fixedEntries = indexes.Except(open).Sum(i => (long)cost(rules[i]))
             select (Open: open, Fixed: fixedEntries, Parts: open.Select(i => new Part(rules[i], family, forbidden, cost(rules[i]))).ToArray())).ToList();
        if (groups.Count > 0 && groups.Max(group => Minimum(group.Parts, group.Fixed)) is var minimum && minimum > maxEntries)
        {
            throw new CoverException(maxEntries, minimum, new CoverOptions { Excluded = forbidden });
        }

        var widened = rules.ToList();
        foreach (var (open, fixedEntries, parts) in groups)
        {
            var covers = Distribute(parts, maxEntries, fixedEntries);
            for (var i = 0; i < open.Count; i++)
            {
                widened[open[i]] = widened[open[i]].With(widened[open[i]].Remote.Union(covers[i]));
            }
        }

        return widened;
    }

    private static long Minimum(Part[] parts, long fixedEntries) => fixedEntries + parts.Sum(part => part.Minimum);

    // The best cover of each part, after the entries of rules that cannot be widened.
    private static AddressSet[] Distribute(Part[] parts, int maxEntries, long fixedEntries)
    {
        // best[n]: the smallest price with n entries for the parts so far.
        CoverCost[] best = [default];
        var spare = maxEntries - Minimum(parts, fixedEntries);
        var choices = new int[parts.Length][];
        for (var p = 0; p < parts.Length; p++)
        {
            var prices = parts[p].Prices(spare);
            var (weight, fewest) = (parts[p].Weight, (int)parts[p].Cover.Minimum);
            var next = new CoverCost[(int)Math.Min(best.Length + ((fewest + prices.Length - 1L) * weight), maxEntries - fixedEntries + 1)];
            Array.Fill(next, CoverCost.MaxValue);
            choices[p] = new int[next.Length];
            for (var used = 0; used < best.Length; used++)
            {
                for (var i = 0; i < prices.Length && used + ((fewest + i) * weight) is var at && at < next.Length && best[used] != CoverCost.MaxValue; i++)
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
            left -= choices[p][left] * parts[p].Weight;
        }

        return covers;
    }

    /// <summary>A rule whose addresses of one family can be widened.</summary>
    private sealed class Part(Rule rule, IpFamily family, AddressSet forbidden, int weight)
    {
        public FamilyCover Cover { get; } = new(rule.Remote.Addresses, family, forbidden, minLength: 0);

        /// <summary>The entries of one prefix.</summary>
        public int Weight { get; } = weight;

        /// <summary>The minimum number of entries of any cover.</summary>
        public long Minimum => Cover.Minimum * Weight;

        /// <summary>The added addresses, multiplied by the weight, of the smallest cover, of the cover with one more prefix, and so on.</summary>
        /// <param name="spare">The maximum number of entries beyond the minimum.</param>
        public CoverCost[] Prices(long spare)
        {
            var limit = Math.Min(Cover.Exact, Cover.Minimum + (spare / Weight));
            Cover.Solve(limit);
            return [.. Enumerable.Range(0, (int)(limit - Cover.Minimum) + 1).Select(i => CoverCost.Of(Cover.Added(Cover.Minimum + i)!.Value, Weight))];
        }
    }
}

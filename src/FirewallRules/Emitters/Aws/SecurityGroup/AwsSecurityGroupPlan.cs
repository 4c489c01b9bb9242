using System.Numerics;
using FirewallRules.Rules;

namespace FirewallRules.Emitters;

/// <summary>The rules of each group, and the prefix lists that they refer to. A plan is within the limits.</summary>
internal sealed class AwsSecurityGroupPlan
{
    private static readonly Direction[] BothDirections = [Direction.Egress, Direction.Ingress];

    private AwsSecurityGroupPlan(RuleSet rules, AwsSecurityGroupOptions options)
    {
        // A prefix that moves from one list to another would be blocked in between, and the entries of all lists count.
        (Rules, Options) = (options.OnOverflow == OnOverflow.PrefixList ? rules.WithMergedLabels() : rules, options);
        Descriptions = new AwsDescriptions(options.NamePrefix);
    }

    /// <summary>
    /// The rules; with merged labels for <see cref="OnOverflow.PrefixList"/>, and merged and widened if <see cref="OnOverflow.Summarize"/> is needed.
    /// </summary>
    public RuleSet Rules { get; private set; }

    public AwsSecurityGroupOptions Options { get; }

    public AwsDescriptions Descriptions { get; }

    /// <summary>The rules of each group; at least one group.</summary>
    public IReadOnlyList<IReadOnlyList<AwsEntry>> Groups { get; private set; } = [[]];

    public IReadOnlyList<AwsPrefixList> Lists { get; private set; } = [];

    /// <summary>The addresses that a cover added.</summary>
    public IReadOnlyList<(Rule Rule, AddressSet Added)> Added { get; private set; } = [];

    /// <exception cref="LimitExceededException">The rules exceed a limit.</exception>
    public static AwsSecurityGroupPlan Of(RuleSet rules, AwsSecurityGroupOptions options)
    {
        var plan = new AwsSecurityGroupPlan(rules, options);
        if (options.OnOverflow == OnOverflow.PrefixList)
        {
            plan.UsePrefixLists();
            plan.CheckLists();
        }
        else if (plan.Overflowing().Any())
        {
            plan.ResolveOverflow();
        }
        else
        {
            plan.Groups = [plan.Entries().SelectMany(pair => pair.Entries).ToList()];
        }

        return plan;
    }

    /// <summary>The plan before an update. Rules that exceed a limit are refused only if these options cannot have written them.</summary>
    /// <exception cref="LimitExceededException">These options cannot have written the rules.</exception>
    public static AwsSecurityGroupPlan BeforeUpdate(RuleSet rules, AwsSecurityGroupOptions options)
    {
        var plan = new AwsSecurityGroupPlan(rules, options);
        if (options.OnOverflow == OnOverflow.PrefixList)
        {
            plan.UsePrefixLists();
        }
        else if (options.OnOverflow != OnOverflow.Fail && plan.Overflowing().Any())
        {
            plan.ResolveOverflow();
        }
        else
        {
            plan.Groups = [plan.Entries().SelectMany(pair => pair.Entries).ToList()];
        }

        return plan;
    }

    /// <summary>The remedy for too many rules in total, if merged labels reduce them to the limit.</summary>
    public IEnumerable<LimitRemedy> MergeRemedy(int maxTotal)
    {
        var merged = Rules.WithMergedLabels();
        return !ReferenceEquals(merged, Rules) && Rules.Families.Sum(family => RuleBudget.Entries(merged.Rules, family)) <= maxTotal
            ? [new LimitRemedy(LimitRemedyKind.MergeLabels)]
            : [];
    }

    private void ResolveOverflow()
    {
        var overflow = Overflowing().First();
        switch (Options.OnOverflow)
        {
            case OnOverflow.Split:
                CheckGroups(GroupsNeeded());
                Groups = Split();
                break;
            case OnOverflow.Summarize:
                var cover = Cover(out var minimum) ?? throw Refuse(overflow, cover: null, minimum);
                (Rules, Added) = (cover.Rules, cover.Added);
                Groups = [Entries().SelectMany(pair => pair.Entries).ToList()];
                break;
            default:
                throw Refuse(overflow, Cover(out minimum), minimum);
        }
    }

    private LimitExceededException Refuse((Direction Direction, IpFamily Family, long Count) overflow, RuleSetCover? cover, long minimum)
    {
        List<LimitRemedy> remedies = [.. MergeRemedy()];
        if (GroupsNeeded() is var groups && FitsInGroups(groups))
        {
            remedies.Add(new(LimitRemedyKind.Split, groups));
        }

        if (overflow.Count <= AwsLimits.PrefixListEntries)
        {
            remedies.Add(new(LimitRemedyKind.PrefixList, overflow.Count));
        }

        if (cover is not null)
        {
            var added = cover.Added.Where(pair => pair.Rule.Direction == overflow.Direction)
                .Select(pair => overflow.Family == IpFamily.IPv4 ? pair.Added.IPv4 : pair.Added.IPv6)
                .Aggregate(BigInteger.Zero, (sum, addresses) => sum + addresses.CountAddresses());
            remedies.Add(new(LimitRemedyKind.Summarize, Options.MaxRules, added));
        }
        else if (minimum > 0)
        {
            remedies.Add(new(LimitRemedyKind.RaiseLimitAndSummarize, minimum));
        }

        return new LimitExceededException(AwsLimits.RulesOf(overflow.Direction, overflow.Family), Options.MaxRules, overflow.Count, remedies);
    }

    // Null if every cover would need fewer prefixes than rules, special-purpose addresses, or all addresses of a family.
    private RuleSetCover? Cover(out long minimum)
    {
        minimum = 0;
        try
        {
            return Rules.CoverWith(Options.MaxRules);
        }
        catch (ArgumentException)
        {
            return null;
        }
        catch (CoverException e)
        {
            minimum = e.Minimum;
            return null;
        }
    }

    private void UsePrefixLists()
    {
        var names = RuleNames.Of(Rules, Options.NamePrefix, '-', 64);
        var lists = new List<AwsPrefixList>();
        var entries = new List<AwsEntry>();
        foreach (var (rule, family) in Pairs())
        {
            AwsPrefixList? list = null;
            if (!rule.Remote.IsAny(family))
            {
                var addresses = rule.Remote.In(family);
                var name = $"{names[rule]}-{(family == IpFamily.IPv4 ? "ipv4" : "ipv6")}";
                list = new AwsPrefixList(name, addresses, family, addresses.CountPrefixes() + Options.PrefixListHeadroom);
                lists.Add(list);
            }

            entries.AddRange(AwsEntry.Of(rule, family, list));
        }

        (Lists, Groups) = (lists, [entries]);
    }

    private void CheckLists()
    {
        foreach (var list in Lists)
        {
            AwsLimits.Check(
                $"entries of the prefix list {list.Name}",
                AwsLimits.PrefixListEntries,
                list.MaxEntries,
                new LimitRemedy(LimitRemedyKind.LessHeadroom),
                new LimitRemedy(LimitRemedyKind.Split));
        }

        foreach (var group in Groups[0].GroupBy(entry => (entry.Direction, entry.Family)))
        {
            var count = group.Sum(entry => (long)entry.Count);
            AwsLimits.Check(
                AwsLimits.RulesOf(group.Key.Direction, group.Key.Family) + ", which include the maximum entries of its prefix lists",
                Options.MaxRules,
                count,
                new LimitRemedy(LimitRemedyKind.RaiseLimit, count),
                new LimitRemedy(LimitRemedyKind.Split));
        }
    }

    private void CheckGroups(int groups)
    {
        LimitRemedy[] remedies = [.. MergeRemedy(), new(LimitRemedyKind.PrefixList), new(LimitRemedyKind.Summarize)];
        AwsLimits.Check("security groups of an interface", AwsLimits.GroupsPerInterface, groups, remedies);
        AwsLimits.Check(
            "rules of a security group times security groups of an interface",
            AwsLimits.RulesTimesGroups,
            groups == 1 ? 0 : (long)groups * Options.MaxRules,
            remedies);
    }

    private IEnumerable<(Direction Direction, IpFamily Family, long Count)> Overflowing()
        => from direction in BothDirections
           from family in Rules.Families
           let count = RuleBudget.Entries(Rules.Rules.Where(rule => rule.Direction == direction && rule.Remote.Has(family)), family)
           where count > Options.MaxRules
           select (direction, family, count);

    private int GroupsNeeded()
        => (int)Math.Min(int.MaxValue / 2000, Overflowing().Max(overflow => (overflow.Count + Options.MaxRules - 1) / Options.MaxRules));

    // Only if the rules fit with merged labels.
    private IEnumerable<LimitRemedy> MergeRemedy()
    {
        var merged = Rules.WithMergedLabels();
        if (!ReferenceEquals(merged, Rules))
        {
            var plan = new AwsSecurityGroupPlan(merged, Options);
            var fits = !plan.Overflowing().Any() || (Options.OnOverflow == OnOverflow.Split && FitsInGroups(plan.GroupsNeeded()));
            return fits ? [new LimitRemedy(LimitRemedyKind.MergeLabels)] : [];
        }

        return [];
    }

    private bool FitsInGroups(int groups) => groups <= AwsLimits.GroupsPerInterface && (long)groups * Options.MaxRules <= AwsLimits.RulesTimesGroups;

    private AwsEntry[][] Split()
    {
        var chunks = Entries().Select(pair => pair.Entries.Chunk(Options.MaxRules).ToArray()).ToList();
        var groups = Enumerable.Range(0, chunks.Max(chunk => chunk.Length));
        return [.. groups.Select(i => chunks.SelectMany(chunk => i < chunk.Length ? chunk[i] : []).ToArray())];
    }

    /// <summary>The entries of each direction and family.</summary>
    private IEnumerable<(Direction Direction, IpFamily Family, IReadOnlyList<AwsEntry> Entries)> Entries()
        => from direction in BothDirections
           from family in Rules.Families
           select (direction, family, (IReadOnlyList<AwsEntry>)
               [.. Pairs().Where(pair => pair.Rule.Direction == direction && pair.Family == family)
                   .SelectMany(pair => AwsEntry.Of(pair.Rule, family, list: null))]);

    private IEnumerable<(Rule Rule, IpFamily Family)> Pairs()
        => from rule in Rules.Rules
           from family in Rules.Families
           where rule.Remote.Has(family)
           select (rule, family);
}

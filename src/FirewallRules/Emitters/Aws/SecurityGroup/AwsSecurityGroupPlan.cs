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
        else if (options.OnOverflow == OnOverflow.Split)
        {
            plan.CheckGroups(plan.GroupsNeeded());
            plan.Groups = plan.Split();
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
        else if (options.OnOverflow == OnOverflow.Split)
        {
            plan.CheckGroups(plan.GroupsNeeded());
            plan.Groups = plan.Split();
        }
        else if (options.OnOverflow == OnOverflow.Summarize && plan.Overflowing().Any())
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

    /// <summary>The remedies where old and new rules together exceed the limit of a group.</summary>
    public IEnumerable<LimitRemedy> DuringUpdateRemedies(AwsSecurityGroupPlan previous, long count)
    {
        var split = Options with { OnOverflow = OnOverflow.Split, SplitHeadroom = Math.Max(50, Options.SplitHeadroom) };
        var groups = new[] { Rules, previous.Rules }.Max(rules => new AwsSecurityGroupPlan(rules, split).GroupsNeeded());
        var splits = Lists.Count == 0 && Options.OnOverflow != OnOverflow.Split && FitsInGroups(groups);
        return
        [
            .. RaiseLimitRemedy(count),
            .. splits ? [new LimitRemedy(LimitRemedyKind.SplitFirst, groups)] : Array.Empty<LimitRemedy>(),
            new(LimitRemedyKind.SmallerUpdate),
        ];
    }

    private void ResolveOverflow()
    {
        var overflow = Overflowing().First();
        switch (Options.OnOverflow)
        {
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
        remedies.AddRange(SplitRemedy());
        remedies.AddRange(PrefixListRemedy());

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

                // A list belongs to the account and the region: the same section of two sites has two lists.
                var sites = rule.Sources.Select(source => source.Site?.Key).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
                var name = string.Join(
                    '-', [Options.NamePrefix, .. sites, names[rule][(Options.NamePrefix.Length + 1)..], family == IpFamily.IPv4 ? "ipv4" : "ipv6"]);
                list = new AwsPrefixList(name, addresses, family, Options.PrefixListSize ?? AwsPrefixList.SizeFor(addresses.CountPrefixes()));
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
            var count = list.Addresses.CountPrefixes();
            AwsLimits.Check($"entries of the prefix list {list.Name}", AwsLimits.PrefixListEntries, count, SplitRemedy());
            var larger = new LimitRemedy(LimitRemedyKind.PrefixListSize, AwsPrefixList.SizeFor(count));
            AwsLimits.Check($"entries of the prefix list {list.Name}", list.MaxEntries, count, larger);
        }

        foreach (var (direction, family, count) in ListCounts())
        {
            AwsLimits.Check(
                AwsLimits.RulesOf(direction, family) + ", which include the maximum entries of its prefix lists",
                Options.MaxRules,
                count,
                [.. RaiseLimitRemedy(count), .. SmallerListsRemedy(direction, family), .. SplitRemedy()]);
        }
    }

    private IEnumerable<(Direction Direction, IpFamily Family, long Count)> ListCounts()
        => from entry in Groups[0]
           group entry by (entry.Direction, entry.Family) into kind
           select (kind.Key.Direction, kind.Key.Family, kind.Sum(entry => (long)entry.Count));

    private static LimitRemedy[] RaiseLimitRemedy(long count)
        => count <= AwsLimits.RulesTimesGroups ? [new(LimitRemedyKind.RaiseLimit, count)] : [];

    // One size for all lists of the output: the rules that have none of their own are left as they are.
    private LimitRemedy[] SmallerListsRemedy(Direction direction, IpFamily family)
    {
        var entries = Groups[0].Where(entry => entry.Direction == direction && entry.Family == family).ToList();
        var size = (Options.MaxRules - entries.Count(entry => entry.List is null)) / Math.Max(1, entries.Count(entry => entry.List is not null));
        var largest = Lists.Select(list => list.Addresses.CountPrefixes()).DefaultIfEmpty(int.MaxValue).Max();
        return size >= largest ? [new(LimitRemedyKind.PrefixListSize, size)] : [];
    }

    // The quota that the lists need, which can be raised to 1000.
    private LimitRemedy[] PrefixListRemedy()
    {
        var plan = new AwsSecurityGroupPlan(Rules, Options with { OnOverflow = OnOverflow.PrefixList });
        plan.UsePrefixLists();
        var quota = plan.ListCounts().Select(kind => kind.Count).DefaultIfEmpty().Max();
        return quota <= AwsLimits.RulesTimesGroups && plan.Lists.All(list => list.Addresses.CountPrefixes() <= list.MaxEntries)
            ? [new(LimitRemedyKind.PrefixList, quota)]
            : [];
    }

    private LimitRemedy[] SplitRemedy()
    {
        var plan = new AwsSecurityGroupPlan(Rules, Options with { OnOverflow = OnOverflow.Split });
        return plan.GroupsNeeded() is var groups && FitsInGroups(groups) ? [new(LimitRemedyKind.Split, groups)] : [];
    }

    private LimitRemedy[] SummarizeRemedy() => Cover(out _) is null ? [] : [new(LimitRemedyKind.Summarize, Options.MaxRules)];

    private void CheckGroups(int groups)
    {
        if (FitsInGroups(groups))
        {
            return;
        }

        var headroom = Enumerable.Range(0, Options.SplitHeadroom).Reverse().Cast<int?>()
            .FirstOrDefault(percent => FitsInGroups(new AwsSecurityGroupPlan(Rules, Options with { SplitHeadroom = percent!.Value }).GroupsNeeded()));
        LimitRemedy[] remedies =
        [
            .. MergeRemedy(),
            .. headroom is { } percent ? [new LimitRemedy(LimitRemedyKind.LessSplitHeadroom, percent)] : Array.Empty<LimitRemedy>(),
            .. PrefixListRemedy(),
            .. SummarizeRemedy(),
            new(LimitRemedyKind.SeveralOutputs),
        ];
        AwsLimits.Check("security groups of an interface", AwsLimits.GroupsPerInterface, groups, remedies);
        AwsLimits.Check(
            "rules of a security group times security groups of an interface", AwsLimits.RulesTimesGroups, (long)groups * Options.MaxRules, remedies);
    }

    private IEnumerable<(Direction Direction, IpFamily Family, long Count)> Overflowing() => Kinds().Where(kind => kind.Count > Options.MaxRules);

    private IEnumerable<(Direction Direction, IpFamily Family, long Count)> Kinds()
        => from direction in BothDirections
           from family in Rules.Families
           select (direction, family, RuleBudget.Entries(Rules.Rules.Where(rule => rule.Direction == direction && rule.Remote.Has(family)), family));

    private int GroupsNeeded()
        => (int)Math.Min(int.MaxValue / 2000, Kinds().Select(kind => (kind.Count + Options.SplitCapacity - 1) / Options.SplitCapacity).Append(1).Max());

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

    private bool FitsInGroups(int groups)
        => groups == 1 || (groups <= AwsLimits.GroupsPerInterface && (long)groups * Options.MaxRules <= AwsLimits.RulesTimesGroups);

    private AwsEntry[][] Split()
    {
        var groups = GroupsNeeded();
        var kinds = Entries().Select(kind => (kind.Entries, Places: AwsGroupPlacement.Place(kind.Entries, groups, Options.SplitCapacity))).ToList();
        return [.. Enumerable.Range(0, groups).Select(group => kinds.SelectMany(kind => kind.Entries.Where(entry => kind.Places[entry] == group)).ToArray())];
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

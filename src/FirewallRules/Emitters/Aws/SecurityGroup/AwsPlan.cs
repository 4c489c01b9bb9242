using System.Globalization;
using FirewallRules.Rules;

namespace FirewallRules.Emitters;

/// <summary>What is to be written: the rules of each group, and the prefix lists that they refer to. Within the limits once it is made.</summary>
internal sealed class AwsPlan
{
    private static readonly Direction[] BothDirections = [Direction.Egress, Direction.Ingress];

    private AwsPlan(RuleSet rules, AwsSecurityGroupOptions options)
    {
        (Rules, Options) = (rules, options);
        Marker = AwsText.Marker(options.NamePrefix);
    }

    /// <summary>The rules, widened where that was asked for.</summary>
    public RuleSet Rules { get; private set; }

    public AwsSecurityGroupOptions Options { get; }

    /// <summary>What the descriptions of our rules start with.</summary>
    public string Marker { get; }

    /// <summary>The rules of each group; there is always one group.</summary>
    public IReadOnlyList<IReadOnlyList<AwsEntry>> Groups { get; private set; } = [[]];

    public IReadOnlyList<AwsPrefixList> Lists { get; private set; } = [];

    /// <summary>What a cover added.</summary>
    public IReadOnlyList<(Rule Rule, AddressSet Added)> Added { get; private set; } = [];

    /// <exception cref="LimitExceededException">The rules need more than there may be.</exception>
    public static AwsPlan Of(RuleSet rules, AwsSecurityGroupOptions options)
    {
        var plan = new AwsPlan(rules, options);
        if (options.OnOverflow == OnOverflow.PrefixList)
        {
            plan.TakeLists();
            plan.CheckLists();
        }
        else if (plan.Overflowing().Any())
        {
            plan.Shrink();
        }
        else
        {
            plan.Groups = [plan.Entries().SelectMany(pair => pair.Entries).ToList()];
        }

        return plan;
    }

    /// <summary>The plan that stands before an update. What does not fit is refused only where it can have been written in no way.</summary>
    /// <exception cref="LimitExceededException">The options are such that the rules cannot have been written.</exception>
    public static AwsPlan Former(RuleSet rules, AwsSecurityGroupOptions options)
    {
        var plan = new AwsPlan(rules, options);
        if (options.OnOverflow == OnOverflow.PrefixList)
        {
            plan.TakeLists();
        }
        else if (options.OnOverflow != OnOverflow.Fail && plan.Overflowing().Any())
        {
            plan.Shrink();
        }
        else
        {
            plan.Groups = [plan.Entries().SelectMany(pair => pair.Entries).ToList()];
        }

        return plan;
    }

    /// <summary>The description of a rule, with the versions of its documents.</summary>
    public string Describe(Rule rule) => AwsText.Description(Marker, rule.Comment);

    /// <summary>The description of a rule without versions: where a description is part of a resource, a new version must not change it.</summary>
    public string DescribeStably(Rule rule)
    {
        var origins = rule.Sources.Select(source => source.Site?.Key ?? "unknown site").Concat(rule.Catalogs.Select(catalog => catalog.Key));
        var sites = string.Join(", ", origins.Distinct(StringComparer.Ordinal));
        var labels = string.Join(", ", rule.Labels);
        return AwsText.Description(Marker, sites.Length > 0 && labels.Length > 0 ? $"{sites}: {labels}" : sites + labels);
    }

    private void Shrink()
    {
        var overflow = Overflowing().First();
        switch (Options.OnOverflow)
        {
            case OnOverflow.Split:
                AwsLimits.CheckGroups(GroupsNeeded(), Options.MaxRules);
                Groups = Split();
                break;
            case OnOverflow.Summarize:
                var cover = Cover(out var least) ?? throw Refuse(overflow, cover: null, least);
                (Rules, Added) = (cover.Rules, cover.Added);
                Groups = [Entries().SelectMany(pair => pair.Entries).ToList()];
                break;
            default:
                throw Refuse(overflow, Cover(out least), least);
        }
    }

    private LimitExceededException Refuse((Direction Direction, IpFamily Family, long Count) overflow, RuleSetCover? cover, long least)
    {
        List<string> remedies = [];
        if (GroupsNeeded() is var groups && groups <= AwsLimits.GroupsPerInterface && groups * Options.MaxRules <= AwsLimits.RulesTimesGroups)
        {
            remedies.Add(string.Create(CultureInfo.InvariantCulture, $"{groups} groups would do"));
        }

        if (overflow.Count <= AwsLimits.PrefixListEntries)
        {
            remedies.Add(string.Create(CultureInfo.InvariantCulture, $"a prefix list of {overflow.Count} entries (and a quota for it)"));
        }

        if (cover is not null)
        {
            var added = cover.Added.Where(pair => pair.Rule.Direction == overflow.Direction)
                .Aggregate(System.Numerics.BigInteger.Zero, (sum, pair) => sum + (overflow.Family == IpFamily.IPv4 ? pair.Added.IPv4 : pair.Added.IPv6).CountAddresses());
            remedies.Add(string.Create(CultureInfo.InvariantCulture, $"a cover of {Options.MaxRules} prefixes would add {added} addresses"));
        }
        else if (least > 0)
        {
            remedies.Add(string.Create(CultureInfo.InvariantCulture, $"a limit of {least}, into which a cover fits"));
        }

        return new LimitExceededException(AwsLimits.RulesOf(overflow.Direction, overflow.Family), Options.MaxRules, overflow.Count, remedies);
    }

    // Where even one prefix a rule is too much, or special addresses would be added, or all of a family, a cover is no way out.
    private RuleSetCover? Cover(out long least)
    {
        least = 0;
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
            least = e.Minimum;
            return null;
        }
    }

    private void TakeLists()
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
            AwsLimits.CheckList(list);
        }

        foreach (var group in Groups[0].GroupBy(entry => (entry.Direction, entry.Family)))
        {
            var count = group.Sum(entry => (long)entry.Count);
            AwsLimits.Check(
                AwsLimits.RulesOf(group.Key.Direction, group.Key.Family) + ", where a prefix list counts all entries that it can have",
                Options.MaxRules,
                count,
                string.Create(CultureInfo.InvariantCulture, $"a quota of {count} rules, said as MaxRules"),
                "OnOverflow.Split");
        }
    }

    private IEnumerable<(Direction Direction, IpFamily Family, long Count)> Overflowing()
        => from direction in BothDirections
           from family in Rules.Families
           let count = RuleBudget.Entries(Rules.Rules.Where(rule => rule.Direction == direction && rule.Remote.Has(family)), family)
           where count > Options.MaxRules
           select (direction, family, count);

    private int GroupsNeeded() => (int)Math.Min(int.MaxValue / 2000, Overflowing().Max(overflow => (overflow.Count + Options.MaxRules - 1) / Options.MaxRules));

    private AwsEntry[][] Split()
    {
        var chunks = Entries().Select(pair => pair.Entries.Chunk(Options.MaxRules).ToArray()).ToList();
        return [.. Enumerable.Range(0, chunks.Max(chunk => chunk.Length)).Select(i => chunks.SelectMany(chunk => i < chunk.Length ? chunk[i] : []).ToArray())];
    }

    /// <summary>The entries of each direction and family.</summary>
    private IEnumerable<(Direction Direction, IpFamily Family, IReadOnlyList<AwsEntry> Entries)> Entries()
        => from direction in BothDirections
           from family in Rules.Families
           select (direction, family, (IReadOnlyList<AwsEntry>)
               [.. Pairs().Where(pair => pair.Rule.Direction == direction && pair.Family == family).SelectMany(pair => AwsEntry.Of(pair.Rule, family, list: null))]);

    private IEnumerable<(Rule Rule, IpFamily Family)> Pairs()
        => from rule in Rules.Rules
           from family in Rules.Families
           where rule.Remote.Has(family)
           select (rule, family);
}

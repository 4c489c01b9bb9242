using System.Globalization;

namespace FirewallRules.Emitters;

/// <summary>What differs between two plans for one group: rules by their prefix, and prefix lists by their entries.</summary>
internal sealed class AwsDelta
{
    private const string Together = ", old and new ones side by side";

    private AwsDelta(AwsPlan former, AwsPlan plan)
    {
        var (before, after) = (former.Groups[0].Select(entry => entry.Key).ToHashSet(StringComparer.Ordinal), plan.Groups[0].Select(entry => entry.Key).ToHashSet(StringComparer.Ordinal));
        Added = [.. plan.Groups[0].Where(entry => !before.Contains(entry.Key))];
        Removed = [.. former.Groups[0].Where(entry => !after.Contains(entry.Key))];
        ChangedLists = [.. plan.Lists.Where(list => !former.Lists.Contains(list))];
        var names = plan.Lists.Select(list => list.Name).ToHashSet(StringComparer.Ordinal);
        VanishedLists = [.. former.Lists.Where(list => !names.Contains(list.Name))];
        var changed = ChangedLists.ToHashSet();
        KeptLists = [.. Added.Concat(Removed).Select(entry => entry.List).OfType<AwsPrefixList>().Where(list => names.Contains(list.Name) && !changed.Contains(list)).Distinct()];
        Directions = [.. OutputHeader.Directions(former.Rules).Union(OutputHeader.Directions(plan.Rules)).Order()];
    }

    /// <summary>The rules that only the newer plan has.</summary>
    public IReadOnlyList<AwsEntry> Added { get; }

    /// <summary>The rules that only the older plan has.</summary>
    public IReadOnlyList<AwsEntry> Removed { get; }

    /// <summary>The lists that are new, or have other entries or another size.</summary>
    public IReadOnlyList<AwsPrefixList> ChangedLists { get; }

    /// <summary>The lists that stay as they are and that rules among the differences refer to.</summary>
    public IReadOnlyList<AwsPrefixList> KeptLists { get; }

    /// <summary>The lists that only the older plan has.</summary>
    public IReadOnlyList<AwsPrefixList> VanishedLists { get; }

    /// <summary>The directions that either plan speaks of.</summary>
    public IReadOnlyList<Direction> Directions { get; }

    /// <exception cref="InvalidOperationException">The rules are split over several groups.</exception>
    /// <exception cref="LimitExceededException">Old and new rules do not fit into the group together, as they have to while one takes the place of the other.</exception>
    public static AwsDelta Between(AwsPlan former, AwsPlan plan)
    {
        if (former.Groups.Count > 1 || plan.Groups.Count > 1)
        {
            throw new InvalidOperationException(
                "An update is not written for rules that are split over several groups, because a prefix can move from one group to the next: "
                + "write the whole output of the newer rules, which compares each group with what it has.");
        }

        Check(former, plan);
        var delta = new AwsDelta(former, plan);

        // The entries of a list change before rules do, and then a rule that goes over to another list would have a gap.
        var shared = delta.Removed.Select(entry => entry.List?.Name).OfType<string>().Intersect(delta.ChangedLists.Select(list => list.Name), StringComparer.Ordinal).FirstOrDefault();
        return shared is null
            ? delta
            : throw new InvalidOperationException(
                $"Both the entries of the prefix list {shared} and the ports for which it counts change, and addresses could be closed for a moment: "
                + "change what is asked for and the document one after the other.");
    }

    /// <summary>Whether old and new rules fit side by side into each group, because new ones are added before old ones go.</summary>
    /// <exception cref="LimitExceededException">They do not.</exception>
    public static void Check(AwsPlan former, AwsPlan plan)
    {
        foreach (var (before, after) in former.Groups.Zip(plan.Groups))
        {
            var counts = from entry in before.Concat(after)
                         group entry by (entry.Direction, entry.Family, entry.Key) into same
                         group same by (same.Key.Direction, same.Key.Family) into kind
                         select (kind.Key, Count: kind.Sum(same => Most([.. same])));
            foreach (var (kind, count) in counts)
            {
                AwsLimits.Check(
                    AwsLimits.RulesOf(kind.Direction, kind.Family) + Together,
                    plan.Options.MaxRules,
                    count,
                    $"a quota of {Text(count)} rules, said as MaxRules",
                    plan.Lists.Count > 0 ? "the way over versions that differ less" : "OnOverflow.PrefixList");
            }
        }
    }

    // While its entries change, a list can have to be larger than it was and will be.
    private static long Most(IReadOnlyList<AwsEntry> same)
    {
        var most = same.Max(entry => (long)entry.Count);
        if (same is [{ List: { } old }, { List: { } updated }])
        {
            var (before, after) = (old.Addresses.ToHashSet(), updated.Addresses.ToHashSet());
            var (added, removed) = (after.Count(prefix => !before.Contains(prefix)), before.Count(prefix => !after.Contains(prefix)));
            var room = before.Count + added - (added + removed <= AwsLimits.EntriesPerCall ? removed : 0);
            AwsLimits.Check($"entries of the prefix list {updated.Name}{Together}", AwsLimits.PrefixListEntries, room, "the way over versions that differ less");
            return Math.Max(most, room);
        }

        return most;
    }

    private static string Text(long count) => count.ToString(CultureInfo.InvariantCulture);
}

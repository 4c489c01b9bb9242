namespace FirewallRules.Emitters;

/// <summary>The difference between two plans for one group: rules by their prefix, and prefix lists by their entries.</summary>
internal sealed class AwsSecurityGroupDelta
{
    private const string DuringUpdate = " during the update, old and new ones together";

    private AwsSecurityGroupDelta(AwsSecurityGroupPlan previous, AwsSecurityGroupPlan plan)
    {
        var before = previous.Groups[0].Select(entry => entry.Key).ToHashSet(StringComparer.Ordinal);
        var after = plan.Groups[0].Select(entry => entry.Key).ToHashSet(StringComparer.Ordinal);
        Added = [.. plan.Groups[0].Where(entry => !before.Contains(entry.Key))];
        Removed = [.. previous.Groups[0].Where(entry => !after.Contains(entry.Key))];
        ChangedLists = [.. plan.Lists.Where(list => !previous.Lists.Contains(list))];
        var names = plan.Lists.Select(list => list.Name).ToHashSet(StringComparer.Ordinal);
        RemovedLists = [.. previous.Lists.Where(list => !names.Contains(list.Name))];
        var changed = ChangedLists.ToHashSet();
        KeptLists =
        [
            .. Added.Concat(Removed).Select(entry => entry.List).OfType<AwsPrefixList>()
                .Where(list => names.Contains(list.Name) && !changed.Contains(list))
                .Distinct(),
        ];
        Directions = [.. OutputHeader.Directions(previous.Rules).Union(OutputHeader.Directions(plan.Rules)).Order()];
    }

    /// <summary>The rules that only the newer plan has.</summary>
    public IReadOnlyList<AwsEntry> Added { get; }

    /// <summary>The rules that only the older plan has.</summary>
    public IReadOnlyList<AwsEntry> Removed { get; }

    /// <summary>The lists that are new or have changed entries or size.</summary>
    public IReadOnlyList<AwsPrefixList> ChangedLists { get; }

    /// <summary>The unchanged lists that added or removed rules refer to.</summary>
    public IReadOnlyList<AwsPrefixList> KeptLists { get; }

    /// <summary>The lists that only the older plan has.</summary>
    public IReadOnlyList<AwsPrefixList> RemovedLists { get; }

    /// <summary>The directions of both plans.</summary>
    public IReadOnlyList<Direction> Directions { get; }

    /// <exception cref="RuleNotSupportedException">The rules are split over several groups, or a list changes together with its ports.</exception>
    /// <exception cref="LimitExceededException">Old and new rules together exceed the limit of the group.</exception>
    public static AwsSecurityGroupDelta Between(AwsSecurityGroupPlan previous, AwsSecurityGroupPlan plan)
    {
        if (previous.Groups.Count > 1 || plan.Groups.Count > 1)
        {
            throw new RuleNotSupportedException(
                RuleNotSupportedReason.SplitUpdateNotSupported,
                "There is no update for rules that are split over several groups, because a prefix can move from one group to another: use Emit for "
                + "the newer rules, whose script compares each group.");
        }

        Check(previous, plan);
        var delta = new AwsSecurityGroupDelta(previous, plan);

        // The entries of a list change before rules do, so addresses would be blocked if a rule moved to another list at the same time.
        var changed = delta.ChangedLists.Select(list => list.Name);
        var shared = delta.Removed.Select(entry => entry.List?.Name).OfType<string>().Intersect(changed, StringComparer.Ordinal).FirstOrDefault();
        return shared is null
            ? delta
            : throw new RuleNotSupportedException(
                RuleNotSupportedReason.ListChangesWithPorts,
                $"Both the entries of the prefix list {shared} and the ports of its rules change, so that traffic could be blocked for a moment: update the "
                + "rules and the document one after the other.")
            {
                Names = [shared],
            };
    }

    /// <summary>Checks each group for old and new rules together, because new ones are added before old ones are removed.</summary>
    /// <exception cref="LimitExceededException">A limit is exceeded.</exception>
    public static void Check(AwsSecurityGroupPlan previous, AwsSecurityGroupPlan plan)
    {
        // A group that only one of the plans has cannot exceed its limit.
        foreach (var (before, after) in previous.Groups.Zip(plan.Groups))
        {
            var counts = from entry in before.Concat(after)
                         group entry by (entry.Direction, entry.Family, entry.Key) into same
                         group same by (same.Key.Direction, same.Key.Family) into kind
                         select (kind.Key, Count: kind.Sum(same => MaxCount([.. same])));
            foreach (var (kind, count) in counts)
            {
                AwsLimits.Check(
                    AwsLimits.RulesOf(kind.Direction, kind.Family) + DuringUpdate,
                    plan.Options.MaxRules,
                    count,
                    [.. plan.DuringUpdateRemedies(previous, count)]);
            }
        }
    }

    // While its entries change, a list may need more room than before and after.
    private static long MaxCount(IReadOnlyList<AwsEntry> same)
    {
        var max = same.Max(entry => (long)entry.Count);
        if (same is [{ List: { } old }, { List: { } updated }])
        {
            var (before, after) = (old.Addresses.ToHashSet(), updated.Addresses.ToHashSet());
            var (added, removed) = (after.Count(prefix => !before.Contains(prefix)), before.Count(prefix => !after.Contains(prefix)));
            var room = before.Count + added - (added + removed <= AwsLimits.EntriesPerCall ? removed : 0);
            AwsLimits.Check(
                $"entries of the prefix list {updated.Name}{DuringUpdate}",
                AwsLimits.PrefixListEntries,
                room,
                new LimitRemedy(LimitRemedyKind.SmallerUpdate));
            return Math.Max(max, room);
        }

        return max;
    }
}

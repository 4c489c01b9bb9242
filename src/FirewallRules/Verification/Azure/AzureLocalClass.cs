namespace FirewallRules.Verification;

/// <summary>
/// Local addresses, or members of an application security group, that the rules of this project do not tell apart. Traffic is judged for each class.
/// </summary>
/// <param name="Name">The name in findings.</param>
/// <param name="Addresses">The addresses; all where classes are told apart by a group.</param>
/// <param name="Group">The group by which classes are told apart; <see langword="null"/> where they are told apart by addresses.</param>
/// <param name="IsMember">Whether these are the members of the group.</param>
internal sealed record AzureLocalClass(string Name, AddressSet Addresses, string? Group = null, bool IsMember = false)
{
    // Real rules have one local side, or a few that were edited.
    private const int MaxSets = 4;

    private static readonly AddressSet Whole = AddressSet.AllIPv4.Union(AddressSet.AllIPv6);

    /// <summary>The classes for rules that were written with these options.</summary>
    /// <param name="options">The options.</param>
    /// <param name="ours">The rules of this project in the live state.</param>
    public static IReadOnlyList<AzureLocalClass> For(AzureNsgOptions options, IEnumerable<AzureSecurityRule> ours)
    {
        if (options.LocalSecurityGroup is { } group)
        {
            return
            [
                new($"application security group {group}", Whole, group, IsMember: true),
                new($"what is outside of application security group {group}", Whole, group),
            ];
        }

        var wanted = options.LocalAddresses.IsEmpty ? Whole : options.LocalAddresses;
        var sets = ours.Where(rule => rule.LocalGroups.Count == 0).Select(rule => rule.Local.Sure).Where(set => !IsOneFamilyOf(set, wanted))
            .Prepend(wanted)
            .Where(set => set != Whole)
            .Distinct()
            .Take(MaxSets)
            .ToList();
        List<AddressSet> classes = [Whole];
        foreach (var set in sets)
        {
            classes = [.. classes.SelectMany(part => new[] { part.Intersect(set), part.Except(set) }).Where(part => !part.IsEmpty)];
        }

        var outside = Whole.Except(sets.Aggregate(AddressSet.Empty, (all, set) => all.Union(set)));
        return [.. classes.Select((part, i) => new AzureLocalClass(NameOf(classes, i, outside), part))];
    }

    /// <summary>Whether a rule applies to the class: surely, surely not, or <see langword="null"/> for perhaps or partly.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="isOurs">Whether it is of this project: then its group is meant to be that of the class.</param>
    /// <param name="family">The family.</param>
    public bool? IsIn(AzureSecurityRule rule, bool isOurs, IpFamily family)
    {
        if (rule.LocalGroups.Count > 0)
        {
            // A member of one group can be a member of others.
            var (names, others) = (rule.LocalGroups.Contains(Group, StringComparer.OrdinalIgnoreCase), rule.LocalGroups.Any(IsOther));
            return Group is null ? null : IsMember && names ? true : others && !(isOurs && IsMember) ? null : false;
        }

        var own = Addresses.Only(family);
        return own.IsEmpty ? false : rule.Local.Sure.Contains(own) ? true : rule.Local.All.Overlaps(own) ? null : false;
    }

    private bool IsOther(string group) => !group.Equals(Group, StringComparison.OrdinalIgnoreCase);

    // A rule has the local addresses of its own family only.
    private static bool IsOneFamilyOf(AddressSet set, AddressSet wanted) => set == wanted.IPv4 || set == wanted.IPv6;

    // A long list is cut, so that two of them can look the same.
    private static string NameOf(List<AddressSet> classes, int index, AddressSet outside)
    {
        var name = classes[index].Overlaps(outside) ? "other local addresses" : $"local addresses {classes[index]}";
        return classes.Take(index).Any(other => $"local addresses {other}" == name) ? $"{name} ({index})" : name;
    }
}

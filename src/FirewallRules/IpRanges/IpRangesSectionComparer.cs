using System.Numerics;
using System.Text;
using System.Text.Json;

namespace FirewallRules.IpRanges;

/// <summary>
/// Compares a section of two documents: prefixes by hashing, addresses by merging sorted ranges. Only differences are sorted.
/// </summary>
internal static class IpRangesSectionComparer
{
    // A decimal has at most 28 decimal places, so that a fraction multiplied by this is a whole number.
    private const decimal Whole = 1e28m;

    // The largest growth factor multiplied by this fits in a decimal.
    private const decimal Fine = 1e15m;

    /// <summary>Compares a section; at most one of the arguments is null.</summary>
    public static IpRangesSectionDiff Compare(IpRangesSection? old, IpRangesSection? updated, IpRangesDiffOptions options)
    {
        var (oldAddresses, newAddresses) = (old?.Addresses ?? AddressSet.Empty, updated?.Addresses ?? AddressSet.Empty);
        var (added, removed) = Differences(Published(old), Published(updated));
        var locations = Locations(old, updated);
        return new IpRangesSectionDiff((updated ?? old)!.Section)
        {
            Change = Change(old, updated, locations),
            OldAddresses = oldAddresses,
            NewAddresses = newAddresses,
            AddedAddresses = newAddresses.Except(oldAddresses),
            RemovedAddresses = oldAddresses.Except(newAddresses),
            AddedPrefixes = added,
            RemovedPrefixes = removed,
            Locations = locations,
            ShrunkFamilies = Families(oldAddresses, newAddresses, (before, after, _) => HasShrunk(before, after, options)),
            GrownFamilies = Families(oldAddresses, newAddresses, (before, after, family) => HasGrown(before, after, family, options)),
        };
    }

    public static bool SameKeys(IReadOnlyDictionary<string, JsonElement> old, IReadOnlyDictionary<string, JsonElement> updated)
        => old.Count == updated.Count && (old.Count == 0 || CompactText(old) == CompactText(updated));

    private static IpRangesChange Change(IpRangesSection? old, IpRangesSection? updated, List<IpRangesLocationDiff> locations)
    {
        if (old is null)
        {
            return IpRangesChange.New;
        }

        if (updated is null)
        {
            return IpRangesChange.Removed;
        }

        return locations.Count > 0 || old.Addresses != updated.Addresses ? IpRangesChange.Changed
            : IsSameText(old, updated) ? IpRangesChange.Unchanged
            : IpRangesChange.FormattingOnly;
    }

    private static List<IpRangesLocationDiff> Locations(IpRangesSection? old, IpRangesSection? updated)
    {
        var changed = new List<IpRangesLocationDiff>();
        IReadOnlyList<string> before = old?.Locations ?? [], after = updated?.Locations ?? [];
        int i = 0, j = 0;
        while (i < before.Count || j < after.Count)
        {
            var order = i == before.Count ? 1 : j == after.Count ? -1 : string.CompareOrdinal(before[i], after[j]);
            var name = order <= 0 ? before[i] : after[j];
            (i, j) = (order <= 0 ? i + 1 : i, order >= 0 ? j + 1 : j);
            if (order == 0 && IsSameList(At(old!.Content.IPv4ByLocation, name), At(updated!.Content.IPv4ByLocation, name))
                && IsSameList(At(old.Content.IPv6ByLocation, name), At(updated.Content.IPv6ByLocation, name)))
            {
                continue;
            }

            var oldAddresses = order <= 0 ? old!.AddressesAt(name) : AddressSet.Empty;
            var newAddresses = order >= 0 ? updated!.AddressesAt(name) : AddressSet.Empty;
            if (order != 0 || oldAddresses != newAddresses)
            {
                var change = order < 0 ? IpRangesChange.Removed : order > 0 ? IpRangesChange.New : IpRangesChange.Changed;
                changed.Add(new IpRangesLocationDiff(name, change, newAddresses.Except(oldAddresses), oldAddresses.Except(newAddresses)));
            }
        }

        return changed;
    }

    private static Cidr[] Published(IpRangesSection? section)
    {
        if (section is null)
        {
            return [];
        }

        var content = section.Content;
        return [.. content.IPv4 ?? Values(content.IPv4ByLocation), .. content.IPv6 ?? Values(content.IPv6ByLocation)];
    }

    private static IEnumerable<Cidr> Values(Dictionary<string, Cidr[]>? byLocation) => byLocation?.Values.SelectMany(prefixes => prefixes) ?? [];

    private static (IReadOnlyList<Cidr> Added, IReadOnlyList<Cidr> Removed) Differences(Cidr[] old, Cidr[] updated)
    {
        if (old.AsSpan().SequenceEqual(updated))
        {
            return ([], []);
        }

        HashSet<Cidr> before = [.. old], after = [.. updated];
        Cidr[] added = [.. after.Where(prefix => !before.Contains(prefix))], removed = [.. before.Where(prefix => !after.Contains(prefix))];
        Array.Sort(added);
        Array.Sort(removed);
        return (added, removed);
    }

    private static List<IpFamily> Families(AddressSet old, AddressSet updated, Func<AddressSet, AddressSet, IpFamily, bool> isAffected)
    {
        var affected = new List<IpFamily>();
        foreach (var family in new[] { IpFamily.IPv4, IpFamily.IPv6 })
        {
            var (before, after) = family == IpFamily.IPv4 ? (old.IPv4, updated.IPv4) : (old.IPv6, updated.IPv6);
            if (isAffected(before, after, family))
            {
                affected.Add(family);
            }
        }

        return affected;
    }

    private static bool HasShrunk(AddressSet before, AddressSet after, IpRangesDiffOptions options)
    {
        var lost = before.Except(after).CountAddresses() * (BigInteger)Whole;
        return !before.IsEmpty && (after.IsEmpty || lost > before.CountAddresses() * (BigInteger)((decimal)options.ShrinkThreshold * Whole));
    }

    private static bool HasGrown(AddressSet before, AddressSet after, IpFamily family, IpRangesDiffOptions options)
    {
        var (limit, least) = family == IpFamily.IPv4
            ? (options.IPv4GrowthLimit, IpRangesDiffOptions.IPv4GrowthBase)
            : (options.IPv6GrowthLimit, IpRangesDiffOptions.IPv6GrowthBase);
        if (before.IsEmpty || double.IsInfinity(options.GrowthFactor))
        {
            return after.Except(before).CountAddresses() > limit;
        }

        var scaled = BigInteger.Max(before.CountAddresses(), least) * (BigInteger)((decimal)options.GrowthFactor * Fine);
        return after.CountAddresses() * (BigInteger)Fine > scaled || after.Except(before).CountAddresses() > limit;
    }

    private static bool IsSameText(IpRangesSection old, IpRangesSection updated)
    {
        var (before, after) = (old.Content, updated.Content);
        return IsSameList(before.IPv4, after.IPv4) && IsSameList(before.IPv6, after.IPv6)
            && AreSameLists(before.IPv4ByLocation, after.IPv4ByLocation) && AreSameLists(before.IPv6ByLocation, after.IPv6ByLocation)
            && SameKeys(before.Unknown, after.Unknown);
    }

    private static bool IsSameList(Cidr[]? old, Cidr[]? updated)
        => (old is null) == (updated is null) && old.AsSpan().SequenceEqual(updated);

    private static Cidr[]? At(Dictionary<string, Cidr[]>? byLocation, string location) => byLocation?.GetValueOrDefault(location);

    private static bool AreSameLists(Dictionary<string, Cidr[]>? old, Dictionary<string, Cidr[]>? updated)
        => (old is null) == (updated is null)
            && (old is null || (old.Keys.SequenceEqual(updated!.Keys, StringComparer.Ordinal)
                && old.All(pair => IsSameList(pair.Value, updated[pair.Key]))));

    private static string CompactText(IReadOnlyDictionary<string, JsonElement> keys)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            foreach (var (key, value) in keys)
            {
                writer.WritePropertyName(key);
                value.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}

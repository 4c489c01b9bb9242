using System.Net.Sockets;
using System.Numerics;
using System.Text.Json.Nodes;
using FirewallRules.Tests.Reference;

namespace FirewallRules.Tests.IpRanges;

/// <summary>Every ordered pair of the published documents, against sets that are computed from the raw JSON.</summary>
public sealed class DiffRealDocumentTests
{
    private static IEnumerable<TestCaseData> Pairs()
        => from old in RealDocuments.Versions
           from updated in RealDocuments.Versions
           where old != updated
           select new TestCaseData(old, updated);

    [TestCaseSource(nameof(Pairs))]
    public void Is_what_the_raw_JSON_says(int old, int updated)
    {
        var (before, after) = (JsonNode.Parse(RealDocuments.Bytes(old))!.AsObject(), JsonNode.Parse(RealDocuments.Bytes(updated))!.AsObject());
        var diff = IpRangesDiff.Between(RealDocuments.Parse(old), RealDocuments.Parse(updated));
        var names = Sections(after).Concat(Sections(before)).Distinct(StringComparer.Ordinal).ToArray();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(diff.Sections.Select(section => section.Section.Name), Is.EqualTo(names));
            Assert.That(diff.VersionRelation, Is.EqualTo(old < updated ? IpRangesVersionRelation.Newer : IpRangesVersionRelation.Older));
            Assert.That(diff.IsSame, Is.False);
            foreach (var section in diff.Sections)
            {
                Check(section, before[section.Section.Name], after[section.Section.Name]);
            }

            Check(diff.AddedAddresses, names.SelectMany(name => Flat(after[name])), names.SelectMany(name => Flat(before[name])), "all sections");
            Check(diff.RemovedAddresses, names.SelectMany(name => Flat(before[name])), names.SelectMany(name => Flat(after[name])), "all sections");
        }
    }

    private static void Check(IpRangesSectionDiff section, JsonNode? before, JsonNode? after)
    {
        var (old, updated) = (Flat(before).ToArray(), Flat(after).ToArray());
        var name = section.Section.Name;
        Assert.That(section.AddedPrefixes.Select(prefix => prefix.ToString()), Is.EqualTo(Sorted(updated.Except(old, StringComparer.Ordinal))), name);
        Assert.That(section.RemovedPrefixes.Select(prefix => prefix.ToString()), Is.EqualTo(Sorted(old.Except(updated, StringComparer.Ordinal))), name);
        Check(section.AddedAddresses, updated, old, name);
        Check(section.RemovedAddresses, old, updated, name);

        var locations = Locations(before)
            .Union(Locations(after), StringComparer.Ordinal)
            .Where(at => Differs(At(before, at), At(after, at)))
            .Order(StringComparer.Ordinal);
        Assert.That(section.Locations.Select(location => location.Name), Is.EqualTo(locations), name);
        foreach (var location in section.Locations)
        {
            Check(location.AddedAddresses, At(after, location.Name), At(before, location.Name), location.Name);
            Check(location.RemovedAddresses, At(before, location.Name), At(after, location.Name), location.Name);
            Assert.That(location.Change, Is.EqualTo(Kind(Locations(before).Contains(location.Name), Locations(after).Contains(location.Name))), location.Name);
        }

        var isChanged = section.Locations.Count > 0 || Differs(old, updated);
        var form = JsonNode.DeepEquals(before, after) ? IpRangesChange.Unchanged : IpRangesChange.FormattingOnly;
        Assert.That(section.Change, Is.EqualTo(before is null || after is null || isChanged ? Kind(before is not null, after is not null) : form), name);
        Assert.That(section.ShrunkFamilies, Is.EqualTo(new[] { IpFamily.IPv4, IpFamily.IPv6 }.Where(family => HasShrunk(old, updated, family))), name);
    }

    private static void Check(AddressSet addresses, IEnumerable<string> inThese, IEnumerable<string> notInThose, string name)
    {
        var (plus, minus) = (inThese.ToArray(), notInThose.ToArray());
        var expected = NaiveIntervals.Except(plus, minus, AddressFamily.InterNetwork).Concat(NaiveIntervals.Except(plus, minus, AddressFamily.InterNetworkV6));
        Assert.That(addresses.Ranges.Select(Interval), Is.EqualTo(expected), name);
    }

    private static (BigInteger First, BigInteger Last) Interval(AddressRange range)
        => (new BigInteger(range.FirstAddress.GetAddressBytes(), isUnsigned: true, isBigEndian: true),
            new BigInteger(range.LastAddress.GetAddressBytes(), isUnsigned: true, isBigEndian: true));

    private static bool HasShrunk(string[] old, string[] updated, IpFamily family)
    {
        var naive = family == IpFamily.IPv4 ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;
        var (before, lost) = (Count(NaiveIntervals.Merge(old, naive)), Count(NaiveIntervals.Except(old, updated, naive)));
        return 2 * lost > before || (before > 0 && NaiveIntervals.Merge(updated, naive).Count == 0);

        static BigInteger Count(IEnumerable<(BigInteger First, BigInteger Last)> intervals)
            => intervals.Aggregate(BigInteger.Zero, (sum, one) => sum + one.Last - one.First + 1);
    }

    private static IpRangesChange Kind(bool before, bool after) => !before ? IpRangesChange.New : after ? IpRangesChange.Changed : IpRangesChange.Removed;

    private static bool Differs(IEnumerable<string> old, IEnumerable<string> updated)
        => new[] { AddressFamily.InterNetwork, AddressFamily.InterNetworkV6 }.Any(
            family => !NaiveIntervals.Merge(old, family).SequenceEqual(NaiveIntervals.Merge(updated, family)));

    private static IEnumerable<string> Sections(JsonObject document) => document.Where(pair => pair.Value is JsonObject).Select(pair => pair.Key);

    private static IEnumerable<string> Flat(JsonNode? section) => Strings(section?["prefixes_ipv4"]).Concat(Strings(section?["prefixes_ipv6"]));

    private static IEnumerable<string> At(JsonNode? section, string location)
        => Strings(section?["prefixes_ipv4_by_location"]?[location]).Concat(Strings(section?["prefixes_ipv6_by_location"]?[location]));

    private static List<string> Locations(JsonNode? section)
        => [.. new[] { "prefixes_ipv4_by_location", "prefixes_ipv6_by_location" }.SelectMany(
            key => section?[key]?.AsObject().Select(pair => pair.Key) ?? [])
            .Distinct(StringComparer.Ordinal)];

    private static IEnumerable<string> Strings(JsonNode? list) => list?.AsArray().Select(item => item!.GetValue<string>()) ?? [];

    private static string[] Sorted(IEnumerable<string> prefixes)
        => [.. prefixes.OrderBy(prefix => prefix.Contains(':'))
            .ThenBy(prefix => NaiveIntervals.Interval(prefix).First)
            .ThenByDescending(prefix => NaiveIntervals.Interval(prefix).Last)];
}

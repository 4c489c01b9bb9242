using System.Text.Json.Nodes;
using FirewallRules.Tests.Networks;
using FsCheck;
using FsCheck.Fluent;

namespace FirewallRules.Tests.IpRanges;

/// <summary>Laws of the diff on random documents with few sections, prefixes and locations, so that they overlap.</summary>
[RandomSeeds]
public sealed class DiffPropertyTests
{
    private const int Cases = 1_000;

    private static readonly string[] Names = ["logs", "api", "synthetics", "brand-new"];
    private static readonly string[] Places = ["aws:a", "aws:b", "|`<"];

    private static readonly Gen<Cidr[]> PrefixList = Gen.Choose(0, 6).SelectMany(count => Arbitrary.Prefix
        .Where(prefix => prefix.PrefixLength >= (prefix.Family == IpFamily.IPv4 ? 8 : 16)).ArrayOf(count));

    private static readonly Gen<JsonObject> SectionJson =
        PrefixList.Zip(PrefixList).Zip(Gen.Choose(0, Places.Length), (lists, places) => (lists.Item1, lists.Item2, Item3: places))
        .Select(parts => Section(parts.Item1, Places.Take(parts.Item3).Select((place, i) => (place, parts.Item2.Skip(i).ToArray()))));

    private static readonly Gen<IpRangesDocument> Document = Gen.Choose(0, 3)
        .Zip(Gen.Choose(1, (1 << Names.Length) - 1))
        .Zip(SectionJson.ArrayOf(Names.Length), (numbers, sections) => (numbers.Item1, numbers.Item2, Item3: sections))
        .Select(parts =>
        {
            var json = new JsonObject { ["version"] = parts.Item1 };
            for (var i = 0; i < Names.Length; i++)
            {
                if (((parts.Item2 >> i) & 1) == 1)
                {
                    json[Names[i]] = parts.Item3[i].DeepClone();
                }
            }

            return DiffDocuments.Parse(json.ToJsonString());
        });

    [Test]
    public void What_is_added_and_removed_makes_the_new_of_the_old()
        => Holds((old, updated, diff) => diff.Sections.All(section =>
        {
            var (before, after) = (Find(old, section.Section), Find(updated, section.Section));
            var (oldPrefixes, newPrefixes) = (Published(before), Published(after));
            return oldPrefixes.Except(section.RemovedPrefixes).Union(section.AddedPrefixes).ToHashSet().SetEquals(newPrefixes)
                && !section.AddedPrefixes.Any(oldPrefixes.Contains) && !section.RemovedPrefixes.Any(newPrefixes.Contains)
                && section.AddedPrefixes.SequenceEqual(section.AddedPrefixes.Distinct().Order())
                && section.RemovedPrefixes.SequenceEqual(section.RemovedPrefixes.Distinct().Order())
                && (before?.Addresses ?? AddressSet.Empty)
                    .Except(section.RemovedAddresses)
                    .Union(section.AddedAddresses) == (after?.Addresses ?? AddressSet.Empty)
                && section.Locations.All(location => AddressesAt(before, location.Name)
                    .Except(location.RemovedAddresses)
                    .Union(location.AddedAddresses) == AddressesAt(after, location.Name));
        }));

    [Test]
    public void A_document_does_not_differ_from_itself()
        => Holds((old, _, _) => IpRangesDiff.Between(old, old) is { IsSame: true, IsFormattingOnly: false, HasShrunk: false } diff
            && diff.Sections.All(section => section.Change == IpRangesChange.Unchanged && section.Locations.Count == 0));

    [Test]
    public void The_reverse_change_has_the_signs_swapped()
        => Holds((old, updated, diff) =>
        {
            var back = IpRangesDiff.Between(updated, old).Sections.ToDictionary(section => section.Section);
            return diff.Sections.Count == back.Count && diff.Sections.All(section => back[section.Section] is { } other
                && Swapped(section.Change) == other.Change
                && section.AddedPrefixes.SequenceEqual(other.RemovedPrefixes) && section.RemovedPrefixes.SequenceEqual(other.AddedPrefixes)
                && section.AddedAddresses == other.RemovedAddresses && section.RemovedAddresses == other.AddedAddresses
                && section.MovedIn.Select(move => move.Prefix).SequenceEqual(other.MovedOut.Select(move => move.Prefix))
                && section.Locations.Select(location => (location.Name, Swapped(location.Change)))
                    .SequenceEqual(other.Locations.Select(location => (location.Name, location.Change))));
        });

    [Test]
    public void Another_split_and_another_order_are_the_same_content()
        => Holds((old, _, _) =>
        {
            var diff = IpRangesDiff.Between(old, Reshaped(old));
            return diff.IsSame && !diff.HasShrunk && diff.AddedAddresses.IsEmpty && diff.RemovedAddresses.IsEmpty && diff.Moves.Count == 0;
        });

    [Test]
    public void The_documents_are_the_same_exactly_when_nothing_differs_that_rules_are_made_of()
        => Holds((old, updated, diff) => diff.IsSame == (
            old.Sections.Select(section => section.Section).ToHashSet().SetEquals(updated.Sections.Select(section => section.Section))
            && old.Sections.All(section => updated[section.Section] is { } other && section.Addresses == other.Addresses
                && section.Locations.SequenceEqual(other.Locations, StringComparer.Ordinal)
                && section.Locations.All(location => section.AddressesAt(location) == other.AddressesAt(location)))));

    [Test]
    public void Moves_are_removed_here_and_added_there()
        => Holds((_, _, diff) => diff.Moves.SequenceEqual(diff.Sections.SelectMany(section => section.MovedIn).Distinct().OrderBy(move => move.Prefix))
            && diff.Sections.All(section => section.MovedOut.All(move => move.From.Contains(section.Section)
                    && section.RemovedAddresses.Contains(move.Prefix)
                    && section.RemovedPrefixes.Contains(move.Prefix))
                && section.MovedIn.All(move => move.To.Contains(section.Section)
                    && section.AddedAddresses.Contains(move.Prefix)
                    && section.AddedPrefixes.Contains(move.Prefix))));

    [Test]
    public void Every_form_can_be_written()
        => Holds((_, _, diff) => JsonNode.Parse(diff.ToJson()) is not null
            && diff.ToString().EndsWith('\n')
            && diff.ToMarkdown().Length <= IpRangesDiff.MaxMarkdownLength);

    private static void Holds(Func<IpRangesDocument, IpRangesDocument, IpRangesDiff, bool> law)
    {
        var property = Prop.ForAll(Arb.From(Document), Arb.From(Document), (old, updated) => law(old, updated, IpRangesDiff.Between(old, updated)));
        var seed = new Replay(new Rnd((ulong)Seed.Announce()), null);
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(Cases).WithQuietOnSuccess(true).WithReplay(seed), property);
    }

    private static IpRangesChange Swapped(IpRangesChange change) => change switch
    {
        IpRangesChange.New => IpRangesChange.Removed,
        IpRangesChange.Removed => IpRangesChange.New,
        _ => change,
    };

    private static IpRangesSection? Find(IpRangesDocument document, Section name) => document.TryGetSection(name, out var section) ? section : null;

    private static HashSet<Cidr> Published(IpRangesSection? section) => section is null ? [] : [.. section.IPv4Prefixes, .. section.IPv6Prefixes];

    private static AddressSet AddressesAt(IpRangesSection? section, string location)
        => section is not null && section.Locations.Contains(location, StringComparer.Ordinal) ? section.AddressesAt(location) : AddressSet.Empty;

    private static JsonObject Section(Cidr[] all, IEnumerable<(string Place, Cidr[] Prefixes)> places)
    {
        var section = new JsonObject { ["prefixes_ipv4"] = List(all, IpFamily.IPv4), ["prefixes_ipv6"] = List(all, IpFamily.IPv6) };
        foreach (var (place, prefixes) in places)
        {
            (section["prefixes_ipv4_by_location"] ??= new JsonObject())[place] = List(prefixes, IpFamily.IPv4);
            (section["prefixes_ipv6_by_location"] ??= new JsonObject())[place] = List(prefixes, IpFamily.IPv6);
        }

        return section;
    }

    private static JsonArray List(IEnumerable<Cidr> prefixes, IpFamily family)
        => [.. prefixes.Where(prefix => prefix.Family == family).Select(prefix => JsonValue.Create(prefix.ToString()))];

    // Each prefix in two halves, all backwards, the sections too.
    private static IpRangesDocument Reshaped(IpRangesDocument document)
    {
        var json = new JsonObject { ["version"] = document.Version };
        foreach (var section in document.Sections.Reverse())
        {
            json[section.Section.Name] = Section(
                [.. Halves([.. section.IPv4Prefixes, .. section.IPv6Prefixes])],
                section.Locations.Reverse().Select(location => (location, Halves(section.AddressesAt(location)).ToArray())));
        }

        return DiffDocuments.Parse(json.ToJsonString());
    }

    private static IEnumerable<Cidr> Halves(IEnumerable<Cidr> prefixes) => prefixes.Reverse().SelectMany(prefix =>
        prefix.PrefixLength == (prefix.Family == IpFamily.IPv4 ? 32 : 128)
            ? [prefix]
            : new[] { prefix.LastAddress, prefix.FirstAddress }.Select(address => Cidr.Parse($"{address}/{prefix.PrefixLength + 1}", CidrStyles.MaskHostBits)));
}

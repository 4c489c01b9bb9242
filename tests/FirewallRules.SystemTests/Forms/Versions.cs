using FirewallRules.Tests.IpRanges;

namespace FirewallRules.SystemTests;

/// <summary>Real documents one after another, as rules for every section that either has.</summary>
internal static class Versions
{
    public static IEnumerable<(int Old, int New)> Pairs => RealDocuments.Versions.Zip(RealDocuments.Versions.Skip(1));

    /// <summary>The rules of both versions; ends the test as ignored where the documents are not there.</summary>
    /// <param name="old">The older version.</param>
    /// <param name="updated">The newer version.</param>
    /// <param name="most">
    /// The maximum number of prefixes of both versions together, counted once for each port range.
    /// Changed sections are selected first, and of these the smallest.
    /// </param>
    public static (RuleSet Old, RuleSet Updated) Rules(int old, int updated, int most = int.MaxValue)
    {
        var (before, after) = (RealDocuments.Parse(old), RealDocuments.Parse(updated));
        var left = most;
        SectionSelection[] sections =
        [
            .. from name in Names(before).Union(Names(after))
               let rules = (Old: RuleSet.For(before, name.AllowMissing()), New: RuleSet.For(after, name.AllowMissing()))
               let size = Size(rules.Old) + Size(rules.New)
               orderby RuleSetChange.Between(rules.Old, rules.New).IsEmpty, size
               where size > 0 && (left -= size) >= 0
               select name.AllowMissing(),
        ];
        return (RuleSet.For(before, sections), RuleSet.For(after, sections));
    }

    private static int Size(RuleSet rules) => rules.Rules.Sum(rule => rule.Ports.Count * rule.Remote.Addresses.CountPrefixes());

    private static IEnumerable<Section> Names(IpRangesDocument document) => document.Sections.Select(section => section.Section);
}

using FirewallRules.Tests.IpRanges;

namespace FirewallRules.SystemTests;

/// <summary>Real documents one after another, as rules for every section that either has.</summary>
internal static class Versions
{
    public static IEnumerable<(int Old, int New)> Pairs => RealDocuments.Versions.Zip(RealDocuments.Versions.Skip(1));

    /// <summary>The rules of both versions; ends the test as ignored where the documents are not there.</summary>
    /// <param name="old">The older version.</param>
    /// <param name="updated">The newer version.</param>
    /// <param name="most">How many prefixes of both together there may be, counted for each run of ports; sections that change are taken first then, and the smallest of these.</param>
    public static (RuleSet Old, RuleSet Updated) Rules(int old, int updated, int most = int.MaxValue)
    {
        var (before, after) = (RealDocuments.Parse(old), RealDocuments.Parse(updated));
        var left = most;
        SectionSelection[] sections =
        [
            .. from name in Names(before).Union(Names(after))
               let rules = (Old: RuleSet.For(before, name.OrEmpty()), New: RuleSet.For(after, name.OrEmpty()))
               let size = Size(rules.Old) + Size(rules.New)
               orderby RuleSetChange.Between(rules.Old, rules.New).IsEmpty, size
               where size > 0 && (left -= size) >= 0
               select name.OrEmpty(),
        ];
        return (RuleSet.For(before, sections), RuleSet.For(after, sections));
    }

    private static int Size(RuleSet rules) => rules.Rules.Sum(rule => rule.Ports.Count * rule.Remote.Addresses.CountPrefixes());

    private static IEnumerable<Section> Names(IpRangesDocument document) => document.Sections.Select(section => section.Name);
}

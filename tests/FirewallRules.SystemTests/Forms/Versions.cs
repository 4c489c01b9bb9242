using FirewallRules.IpRanges;
using FirewallRules.Tests.IpRanges;

namespace FirewallRules.SystemTests;

/// <summary>Real documents one after another, as rules for every section that either has.</summary>
internal static class Versions
{
    public static IEnumerable<(int Old, int New)> Pairs => RealDocuments.Versions.Zip(RealDocuments.Versions.Skip(1));

    /// <summary>The rules of both versions; ends the test as ignored where the documents are not there.</summary>
    public static (RuleSet Old, RuleSet Updated) Rules(int old, int updated)
    {
        var (before, after) = (RealDocuments.Parse(old), RealDocuments.Parse(updated));
        SectionSelection[] sections = [.. Names(before).Union(Names(after)).Select(name => name.OrEmpty())];
        return (RuleSet.For(before, sections), RuleSet.For(after, sections));
    }

    private static IEnumerable<Section> Names(IpRangesDocument document) => document.Sections.Select(section => section.Name);
}

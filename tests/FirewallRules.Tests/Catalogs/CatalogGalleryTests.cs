using FirewallRules.Emitters;
using FirewallRules.Tests.Emitters;

namespace FirewallRules.Tests.Catalogs;

/// <summary>A few outputs of catalogues as files to read.</summary>
public sealed class CatalogGalleryTests
{
    private static readonly string[] Formats = ["nftables-table-deny", "iptables", "ipset", "windows", "aws-terraform", "azure-bicep"];

    private static IEnumerable<TestCaseData> Outputs()
        => from format in Formats
           let one = EmitterCases.Gallery.Single(one => one.Name == format)
           from sample in new[] { ("agent-v7", CatalogSamples.AgentV7), ("datakit", CatalogSamples.DataKit) }
           select new TestCaseData(one, sample.Item2, $"Catalogs/{one.Name}-{sample.Item1}{one.Extension}") { TestName = $"{one.Name} {sample.Item1}" };

    [TestCaseSource(nameof(Outputs))]
    public void Is_as_approved(EmitterCase one, RuleSet rules, string file)
        => Approved.Verify(
            file,
            rules.Emit(one.Emitter)
                .Replace($"FirewallRules {OutputHeader.ToolVersion}.", "FirewallRules X.Y.Z.", StringComparison.Ordinal));
}

using FirewallRules.Emitters;

namespace FirewallRules.Tests.Emitters;

/// <summary>Every output as a file to read; what it means is tested elsewhere.</summary>
public sealed class GalleryTests
{
    private static IEnumerable<TestCaseData> Outputs()
        => from one in EmitterCases.Gallery
           from sample in SampleRules.All
           where one.Emitter.Name != "lines" || !SampleRules.Mix.Equals(sample.Rules)
           select new TestCaseData(one, sample.Rules, $"{one.Name}-{sample.Name}{one.Extension}") { TestName = $"{one.Name} {sample.Name}" };

    [TestCaseSource(nameof(Outputs))]
    public void Is_as_approved(EmitterCase one, RuleSet rules, string file)
    {
        // The version of this library changes with every release and is no part of what was approved.
        var text = rules.Emit(one.Emitter).Replace($"FirewallRules {OutputHeader.ToolVersion}.", "FirewallRules X.Y.Z.", StringComparison.Ordinal);

        Approved.Verify(file, text);
    }
}

namespace FirewallRules.Tests.Conventions;

/// <summary>No folder of the library depends on one further right.</summary>
public sealed class PipelineTests
{
    private static readonly (string Path, string Text)[] Library =
    [
        .. SourceRoot.SourceFiles("src", "FirewallRules").Select(file => (
            Path.GetRelativePath(SourceRoot.Combine("src", "FirewallRules"), file).Replace('\\', '/'),
            File.ReadAllText(file))),
    ];

    [Test]
    public void No_file_names_a_type_from_further_right() => Assert.That(Pipeline.Violations(Library), Is.Empty);

    [Test]
    public void Every_file_has_a_place_in_the_pipeline()
        => Assert.That(Library.Select(file => file.Path).Where(path => Pipeline.StageOf(path) is null), Is.Empty, "give the folder a row in Pipeline.Stages");

    // The check itself: each row breaks the order once, in the file named first.
    [TestCase("Networks/A.cs", "class A { Section x; }", "Section.Known.cs", "public readonly partial struct Section { }")]
    [TestCase("Section.cs", "struct Section { IpRangesDocument x; }", "IpRanges/IpRangesDocument.cs", "public sealed class IpRangesDocument { }")]
    [TestCase("IpRanges/A.cs", "class A { void F() => new RuleSet(); }", "RuleSet.cs", "public sealed class RuleSet { }")]
    [TestCase("Rule.cs", "class Rule { void F() => $\"{IptablesEmitter.Name}\"; }", "Emitters/Iptables/IptablesEmitter.cs", "class IptablesEmitter { }")]
    [TestCase("Emitters/Iptables/A.cs", "class A : NftablesTable { }", "Emitters/Nftables/B.cs", "internal sealed record NftablesTable(int X);")]
    [TestCase("Emitters/A.cs", "class A { Site x; Drift y; }", "Verification/Drift.cs", "public delegate void Drift(int x);")]
    public void A_breach_is_found(string path, string text, string otherPath, string otherText)
        => Assert.That(Pipeline.Violations([(path, text), (otherPath, otherText)]).Single(), Does.StartWith($"{path} names ").And.EndWith(otherPath));

    [TestCase("IpRanges/A.cs", "class A { Section x; Cidr y; }")]
    [TestCase("Emitters/BuiltIn.cs", "class BuiltIn { IptablesEmitter x; }")]
    [TestCase("Emitters/Iptables/A.cs", "class A { IptablesEmitter x; BuiltIn y; Rule z; }")]
    [TestCase("Section.cs", "class Section { Cidr x; }")]
    [TestCase("Networks/A.cs", "/// <see cref=\"Rule\"/>\nclass A { /* Rule */ string x = \"Rule\"; RuleBook y; }")]
    public void What_is_allowed_is_not_reported(string path, string text)
        => Assert.That(
            Pipeline.Violations(
            [
                (path, text),
                ("Section.cs", "struct Section { }"), ("Networks/Cidr.cs", "struct Cidr { }"), ("Rule.cs", "class Rule { }"),
                ("Emitters/Iptables/I.cs", "class IptablesEmitter { }"),
            ]),
            Is.Empty);
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FirewallRules.Tests.Conventions;

/// <summary>No folder of the library depends on a later one, and no platform on another.</summary>
public sealed class PipelineTests
{
    private static readonly string Root = SourceRoot.Combine("src", "FirewallRules");

    private static readonly CSharpCompilation Library = Compile(
        SourceRoot.SourceFiles("src", "FirewallRules")
            .Select(file => (Path.GetRelativePath(Root, file).Replace('\\', '/'), File.ReadAllText(file))));

    [Test]
    public void No_file_uses_what_a_later_layer_or_another_platform_declares() => HouseTests.AssertNone(Pipeline.Violations(Library));

    [Test]
    public void Every_file_has_a_layer()
        => HouseTests.AssertNone(Library.SyntaxTrees.Select(tree => tree.FilePath).Where(path => Pipeline.LayerOf(path) is null));

    // The check itself: each row breaks the order once, in the file named first.
    [TestCase("Networks/A.cs", "class A { Section x; }", "Section.Known.cs", "public readonly partial struct Section { }")]
    [TestCase("Section.cs", "struct Section { IpRangesDocument x; }", "IpRanges/IpRangesDocument.cs", "public sealed class IpRangesDocument { }")]
    [TestCase("IpRanges/A.cs", "class A { object F() => new RuleSet(); }", "RuleSet.cs", "public sealed class RuleSet { }")]
    [TestCase("Catalogs/A.cs", "class A { RuleMerger x; }", "Rules/RuleMerger.cs", "class RuleMerger { }")]
    [TestCase("Rule.cs", "class Rule { string F() => $\"{Ipt.Name}\"; }", "Emitters/Iptables/Ipt.cs", "class Ipt { public const string Name = \"\"; }")]
    [TestCase("Rule.cs", "class Rule { object F() { Ipt x = new(); return x; } }", "Emitters/Iptables/Ipt.cs", "class Ipt { }")]
    [TestCase("Emitters/Iptables/A.cs", "record A() : NftablesTable(1);", "Emitters/Nftables/B.cs", "internal record NftablesTable(int X);")]
    [TestCase("Emitters/Aws/PrivateLink/A.cs", "class A { AwsPlan x; }", "Emitters/Aws/SecurityGroup/B.cs", "class AwsPlan { }")]
    [TestCase("Emitters/RuleNames.cs", "class RuleNames { Nft x; }", "Emitters/Nftables/Nft.cs", "class Nft { }")]
    [TestCase("Networks/A.cs", "class A { int F(string x) => x.Twice(); }", "Rules/X.cs", "static class X { public static int Twice(this string x) => 2; }")]
    [TestCase("Emitters/A.cs", "class A { Drift? y; }", "Verification/Drift.cs", "public delegate void Drift(int x);")]
    [TestCase("Verification/Iptables/A.cs", "class A { Nft x; }", "Emitters/Nftables/Nft.cs", "class Nft { }")]
    [TestCase("Verification/Iptables/A.cs", "class A { Nft x; }", "Verification/Nftables/Nft.cs", "class Nft { }")]
    [TestCase("Verification/Model/A.cs", "class A { Nft x; }", "Emitters/Nftables/Nft.cs", "class Nft { }")]
    public void A_violation_is_found(string path, string text, string otherPath, string otherText)
        => Assert.That(
            Pipeline.Violations(Compile([(path, text), (otherPath, otherText)])),
            Is.Not.Empty.And.All.StartsWith($"{path} uses ").And.All.EndsWith($" of {otherPath}"));

    [Test]
    public void A_name_without_a_declaration_is_reported()
        => Assert.That(
            Pipeline.Violations(Compile([("Networks/A.cs", "class A { Missing x; int F() => new string(' ', 2).Lost(); }")])),
            Is.EquivalentTo(new[] { "Networks/A.cs uses Missing, which is not resolved", "Networks/A.cs uses Lost, which is not resolved" }));

    [TestCase("IpRanges/A.cs", "class A { Section x; Cidr y; }")]
    [TestCase("Emitters/BuiltInEmitters.cs", "class BuiltInEmitters { IptablesEmitter x; }")]
    [TestCase("Emitters/Iptables/A.cs", "class A { IptablesEmitter x; OutputHeader y; Rule z; AwsText t; }")]
    [TestCase("Emitters/Aws/SecurityGroup/A.cs", "class A { AwsText x; }")]
    [TestCase("Verification/Iptables/A.cs", "class A { IptablesEmitter x; LiveMatch y; }")]
    [TestCase("Verification/Aws/A.cs", "class A { AwsText x; AwsPlan y; }")]
    [TestCase("SectionSelection.cs", "class SectionSelection { Cidr x; Section y; }")]
    [TestCase("Networks/A.cs", "/// <see cref=\"Rule\"/>\nclass A { /* Rule */ string x = \"Rule\"; int Rule; int F() => Rule; }")]
    public void Allowed_references_are_not_reported(string path, string text)
        => HouseTests.AssertNone(Pipeline.Violations(Compile(
        [
            (path, text),
            ("Section.cs", "struct Section { }"), ("Networks/Cidr.cs", "struct Cidr { }"), ("Rule.cs", "class Rule { }"),
            ("Emitters/OutputHeader.cs", "class OutputHeader { }"), ("Emitters/Aws/AwsText.cs", "class AwsText { }"),
            ("Emitters/Iptables/I.cs", "class IptablesEmitter { }"), ("Emitters/Aws/SecurityGroup/P.cs", "class AwsPlan { }"),
            ("Verification/Model/M.cs", "class LiveMatch { }"),
        ])));

    private static CSharpCompilation Compile(IEnumerable<(string Path, string Text)> sources)
        => CSharpCode.Compile(sources, OutputKind.DynamicallyLinkedLibrary, "FirewallRules", "FirewallRules.Client", "fwrules", "FirewallRules.Tests");
}

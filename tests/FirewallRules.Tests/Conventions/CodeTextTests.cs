namespace FirewallRules.Tests.Conventions;

public sealed class CodeTextTests
{
    [TestCase("a /* x */ b // x\nc", "a  b \nc")]
    [TestCase("a(\"x // \\\" x\") + b", "a(\"\") + b")]
    [TestCase("a(@\"x \\\") + b(@\"x \"\" x\")", "a(\"\") + b(\"\")")]
    [TestCase("f('\"') + g('\\'') + \"x\"", "f('') + g('') + \"\"")]
    [TestCase("$\"x {a(\"x\", b)} {{x}} {c:x}\" + d", "\"\" a(\"\", b)  c  + d")]
    [TestCase("\"\"\"x \"x\" x\"\"\" + a", "\"\" + a")]
    [TestCase("$$\"\"\"x {x} {{a}} x\"\"\" + b", "\"\" a  + b")]
    [TestCase("@class + \"\" + a", "@class + \"\" + a")]
    public void Leaves_code_alone_and_nothing_else(string source, string code)
        => Assert.That(CodeText.Of(source), Is.EqualTo(code));

    [Test]
    public void Every_source_file_keeps_its_braces_in_balance()
    {
        foreach (var file in SourceRoot.SourceFiles("src"))
        {
            var code = CodeText.Of(File.ReadAllText(file));
            Assert.That(code.Count(unit => unit == '{'), Is.EqualTo(code.Count(unit => unit == '}')), SourceRoot.Relative(file));
        }
    }
}

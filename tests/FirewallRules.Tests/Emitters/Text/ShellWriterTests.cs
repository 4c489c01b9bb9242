using FirewallRules.Emitters;

namespace FirewallRules.Tests.Emitters.Text;

public sealed class ShellWriterTests
{
    [TestCase("a", "a")]
    [TestCase("2001:db8::/32", "2001:db8::/32")]
    [TestCase("", "''")]
    [TestCase("a b", "'a b'")]
    [TestCase("$(id)", "'$(id)'")]
    [TestCase("it's", "'it'\\''s'")]
    public void A_word_is_quoted_only_when_needed(string text, string word) => Assert.That(ShellWriter.Word(text), Is.EqualTo(word));

    [Test]
    public void Data_is_in_quoted_here_documents()
    {
        using var text = new StringWriter();
        new ShellWriter(text).DataFunction("rules", ["a", "$b"]);

        Assert.That(text.ToString(), Is.EqualTo("rules() {\ncat <<'FWRULES'\na\n$b\nFWRULES\n}\n"));
    }
}

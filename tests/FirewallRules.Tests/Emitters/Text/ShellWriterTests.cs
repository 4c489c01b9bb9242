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
    public void Data_is_in_quotes()
    {
        using var text = new StringWriter();
        new ShellWriter(text).DataFunction("rules", ["a", "$b", "it's"]);

        Assert.That(text.ToString(), Is.EqualTo("rules() {\necho 'a\n$b\nit'\\''s'\n}\n"));
    }

    [Test]
    public void Without_data_nothing_is_printed()
    {
        using var text = new StringWriter();
        new ShellWriter(text).DataFunction("rules", []);

        Assert.That(text.ToString(), Is.EqualTo("rules() {\n:\n}\n"));
    }

    [TestCase("-n")]
    [TestCase("a\\nb")]
    public void What_echo_may_change_is_refused(string line)
    {
        using var text = new StringWriter();
        Assert.That(() => new ShellWriter(text).DataFunction("rules", [line]), Throws.ArgumentException);
    }
}

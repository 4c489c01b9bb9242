using FirewallRules.Emitters;

namespace FirewallRules.Tests.Emitters.Azure;

public sealed class AzureTextTests
{
    private const string Hostile = "it's \"${a}\" %{b} \\ [c]";

    [Test]
    public void Strings_are_escaped_for_each_language()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(JsonWriter.Format(json => json.Value(Hostile)), Is.EqualTo("\"it's \\\"${a}\\\" %{b} \\\\ [c]\""));
            Assert.That(BicepText.Quoted(Hostile), Is.EqualTo("'it\\'s \"\\${a}\" %{b} \\\\ [c]'"));
            Assert.That(HclWriter.Quoted(Hostile), Is.EqualTo("\"it's \\\"$${a}\\\" %%{b} \\\\ [c]\""));
            Assert.That(ShellWriter.Word(Hostile), Is.EqualTo("'it'\\''s \"${a}\" %{b} \\ [c]'"));
            Assert.That(ShellWriter.Word("2001:db8::/32"), Is.EqualTo("2001:db8::/32"));
            Assert.That(ShellWriter.Word("*"), Is.EqualTo("'*'"));
        }
    }

    [TestCase("[resourceGroup().id]", "\"[[resourceGroup().id]\"")]
    [TestCase("[a", "\"[a\"")]
    [TestCase("a]", "\"a]\"")]
    public void A_string_in_brackets_is_not_an_expression(string text, string arm)
        => Assert.That(JsonWriter.Format(json => json.Value(ArmText.Literal(text))), Is.EqualTo(arm));

    [TestCase("@/etc/passwd", "Rule: ?/etc/passwd")]
    [TestCase("x=@/etc/passwd", "x=?/etc/passwd")]
    [TestCase("--name=x", "Rule: --name=x")]
    [TestCase("??", "Rule: ??")]
    [TestCase("null", "Rule: null")]
    [TestCase("  ", "Allows egress tcp 443")]
    [TestCase("logs", "logs")]
    public void A_description_is_not_interpreted_by_the_command_line(string label, string description)
        => Assert.That(AzureNsgText.Description(Rule.Egress(Sets.Of("192.0.2.0/24"), Protocol.Tcp, 443, label)), Is.EqualTo(description));

    [Test]
    public void A_prefixed_description_also_fits()
        => Assert.That(
            AzureNsgText.Description(Rule.Egress(Sets.Of("192.0.2.0/24"), Protocol.Tcp, 443, new string('-', 140))),
            Has.Length.EqualTo(140).And.EndsWith("..."));
}

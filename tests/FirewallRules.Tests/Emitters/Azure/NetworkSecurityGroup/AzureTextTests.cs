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

    [TestCase("@/etc/passwd", "?/etc/passwd")]
    [TestCase("x=@/etc/passwd", "x=?/etc/passwd")]
    [TestCase("--name=x", "--name=x")]
    [TestCase("  ", "Allows egress tcp 443")]
    [TestCase("logs", "logs")]
    public void A_description_starts_with_the_mark_and_is_not_interpreted_by_the_command_line(string label, string purpose)
        => Assert.That(Description(label), Does.Match("^fwrules:datadog [0-9a-f]{8} ").And.EndWith(" " + purpose));

    [Test]
    public void A_long_description_is_cut()
        => Assert.That(Description(new string('-', 140)), Has.Length.EqualTo(140).And.EndsWith("..."));

    [Test]
    public void A_description_changes_with_the_addresses_and_not_with_the_version()
    {
        var older = IpRangesDocument.Parse(Document(1, "192.0.2.0/24"));
        var newer = IpRangesDocument.Parse(Document(2, "192.0.2.0/24"));
        var changed = IpRangesDocument.Parse(Document(2, "198.51.100.0/24"));

        Assert.That(DescriptionOf(newer), Is.EqualTo(DescriptionOf(older)).And.Not.Contain("v2"));
        Assert.That(DescriptionOf(changed), Is.Not.EqualTo(DescriptionOf(newer)));
    }

    private static string Description(string label) => Description(RuleSet.Of(Rule.Egress(Sets.Of("192.0.2.0/24"), Protocol.Tcp, 443, label)));

    private static string Description(RuleSet rules) => AzureNsgPlan.Of(rules, new AzureNsgOptions()).Single().Description;

    private static string DescriptionOf(IpRangesDocument document) => Description(RuleSet.For(document, Section.Webhooks));

    private static string Document(int version, string prefix)
        => $$"""{"version":{{version}},"modified":"2024-01-0{{version}}-00-00-00","webhooks":{"prefixes_ipv4":["{{prefix}}"],"prefixes_ipv6":[] } }""";
}

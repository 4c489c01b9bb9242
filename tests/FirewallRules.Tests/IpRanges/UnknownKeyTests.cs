using System.Text.Json;
using System.Text.Json.Nodes;

namespace FirewallRules.Tests.IpRanges;

/// <summary>Unknown content of a newer document is kept and written back, and becomes a section only when it has the form of one.</summary>
public sealed class UnknownKeyTests
{
    private static readonly string[] StrangeKeys =
    [
        "$(reboot)", "`reboot`", "\U0001F600", new string('x', 300), "two\nlines", "tab\there", "quote\"s", "back\\slash", "",
        " logs", "Logs", "\u202Elogs", "a/b", "-x", "'; DROP", "__proto__",
    ];

    private static readonly string[] Values =
        ["null", "true", "1.50", "1e400", "\"text\\u00e9\\n\"", "[]", "[1,[2,{\"a\":null}]]", "{}", "{\"prefixes\":[\"0.0.0.0/0\"]}"];

    [Test]
    public void Survives_a_round_trip([ValueSource(nameof(StrangeKeys))] string key, [ValueSource(nameof(Values))] string value)
    {
        var name = JsonSerializer.Serialize(key);
        var json = $$"""{"logs":{"prefixes_ipv4":["192.0.2.0/24"],{{name}}:{{value}}},{{name}}:{{value}}}""";
        var document = IpRangesDocument.Parse(json);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(document.Sections, Has.Count.EqualTo(1), "it is no section");
            Assert.That(document.UnknownKeys.Keys, Is.EqualTo(new[] { key }));
            Assert.That(document[Section.Logs].UnknownKeys.Keys, Is.EqualTo(new[] { key }));
            Assert.That(JsonNode.DeepEquals(JsonNode.Parse(document.ToJson()), JsonNode.Parse(json)), Is.True, document.ToJson());
        }
    }

    [TestCase("prefixes_ipv4")]
    [TestCase("prefixes_ipv6")]
    public void An_unknown_name_with_lists_is_a_section(string list)
    {
        var json = $$"""{"logs":{},"brand-new.thing_2":{"note":{"prefixes_ipv4":1},"{{list}}":[]} }""";
        var document = IpRangesDocument.Parse(json);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(document.Sections.Select(section => section.Section.Name), Is.EqualTo(new[] { "logs", "brand-new.thing_2" }));
            Assert.That(document.UnknownKeys, Is.Empty);
            Assert.That(JsonNode.DeepEquals(JsonNode.Parse(document.ToJson()), JsonNode.Parse(json)), Is.True);
        }
    }

    [Test]
    public void An_unknown_name_with_nested_lists_is_not_a_section()
        => Assert.That(IpRangesDocument.Parse("""{"logs":{},"meta":{"old":{"prefixes_ipv4":["0.0.0.0/0"]}}}""").UnknownKeys.Keys, Is.EqualTo(new[] { "meta" }));

    [TestCase("cloudSiem")]
    [TestCase("Logs")]
    [TestCase("$(reboot)")]
    [TestCase("a/b | `c`")]
    public void An_unusual_name_with_lists_is_a_section(string name)
    {
        var json = $$$"""{"logs":{},"{{{name}}}":{"prefixes_ipv4":["20.0.0.0/24"]}}""";
        var document = IpRangesDocument.Parse(json);
        var diff = IpRangesDiff.Between(DiffDocuments.Parse("""{"logs":{}}"""), document);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(document[Section.Parse(name)].Addresses, Is.EqualTo(Sets.Of("20.0.0.0/24")));
            Assert.That(JsonNode.DeepEquals(JsonNode.Parse(document.ToJson()), JsonNode.Parse(json)), Is.True);
            Assert.That((diff.IsSame, diff.AddedPrefixCount), Is.EqualTo((false, 1)));
            Assert.That(diff.ToString(), Does.Contain($"\n{name} (new): 1 prefix added"));
            Assert.That(JsonNode.Parse(diff.ToJson())!["sections"]![1]!["name"]!.GetValue<string>(), Is.EqualTo(name));
        }
    }

    [Test]
    public void Markdown_escapes_names()
    {
        var diff = IpRangesDiff.Between(
            DiffDocuments.Parse("""{"logs":{}}"""), DiffDocuments.Parse("""{"logs":{},"a|`b`@c":{"prefixes_ipv4":["20.0.0.0/24"]}}"""));

        Assert.That(diff.ToMarkdown(), Does.Contain("| <code>a&#124;&#96;b&#96;&#64;c</code> | new |").And.Not.Contain("@c").And.Not.Contain("a|"));
    }

    [TestCase("l\u00f6gs")]
    [TestCase(" logs")]
    [TestCase("")]
    [TestCase("two\nlines")]
    [TestCase("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")]
    public void A_name_that_no_section_can_have_is_refused_with_lists(string name)
        => Assert.That(
            Assert.Throws<IpRangesFormatException>(
                () => IpRangesDocument.Parse($$$"""{"logs":{},{{{JsonSerializer.Serialize(name)}}}:{"prefixes_ipv4":["20.0.0.0/24"]}}"""))!.Error,
            Is.EqualTo(IpRangesFormatError.InvalidName));

    [Test]
    public void Order_of_sections_is_kept()
        => Assert.That(
            IpRangesDocument.Parse("""{"webhooks":{},"agents":{},"logs":{}}""").Sections.Select(section => section.Section.Name),
            Is.EqualTo(new[] { "webhooks", "agents", "logs" }));
}

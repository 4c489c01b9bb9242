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

    [Test]
    public void An_invalid_name_with_lists_is_not_a_section_but_is_kept()
    {
        const string json = """{"logs":{},"$(reboot)":{"prefixes_ipv4":["0.0.0.0/0"]}}""";
        var document = IpRangesDocument.Parse(json);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(document.Sections, Has.Count.EqualTo(1));
            Assert.That(JsonNode.DeepEquals(JsonNode.Parse(document.ToJson()), JsonNode.Parse(json)), Is.True);
        }
    }

    [Test]
    public void Order_of_sections_is_kept()
        => Assert.That(
            IpRangesDocument.Parse("""{"webhooks":{},"agents":{},"logs":{}}""").Sections.Select(section => section.Section.Name),
            Is.EqualTo(new[] { "webhooks", "agents", "logs" }));
}

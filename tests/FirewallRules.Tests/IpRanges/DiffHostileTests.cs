using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace FirewallRules.Tests.IpRanges;

/// <summary>Hostile text of a document in the formats of a diff, and documents with a disproportionately large diff.</summary>
public sealed partial class DiffHostileTests
{
    private static readonly string[] Hostile =
    [
        "a|b", "`code`", "``` \n# x", "<script>alert(1)</script>", "<!-- x", "</code></details>", "@octocat", "#1", "GH-1", "http://evil.example/",
        "www.evil.example", "a@evil.example", "[x](http://evil.example)", "![x](//evil.example)", "**x**", "~~x~~", "__x__", "&lt;&#64;", "\\|",
        ":smile:", "\u001b[31mred", "\u202Eevil", "\u200B", "\u2066", "two\r\nlines", "\0", "\U0001F600", "$x$", "", " ", new string('|', 5000),
    ];

    [TestCaseSource(nameof(Hostile))]
    public void Is_harmless_in_every_format(string text)
    {
        var diff = Diff(text);
        var markdown = diff.ToMarkdown();
        var bare = Code().Replace(markdown, "CODE");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(diff.ToString(), Does.Match("^[\\x20-\\x7e\n]*$"));
            Assert.That(diff.ToJson(), Does.Match("^[\\x20-\\x7e\n]*$"));
            Assert.That(markdown, Does.Match("^[\\x20-\\x7e\n]*$"));
            Assert.That(
                bare,
                Is.EqualTo(Code().Replace(Diff("harmless").ToMarkdown(), "CODE")),
                "text of the document is inside code elements and nowhere else");
            Assert.That(Code().Matches(markdown).Select(match => match.Groups["text"].Value), Has.All.Matches("^(?:[A-Za-z0-9 :-]|&#[0-9]+;)*$"));
            Assert.That((string?)JsonNode.Parse(diff.ToJson())!["sections"]![0]!["locations"]![0]!["name"], Is.EqualTo(text));
            Assert.That((string?)JsonNode.Parse(diff.ToJson())!["old"]!["origin"], Is.EqualTo(text));
        }
    }

    [Test]
    public void A_lone_surrogate_in_the_origin_is_replaced()
    {
        var diff = IpRangesDiff.Between(DiffDocuments.Parse("""{"logs":{}}""", "\ud83d"), DiffDocuments.Parse("""{"logs":{}}"""));

        Assert.That(JsonNode.Parse(diff.ToJson()), Is.Not.Null);
        Assert.That(diff.ToMarkdown(), Does.Contain("<code>&#63;</code>"));
    }

    [Test]
    public void Markdown_is_cut_and_counts_what_is_cut([Values(8192, 20_000, IpRangesDiff.MaxMarkdownLength)] int maxLength)
    {
        var diff = IpRangesDiff.Between(
            DiffDocuments.Logs("198.51.100.0/24"),
            DiffDocuments.Logs([.. Enumerable.Range(0, 10_000).Select(i => $"10.0.{i / 256}.{i % 256}/32")]));
        var markdown = diff.ToMarkdown(maxLength);
        var shown = Prefix().Count(markdown);
        var cut = Cut().Match(markdown);

        Assert.That(markdown, Has.Length.LessThanOrEqualTo(maxLength).And.Length.GreaterThan(maxLength - 400), "the page is used");
        Assert.That(int.Parse(cut.Groups["prefixes"].Value) + shown, Is.EqualTo(10_001));
        Assert.That(cut.Groups["sections"].Value, Is.EqualTo("0"));
        Assert.That(markdown, Does.Contain("```\n\n</details>\n\n**Truncated to"), "the block is closed");
        Assert.That(() => diff.ToMarkdown(8191), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void Markdown_of_the_widest_document_fits()
    {
        // Every text as long and as expensive as it can be, and everything shrinks.
        var places = string.Join(',', Enumerable.Range(0, 500).Select(i => $"\"{new string('|', 80)}{i}\":[\"192.0.2.1/32\"]"));
        var lists = "\"prefixes_ipv4\":[\"20.0.0.0/8\"],\"prefixes_ipv6\":[\"2001:db8::/32\",\"2a00::/127\"],"
            + $"\"prefixes_ipv4_by_location\":{{{places}}}";
        var sections = Enumerable.Range(0, 500).Select(i => $"\"{new string('x', 60)}{i}\":{{{lists}}}").ToList();
        var same = string.Join(',', Enumerable.Range(0, 50).Select(i => $"\"{new string('y', 60)}{i}\":{{\"prefixes_ipv4\":[]}}"));
        var old = DiffDocuments.Parse($"{{\"version\":{long.MaxValue},{string.Join(',', sections.Take(200))},{same}}}", new string('|', 200));
        var updated = DiffDocuments.Parse($"{{\"version\":{long.MaxValue - 1},{string.Join(',', sections.Skip(200))},{same}}}", new string('<', 200));
        var diff = IpRangesDiff.Between(old, updated);

        foreach (var maxLength in new[] { 8192, 8193, 12_345, IpRangesDiff.MaxMarkdownLength })
        {
            Assert.That(diff.ToMarkdown(maxLength), Has.Length.LessThanOrEqualTo(maxLength));
        }
    }

    [Test]
    [CancelAfter(60_000)]
    [Long]
    public void One_prefix_that_leaves_thousands_of_sections_and_comes_to_thousands_stays_linear()
    {
        static string Sections(char name)
            => string.Join(',', Enumerable.Range(0, 50_000).Select(i => $"\"{name}{i}\":{{\"prefixes_ipv4\":[\"192.0.2.0/24\"]}}"));
        var diff = IpRangesDiff.Between(DiffDocuments.Parse($"{{{Sections('a')}}}"), DiffDocuments.Parse($"{{{Sections('b')}}}"));

        Assert.That(diff.Moves.Single().ToString(), Is.EqualTo("192.0.2.0/24: a0, a1, a2 and 49997 more to b0, b1, b2 and 49997 more"));
        Assert.That(diff.ToString(), Has.Length.LessThan(20_000_000));
        Assert.That(diff.ToJson(), Has.Length.LessThan(100_000_000));
        Assert.That(diff.ToMarkdown(), Has.Length.LessThanOrEqualTo(IpRangesDiff.MaxMarkdownLength));
    }

    private static IpRangesDiff Diff(string text)
    {
        var location = new JsonObject { [text] = new JsonArray("192.0.2.1/32") };
        var updated = new JsonObject { ["synthetics"] = new JsonObject { ["prefixes_ipv4"] = new JsonArray(), ["prefixes_ipv4_by_location"] = location } };
        return IpRangesDiff.Between(DiffDocuments.Parse("""{"synthetics":{"prefixes_ipv4":[]}}""", text), DiffDocuments.Parse(updated.ToJsonString(), text));
    }

    [GeneratedRegex("<code>(?<text>[^<]*)</code>", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Code();

    [GeneratedRegex("^[+-] [0-9]", RegexOptions.Multiline, 5_000)]
    private static partial Regex Prefix();

    [GeneratedRegex("Not shown: (?<sections>[0-9]+) section rows, (?<prefixes>[0-9]+) prefixes", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Cut();
}

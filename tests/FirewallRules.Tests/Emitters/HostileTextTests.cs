using System.Text.Json;
using System.Text.Json.Nodes;
using FirewallRules.Tests.IpRanges;

namespace FirewallRules.Tests.Emitters;

/// <summary>Labels, comments, locations and origins are untrusted; they remain comments.</summary>
[TestFixtureSource(typeof(EmitterCases), nameof(EmitterCases.All))]
public sealed class HostileTextTests(EmitterCase one)
{
    private static readonly string[] Texts =
    [
        "'", "\"", "\\", "\\\"", "$(touch /tmp/x)", "`touch /tmp/x`", "${IFS}", "a\nadd rule inet filter input accept", "a\r\nb", "a\rb", "a\0b",
        "\u2018x\u2019", "\u202Egnp", "\u2028x\u0085y", "\";", "\" accept; add rule inet filter input accept comment \"", "x\nFWRULES\nreboot\n",
        "FWRULES", "'FWRULES'", "*/", "#", "#{x}", "%s%n", "<!-- -->", "\"}}]}", "\uD800", "\U0001F600", "-j ACCEPT", "--comment", "|reboot", ";reboot",
        "&reboot", ">/etc/passwd", "*", "?", "~", "!", "\u001b[2J", "\u007f", "COMMIT", new string('x', 300), new string('"', 300),
        new string('\u00e9', 5000), "",
    ];

    [Test]
    public void A_comment_remains_a_comment()
        => Check(Texts, harmless: "harmless text", label => RuleSet.Of(Rule.Egress(Sets.Of("192.0.2.0/24"), Protocol.Tcp, 443, label)));

    [Test]
    public void A_comment_remains_a_comment_next_to_a_section()
        => Check(
            Texts,
            harmless: "harmless text",
            label => RuleSet.Of(Rule.Egress(Sets.Of("192.0.2.0/24"), Protocol.Tcp, 443, label))
                .Combine(RuleSet.For(RealDocuments.Sample, Section.Agents)).WithMergedLabels());

    [Test]
    public void A_location_remains_a_location()
        => Check(Texts.Select(text => text.Replace('\uD800', '?')), harmless: "aws:x", location =>
        {
            var lists = new JsonObject { ["prefixes_ipv4_by_location"] = new JsonObject { [location] = new JsonArray("192.0.2.0/24") } };
            var document = IpRangesDocument.Parse(new JsonObject { ["synthetics"] = lists }.ToJsonString());
            return RuleSet.For(document, Section.Synthetics.At(location).With(Direction.Egress, Protocol.Tcp, 443));
        });

    [Test]
    public void The_name_of_a_section_remains_a_name()
        => Check(Texts.Where(text => Section.TryParse(text, out _)), harmless: "harmless-section", name =>
        {
            var document = IpRangesDocument.Parse(
                new JsonObject { [name] = new JsonObject { ["prefixes_ipv4"] = new JsonArray("192.0.2.0/24") } }.ToJsonString());
            return RuleSet.For(document, Section.Parse(name).With(Direction.Egress, Protocol.Tcp, 443));
        });

    [Test]
    public void An_origin_remains_an_origin()
        => Check(Texts, harmless: "a file", origin =>
        {
            var document = IpRangesDocument.Parse("""{"logs":{"prefixes_ipv4":["192.0.2.0/24"]}}""", new IpRangesReadOptions { Origin = origin });
            return RuleSet.For(document, Section.Logs);
        });

    private void Check(IEnumerable<string> texts, string harmless, Func<string, RuleSet> make)
    {
        var expected = make(harmless).Emit(one.Emitter);
        Each.Of(texts, Shown, text => Check(make(text).Emit(one.Emitter), expected));
    }

    private void Check(string output, string expected)
    {
        Assert.That(output, Does.Match("\\A[\\n\\t\\x20-\\x7e]*\\n\\z"));
        Assert.That(output.Split('\n'), Has.Length.EqualTo(expected.Split('\n').Length), output);
        Assert.That(CommentFree.Of(one.Emitter.Name, output), Is.EqualTo(CommentFree.Of(one.Emitter.Name, expected)), "only comments and names differ");
        Assert.That(
            CommentFree.Comments(one.Emitter.Name, output),
            Is.All.Length.LessThanOrEqualTo(CommentFree.MaxLength(one.Emitter.Name)).And.Matches("^[ a-zA-Z0-9._:/,@=+()?-]*$"));
    }

    private static string Shown(string text) => JsonSerializer.Serialize(text.Length > 40 ? text[..40] + "..." : text);
}

using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FirewallRules.Tests.Converters;

/// <summary>Sections, sites and ports as JSON values, JSON keys and text of configuration.</summary>
public sealed partial class TextConverterTests
{
    [Test]
    public void A_value_is_written_and_read_as_its_text()
    {
        const string Json =
            """{"Section":"logs","Site":"us1-fed","Ports":["443","8000-8100"]"""
            + ""","BySection":{"apm":1,"logs":2},"BySite":{"eu1":3},"ByPort":{"53":4}}""";

        var policy = JsonSerializer.Deserialize(Json, PolicyContext.Default.Policy)!;

        Assert.That((policy.Section, policy.Site), Is.EqualTo((Section.Logs, Site.Us1Fed)));
        Assert.That(policy.Ports, Is.EqualTo(new PortRange[] { 443, new(8000, 8100) }));
        Assert.That((policy.BySection[Section.Apm], policy.BySite[Site.Eu1], policy.ByPort[53]), Is.EqualTo((1, 3, 4)));
        Assert.That(JsonSerializer.Serialize(policy, PolicyContext.Default.Policy), Is.EqualTo(Json));
    }

    [Test]
    public void A_site_is_read_from_any_of_its_names_and_null_is_null()
    {
        Assert.That(JsonSerializer.Deserialize("\"US1-FED\"", PolicyContext.Default.Site), Is.EqualTo(Site.Us1Fed));
        Assert.That(JsonSerializer.Deserialize("\"datadoghq.eu\"", PolicyContext.Default.Site), Is.EqualTo(Site.Eu1));
        Assert.That(JsonSerializer.Deserialize("null", PolicyContext.Default.Site), Is.Null);
        Assert.That(JsonSerializer.Deserialize("""{"Section":null}""", PolicyContext.Default.Policy)!.Section, Is.Null);
    }

    [Test]
    public void A_port_is_also_read_from_a_number()
    {
        Assert.That(JsonSerializer.Deserialize("[443]", PolicyContext.Default.PortRangeArray), Is.EqualTo(new PortRange[] { 443 }));
        foreach (var json in new[] { "[0]", "[65536]", "[1.5]", "[1e99]", "[-1]" })
        {
            Assert.That(
                () => JsonSerializer.Deserialize(json, PolicyContext.Default.PortRangeArray),
                Throws.TypeOf<JsonException>().With.Message.Contains("from 1 to 65535").And.Property("Path").EqualTo("$[0]"));
        }
    }

    [TestCase("""{"Section":" logs"}""", "$.Section", "not a section name")]
    [TestCase("""{"Section":1}""", "$.Section", "Expected a JSON string for a Section")]
    [TestCase("""{"Site":"us9"}""", "$.Site", "not a Datadog site")]
    [TestCase("""{"Site":{}}""", "$.Site", "Expected a JSON string for a Site")]
    [TestCase("""{"Ports":["9-1"]}""", "$.Ports[0]", "not a port range")]
    [TestCase("""{"BySection":{"a b ":1}}""", "$.BySection['a b ']", "not a section name")]
    [TestCase("""{"BySite":{"us9":1}}""", "$.BySite.us9", "not a Datadog site")]
    public void Other_json_is_refused_with_its_path(string json, string path, string message)
    {
        var refusal = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(json, PolicyContext.Default.Policy))!;

        Assert.That(refusal.Path, Is.EqualTo(path));
        Assert.That(refusal.Message, Does.Contain(message));
    }

    [Test]
    public void The_default_port_is_not_written()
    {
        Assert.That(() => JsonSerializer.Serialize([default], PolicyContext.Default.PortRangeArray), Throws.TypeOf<JsonException>());
        Assert.That(
            () => JsonSerializer.Serialize(new Policy { ByPort = new() { [default] = 1 } }, PolicyContext.Default.Policy), Throws.TypeOf<JsonException>());
    }

    [Test]
    public void Configuration_converts_text_both_ways()
    {
        foreach (var (type, text, value) in new (Type, string, object)[]
        {
            (typeof(Section), "remote-configuration", Section.RemoteConfiguration),
            (typeof(Site), "eu1", Site.Eu1),
            (typeof(PortRange), "8000-8100", new PortRange(8000, 8100)),
        })
        {
            var converter = TypeDescriptor.GetConverter(type);
            Assert.That(converter.CanConvertFrom(typeof(string)) && converter.CanConvertTo(typeof(string)), Is.True, type.Name);
            Assert.That(converter.CanConvertFrom(typeof(Uri)), Is.False, type.Name);
            Assert.That(converter.ConvertFromInvariantString(text), Is.EqualTo(value), type.Name);
            Assert.That(converter.ConvertToInvariantString(value), Is.EqualTo(text), type.Name);
            Assert.That(() => converter.ConvertFromInvariantString(" not one"), Throws.TypeOf<FormatException>(), type.Name);
        }
    }

    [Test]
    public void Generic_code_parses_them()
    {
        Assert.That(Parse<Section>("logs"), Is.EqualTo(Section.Logs));
        Assert.That(Parse<Site>("EU1"), Is.EqualTo(Site.Eu1));
        Assert.That(Parse<PortRange>("53"), Is.EqualTo((PortRange)53));

        static T Parse<T>(string text)
            where T : ISpanParsable<T>
        {
            Assert.That(T.TryParse(text, null, out var tried) && T.TryParse(text.AsSpan(), null, out var spanned) && tried.Equals(spanned), Is.True);
            Assert.That(T.TryParse(" not one", null, out _) || T.TryParse(" not one".AsSpan(), null, out _) || T.TryParse(null, null, out _), Is.False);
            return T.Parse(text.AsSpan(), null);
        }
    }

    private sealed class Policy
    {
        public Section? Section { get; init; }

        public Site? Site { get; init; }

        public PortRange[] Ports { get; init; } = [];

        public Dictionary<Section, int> BySection { get; init; } = [];

        public Dictionary<Site, int> BySite { get; init; } = [];

        public Dictionary<PortRange, int> ByPort { get; init; } = [];
    }

    [JsonSerializable(typeof(Policy))]
    private sealed partial class PolicyContext : JsonSerializerContext;
}

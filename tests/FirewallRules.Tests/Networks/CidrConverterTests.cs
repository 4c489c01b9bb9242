using System.ComponentModel;
using System.Text.Json;

namespace FirewallRules.Tests.Networks;

public sealed class CidrConverterTests
{
    private static readonly Cidr Ten = Cidr.Parse("10.0.0.0/8");
    private static readonly Cidr Documentation = Cidr.Parse("2001:db8::/32");

    [Test]
    public void Json_writes_a_string_and_reads_it_back()
    {
        Cidr[] prefixes = [Ten, Documentation];
        var json = JsonSerializer.Serialize(prefixes);

        Assert.That(json, Is.EqualTo("""["10.0.0.0/8","2001:db8::/32"]"""));
        Assert.That(JsonSerializer.Deserialize<Cidr[]>(json), Is.EqualTo(prefixes));
    }

    [Test]
    public void Json_takes_a_prefix_as_a_property_name()
    {
        var owners = new Dictionary<Cidr, string> { [Ten] = "us", [Documentation] = "them" };
        var json = JsonSerializer.Serialize(owners);

        Assert.That(json, Is.EqualTo("""{"10.0.0.0/8":"us","2001:db8::/32":"them"}"""));
        Assert.That(JsonSerializer.Deserialize<Dictionary<Cidr, string>>(json), Is.EqualTo(owners));
    }

    [Test]
    public void Json_reads_escaped_text() => Assert.That(JsonSerializer.Deserialize<Cidr>("\"10.0.0.0\\/8\""), Is.EqualTo(Ten));

    [TestCase("\"10.0.0.1/8\"")]
    [TestCase("\"10.0.0.0\"")]
    [TestCase("\"\"")]
    [TestCase("\"\\ud800\"")]
    [TestCase("null")]
    [TestCase("10")]
    [TestCase("true")]
    [TestCase("{}")]
    [TestCase("[]")]
    public void Json_that_is_not_a_prefix_is_a_JsonException(string json)
    {
        Assert.That(() => JsonSerializer.Deserialize<Cidr>(json), Throws.TypeOf<JsonException>());
        Assert.That(() => JsonSerializer.Deserialize<Cidr[]>($"[{json}]"), Throws.TypeOf<JsonException>());
    }

    [TestCase("010.0.0.0/8")]
    [TestCase("")]
    [TestCase("\\ud800")]
    public void A_bad_property_name_is_a_JsonException(string name)
        => Assert.That(() => JsonSerializer.Deserialize<Dictionary<Cidr, string>>($$"""{"{{name}}":"us"}"""), Throws.TypeOf<JsonException>());

    [Test]
    public void Json_does_not_write_the_default()
    {
        Assert.That(() => JsonSerializer.Serialize(default(Cidr)), Throws.TypeOf<JsonException>());
        Assert.That(() => JsonSerializer.Serialize(new Dictionary<Cidr, int> { [default] = 1 }), Throws.TypeOf<JsonException>());
    }

    [Test]
    public void TypeConverter_converts_both_ways()
    {
        var converter = TypeDescriptor.GetConverter(typeof(Cidr));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(converter, Is.TypeOf<CidrTypeConverter>());
            Assert.That(converter.CanConvertFrom(typeof(string)) && converter.CanConvertTo(typeof(string)), Is.True);
            Assert.That(converter.CanConvertFrom(typeof(int)), Is.False);
            Assert.That(converter.ConvertFromInvariantString("10.0.0.0/8"), Is.EqualTo(Ten));
            Assert.That(converter.ConvertToInvariantString(Documentation), Is.EqualTo("2001:db8::/32"));
            Assert.That(() => converter.ConvertFromInvariantString("10.0.0.1/8"), Throws.TypeOf<CidrFormatException>());
            Assert.That(() => converter.ConvertFrom(8), Throws.TypeOf<NotSupportedException>());
        }
    }

    [Test]
    public void Generic_parsing_is_as_strict_as_Parse()
    {
        Assert.That(Parse<Cidr>("10.0.0.0/8"), Is.EqualTo(Ten));
        Assert.That(() => Parse<Cidr>("10.0.0.1/8"), Throws.TypeOf<CidrFormatException>());

        static T Parse<T>(string text)
            where T : IParsable<T>
            => T.Parse(text, provider: null);
    }
}

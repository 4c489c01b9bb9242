using System.Text;
using FirewallRules.Verification;

namespace FirewallRules.Tests.Verification;

public sealed class LiveJsonTests
{
    private const string Sample = """{"Name":"ä","Numbers":[1,null,"2",true],"one":7,"none":null,"wrapped":{"value":["x","y"],"Count":2}}""";

    private static IEnumerable<Encoding> Encodings => [new UTF8Encoding(false), new UTF8Encoding(true), Encoding.Unicode, Encoding.BigEndianUnicode];

    [TestCaseSource(nameof(Encodings))]
    public void Reads_what_Windows_and_others_write(Encoding encoding)
    {
        var json = LiveJson.Parse((byte[])[.. encoding.Preamble, .. encoding.GetBytes(Sample)], "a sample");

        Assert.That(json.TextOf("name"), Is.EqualTo("ä"));
        Assert.That(json.TextsOf("NUMBERS"), Is.EqualTo(new[] { "1", "2", "True" }));
        Assert.That(json.TextsOf("One"), Is.EqualTo(new[] { "7" }), "a list of one can be a single value");
        Assert.That(json.TextsOf("wrapped"), Is.EqualTo(new[] { "x", "y" }), "Windows PowerShell writes some arrays so");
        Assert.That(json.Find("none"), Is.Null);
        Assert.That(json.TextsOf("none").Concat(json.TextsOf("other")), Is.Empty);
    }

    [TestCase("", "it is not JSON", 1)]
    [TestCase("[\n{]", "it is not JSON", 2)]
    [TestCase("{\"a\":1}x", "it is not JSON", 1)]
    public void A_text_that_is_not_JSON_is_refused_with_its_line(string text, string reason, int line)
    {
        var refused = Assert.Throws<LiveStateFormatException>(() => LiveJson.Parse(Encoding.UTF8.GetBytes(text), "a sample"))!;

        Assert.That((refused.Expected, refused.Reason, refused.Line), Is.EqualTo(("a sample", reason, (long)line)));
    }

    [Test]
    public void A_value_of_another_kind_is_refused_with_its_path()
    {
        var json = LiveJson.Parse("""{"a":[0,{"b":[[]]}]}"""u8.ToArray(), "a sample");

        Assert.That(
            () => json.Find("A")!.Items.Last().TextsOf("b").ToList(),
            Throws.TypeOf<LiveStateFormatException>().With.Message.EqualTo("This is not a sample: $.a[1].b[0] is not a text."));
        Assert.That(() => json.Required("c"), Throws.TypeOf<LiveStateFormatException>().With.Message.EqualTo("This is not a sample: $ has no 'c'."));
        Assert.That(() => json.TextOf("a"), Throws.TypeOf<LiveStateFormatException>().With.Message.EqualTo("This is not a sample: $.a is not a text."));
    }

    // The parser of JSON accepts these, and fails with another exception when they are read.
    [TestCase("{\"a\":\"\\ud800\"}")]
    [TestCase("{\"\\udc00\":1}")]
    public void Strings_that_are_not_Unicode_are_refused(string text)
        => Assert.That(() => LiveJson.Parse(Encoding.UTF8.GetBytes(text), "a sample").TextOf("a"), Throws.TypeOf<LiveStateFormatException>());

    [Test]
    public void Bytes_that_are_not_UTF8_are_refused()
        => Assert.That(
            () => LiveJson.Parse((byte[])[.. "{\"a\":\""u8, 0xFF, .. "\"}"u8], "a sample").TextOf("a"), Throws.TypeOf<LiveStateFormatException>());

    [Test]
    public void Depth_is_limited()
        => Assert.That(
            () => LiveJson.Parse(Encoding.UTF8.GetBytes(new string('[', 100_000) + new string(']', 100_000)), "a sample"),
            Throws.TypeOf<LiveStateFormatException>());
}

using System.Text.Json;
using System.Text.Json.Nodes;

namespace FirewallRules.Tests.IpRanges;

/// <summary>Documents as parts of other JSON, with the metadata that trimmed programs use.</summary>
public sealed class IpRangesJsonContextTests
{
    private static readonly JsonSerializerOptions SmallBuffers = new(IpRangesJsonContext.Default.Options) { DefaultBufferSize = 16 };

    [Test]
    public void Writes_what_ToJson_writes()
    {
        var json = JsonSerializer.Serialize(RealDocuments.Sample, IpRangesJsonContext.Default.IpRangesDocument);

        Assert.That(JsonNode.DeepEquals(JsonNode.Parse(json), JsonNode.Parse(RealDocuments.Sample.ToJson())), Is.True);
    }

    [Test]
    public void Reads_what_it_wrote()
    {
        var json = RealDocuments.Sample.ToJson();
        var document = JsonSerializer.Deserialize(json, IpRangesJsonContext.Default.IpRangesDocument)!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(document.ToJson(), Is.EqualTo(json));
            Assert.That(document.Site, Is.Null, "JSON does not say the site");
        }
    }

    [Test]
    public void Reads_a_document_within_another_value()
    {
        var two = JsonSerializer.Deserialize<IpRangesDocument[]>("""[{"logs":{}},{"version":2,"x":[{}],"apm":{"prefixes_ipv4":["192.0.2.0/24"]}}]""")!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(two[0].TryGetSection(Section.Logs, out _), Is.True);
            Assert.That(two[1][Section.Apm].Addresses, Is.EqualTo(Sets.Of("192.0.2.0/24")));
            Assert.That(two[1].UnknownKeys.Keys, Is.EqualTo(new[] { "x" }));
        }
    }

    [Test]
    public async Task Reads_from_a_stream_in_small_pieces()
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(RealDocuments.Sample.ToJson()));
        var document = await JsonSerializer.DeserializeAsync<IpRangesDocument>(stream, SmallBuffers);

        Assert.That(document!.ToJson(), Is.EqualTo(RealDocuments.Sample.ToJson()));
    }

    [TestCase("""{"logs":{"prefixes_ipv4":["0.0.0.0/0"]}}""", "$.logs.prefixes_ipv4[0]")]
    [TestCase("""{"logs":{"prefixes_ipv4":["\ud800"]}}""", "$.logs.prefixes_ipv4[0]")]
    [TestCase("""{"logs":{},"logs":{}}""", "$.logs")]
    [TestCase("{}", "$")]
    public void Refuses_with_the_path(string json, string path)
        => Assert.That(
            () => JsonSerializer.Deserialize(json, IpRangesJsonContext.Default.IpRangesDocument),
            Throws.TypeOf<JsonException>().With.InnerException.TypeOf<IpRangesFormatException>().And.Message.StartsWith(path + ": "));

    [Test]
    public void The_text_is_indented_with_LF()
        => Assert.That(RealDocuments.Sample.ToJson(), Does.StartWith("{\n  \"version\": 59,\n").And.Not.Contains("\r"));
}

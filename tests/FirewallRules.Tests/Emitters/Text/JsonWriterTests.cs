using System.Text.Json.Nodes;
using FirewallRules.Emitters;

namespace FirewallRules.Tests.Emitters.Text;

public sealed class JsonWriterTests
{
    [Test]
    public void Containers_on_one_line_and_on_several_can_be_mixed()
    {
        var text = JsonWriter.Format(json => json.StartObject(JsonLayout.Indented(0))
            .Property("a", 1)
            .Name("b").StartArray().Value("x").StartObject().Property("c", true).Name("d").Null().EndObject().EndArray()
            .Property("e", ["y", "z"], JsonLayout.Indented(1))
            .EndObject());

        Assert.That(text, Is.EqualTo("""
            {
              "a": 1,
              "b": ["x", {"c": true, "d": null}],
              "e": [
                "y",
                "z"
              ]
            }
            """));
    }

    [Test]
    public void Compact_has_no_spaces()
    {
        using var text = new StringWriter();
        using (var json = new JsonWriter(text, compact: true))
        {
            json.StartObject().Property("a", 1).Property("b", ["x", "y"], JsonLayout.Lines).EndObject().EndLine().Flush();
        }

        Assert.That(text.ToString(), Is.EqualTo("{\"a\":1,\"b\":[\n\"x\",\n\"y\"\n]}\n"));
    }

    [Test]
    public void An_item_can_start_on_a_new_line()
        => Assert.That(
            JsonWriter.Format(json => json.StartObject().Property("a", 1).OnNextLine("  ").Property("b", 2).Property("c", 3).EndObject()),
            Is.EqualTo("{\"a\": 1,\n  \"b\": 2, \"c\": 3}"));

    [Test]
    public void An_empty_container_keeps_its_lines()
        => Assert.That(JsonWriter.Format(json => json.StartArray(JsonLayout.Indented(0)).EndArray()), Is.EqualTo("[\n]"));

    [TestCase("\"")]
    [TestCase("\\")]
    [TestCase("\n\r\t\0\u001f")]
    [TestCase("é\u2028\ud83d\ude00")]
    [TestCase("\",\"injected\":\"")]
    public void Strings_and_names_are_read_back_as_they_were(string text)
    {
        var read = JsonNode.Parse(JsonWriter.Format(json => json.StartObject().Property(text, text).EndObject()))!.AsObject();

        Assert.That(read.Single().Key, Is.EqualTo(text));
        Assert.That((string?)read.Single().Value, Is.EqualTo(text));
    }

    [Test]
    public void Documents_longer_than_the_buffer_are_whole()
    {
        var texts = Enumerable.Range(0, 5000).Select(i => new string('x', i % 50)).Append(new string('y', 40_000)).ToList();

        var read = JsonNode.Parse(JsonWriter.Format(json => json.Values(texts, JsonLayout.Lines)))!.AsArray();

        Assert.That(read.Select(text => (string?)text), Is.EqualTo(texts));
    }

    [Test]
    public void Unbalanced_brackets_are_an_error()
        => Assert.That(() => JsonWriter.Format(json => json.StartArray().EndObject()), Throws.InvalidOperationException);
}

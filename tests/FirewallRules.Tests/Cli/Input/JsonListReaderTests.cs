using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FirewallRules.Tests.Cli.Aggregate;

[RandomSeeds]
public sealed class JsonListReaderTests
{
    private const string Document = """
        {
          "count": 3, "deep": {"list": [["10.0.0.1"], {"x": "10.0.0.2", "y": null}], "x": "10.0.0.3"},
          "list": ["10.1.0.0/16", "10.2.0.0\/16", " 2001:DB8::\u0031 ", "10.3.0.0-10.3.0.9", "10.4.0.0/255.255.0.0"],
          "empty": [], "odd 'name'": {"a.b": "10.5.0.0/16"}
        }
        """;

    [TestCase("$.list[*]", "10.1.0.0/16|10.2.0.0/16|2001:DB8::1|10.3.0.0-10.3.0.9|10.4.0.0/255.255.0.0")]
    [TestCase("$.list[0]", "10.1.0.0/16")]
    [TestCase("$..x", "10.0.0.2|10.0.0.3")]
    [TestCase("$.deep..x", "10.0.0.2|10.0.0.3")]
    [TestCase("$.deep.*[0][0]", "10.0.0.1")]
    [TestCase("$.deep.list[0][*]", "10.0.0.1")]
    [TestCase("$.deep.list..[0][0]", "10.0.0.1")]
    [TestCase("$['odd \\'name\\'']['a.b']", "10.5.0.0/16")]
    [TestCase("$.empty[*]", "")]
    [TestCase("$.deep.x $.list[0] $..x", "10.0.0.2|10.0.0.3|10.1.0.0/16")]
    public void Reads_matching_entries(string paths, string entries)
    {
        var bytes = Encoding.UTF8.GetBytes("\ufeff" + Document);
        for (var size = 1; size <= 70; size++)
        {
            var read = ReadList.Of(Reader(paths), bytes, () => size);

            Assert.That((read.Entries, read.Failure), Is.EqualTo((entries, "")), $"in pieces of {size}");
        }
    }

    [TestCase("$.count", "$.count: expected a string with an address, found another value")]
    [TestCase("$.list", "$.list: expected a string with an address, found an array")]
    [TestCase("$", "$: expected a string with an address, found an object")]
    [TestCase("$.deep.list[*].y", "$.deep.list[1].y: expected a string with an address, found another value")]
    [TestCase("$.deep.list[*][*]", "$.deep.list[1].y: expected a string with an address, found another value")]
    [TestCase("$['odd \\'name\\''].*", "")]
    [TestCase("$.lists[*]", "nothing matches $.lists[*]; see --json-path")]
    [TestCase("$.empty", "$.empty: expected a string with an address, found an array")]
    [TestCase("$.empty[0] $.z", "nothing matches $.empty[0] or $.z; see --json-path")]
    public void Reports_the_position_of_an_unexpected_type(string paths, string failure)
        => Assert.That(ReadList.Of(Reader(paths), Document).Failure, Is.EqualTo(failure));

    [TestCase("""{"a":{"b c":["10.0.0.1","x"]}}""", "$.a['b c'][*]", "$.a['b c'][1]: 'x' is invalid")]
    [TestCase("""{"a":{"":[[],"x"]}}""", "$.a[''][1]", "$.a[''][1]: 'x' is invalid")]
    [TestCase("""{"a":[{"c":0},{"c":[5],"d":{"b":"x"}}]}""", "$..b", "$.a[1].d.b: 'x' is invalid")]
    [TestCase("""["10.0.0.1/8"]""", "$[*]", "$[0]: '10.0.0.1/8' is invalid: bits are set")]
    [TestCase("\"x\"", "$", "$: 'x' is invalid")]
    [TestCase("""{"a":["\ud800"]}""", "$.a[*]", "$.a[0]: a name or string is not valid Unicode")]
    public void Reports_the_position_of_a_bad_entry(string document, string path, string failure)
        => Assert.That(ReadList.Of(Reader(path), document).Failure, Does.StartWith(failure));

    [TestCase("", 1, 1)]
    [TestCase("{\"a\":\n[\"10.0.0.1\",]}", 2, 13)]
    [TestCase("[\"10.0.0.1\"", 1, 12)]
    [TestCase("[\"10.0.0.1\"] []", 1, 14)]
    [TestCase("[\"10.0.0.1\", nul]", 1, 17)]
    public void Reports_line_and_byte_of_invalid_JSON(string document, int line, int at)
        => Assert.That(ReadList.Of(Reader("$..x"), document).Failure, Does.StartWith($"line {line}, byte {at}: not valid JSON"));

    [Test]
    public void Skips_bad_entries_and_continues()
    {
        var read = ReadList.Of(Reader("$[*]"), """["x", 1, "10.0.0.1", {"y": []}, null, "10.0.0.2"]""", skipInvalid: true);

        Assert.That((read.Entries, read.Failure), Is.EqualTo(("10.0.0.1|10.0.0.2", "")));
        Assert.That(read.Skipped.Split('|').Select(skip => skip[..5]), Is.EqualTo(new[] { "$[0]:", "$[1]:", "$[3]:", "$[4]:" }));
    }

    [Test]
    public void An_endless_string_is_not_buffered()
    {
        var reader = Reader("$[*]")(new EntrySink(set: null, (_, _) => { }, onInvalid: null));
        var piece = new byte[256 * 1024];
        Array.Fill(piece, (byte)'a');
        reader.Append("[\""u8);

        Assert.That(
            Assert.Throws<ListFormatException>(() =>
            {
                while (true)
                {
                    reader.Append(piece);
                }
            })!.Message,
            Does.Contain("longer than 4 MiB"));
    }

    [Test]
    public void Random_documents_against_a_slow_model()
    {
        var random = Seed.NewRandom();
        for (var i = 0; i < 5_000; i++)
        {
            var document = RandomNode(random, depth: 0);
            var path = JsonPath.Parse("$" + string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => RandomSegment(random))));
            var expected = new List<string>();
            Walk(document, [], (node, place) =>
            {
                if (node is JsonValue value && IsAt(place, [.. path.Segments]))
                {
                    expected.Add(value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : "");
                }
            });
            var text = document.ToJsonString(new JsonSerializerOptions { WriteIndented = random.Next(2) == 0 });
            var size = random.Next(1, 40);
            var read = ReadList.Of(sink => new JsonListReader(new JsonPathMatcher([path]), isArray: false, sink, _ => { }),
                Encoding.UTF8.GetBytes(text), () => size, skipInvalid: true);

            Assert.That(read.Entries, Is.EqualTo(string.Join('|', expected.Where(entry => entry.Length > 0))), $"{path} in {text}");
        }
    }

    [Test]
    public void Damaged_documents_are_the_same_in_pieces()
        => ReadList.SameInPieces(
            Reader("$..x $.list[*]"),
            random =>
            {
                var bytes = Encoding.UTF8.GetBytes(Document);
                for (var i = random.Next(1, 4); i > 0; i--)
                {
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                }

                return bytes;
            },
            3_000);

    private static Func<EntrySink, IListReader> Reader(string paths)
    {
        var matcher = new JsonPathMatcher([.. paths.Split(" $").Select((path, i) => JsonPath.Parse((i == 0 ? "" : "$") + path))]);
        return sink => new JsonListReader(matcher, isArray: false, sink, _ => { });
    }

    private static JsonNode RandomNode(Random random, int depth) => random.Next(depth > 3 ? 2 : 6) switch
    {
        0 => JsonValue.Create($"10.{random.Next(256)}.{random.Next(256)}.0/24"),
        1 => JsonValue.Create(random.Next(9)),
        2 or 3 => new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => RandomNode(random, depth + 1))]),
        _ => new JsonObject([.. "abc".Where(_ => random.Next(2) == 0)
            .Select(name => KeyValuePair.Create<string, JsonNode?>(name.ToString(), RandomNode(random, depth + 1)))]),
    };

    private static string RandomSegment(Random random)
        => random.Next(6) switch { 0 => ".a", 1 => "['b']", 2 => "[*]", 3 => $"[{random.Next(3)}]", 4 => "..c", _ => "..[1]" };

    private static void Walk(JsonNode node, object[] place, Action<JsonNode, object[]> visit)
    {
        visit(node, place);
        foreach (var (name, child) in node as JsonObject ?? [])
        {
            Walk(child!, [.. place, name], visit);
        }

        foreach (var (index, child) in (node as JsonArray ?? []).Index())
        {
            Walk(child!, [.. place, index], visit);
        }
    }

    private static bool IsAt(ReadOnlySpan<object> place, ReadOnlySpan<JsonPathSegment> segments)
    {
        if (segments is not [var first, .. var rest])
        {
            return place.IsEmpty;
        }

        if (place.IsEmpty)
        {
            return false;
        }

        var taken = first.IsWildcard || place[0] is string name && name == first.Name || place[0] is int index && index == first.Index;
        return (taken && IsAt(place[1..], rest)) || (first.IsDeep && IsAt(place[1..], segments));
    }
}

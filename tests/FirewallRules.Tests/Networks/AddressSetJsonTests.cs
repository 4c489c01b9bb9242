using System.Text.Json;

namespace FirewallRules.Tests.Networks;

public sealed class AddressSetJsonTests
{
    [TestCase("[]")]
    [TestCase("""["10.0.0.0/8","192.0.2.1/32","2001:db8::/32"]""")]
    [TestCase("""["0.0.0.0/0","::/0"]""")]
    public void A_set_is_an_array_of_its_prefixes_both_ways(string json)
    {
        var set = JsonSerializer.Deserialize<AddressSet>(json);

        Assert.That(JsonSerializer.Serialize(set), Is.EqualTo(json));
        Assert.That(set, Is.EqualTo(AddressSet.Parse(string.Join('\n', JsonSerializer.Deserialize<string[]>(json)!))));
    }

    [Test]
    public void Every_set_survives() => Law.Holds(set => JsonSerializer.Deserialize<AddressSet>(JsonSerializer.Serialize(set)) == set);

    [Test]
    public void Addresses_and_ranges_are_read_in_any_order()
        => Assert.That(
            JsonSerializer.Deserialize<AddressSet>("""["2001:db8::1", "10.0.0.128/25", "10.0.0.0-10.0.0.127", "10.0.0.1"]"""),
            Is.EqualTo(Sets.Of("10.0.0.0/24", "2001:db8::1/128")));

    [Test]
    public void A_property_may_hold_a_set_or_null()
    {
        var json = """{"A":["10.0.0.0/8"],"B":null}""";

        Assert.That(JsonSerializer.Serialize(JsonSerializer.Deserialize<Pair>(json)), Is.EqualTo(json));
        Assert.That(JsonSerializer.Deserialize<AddressSet>("null"), Is.Null);
    }

    [TestCase("\"10.0.0.0/8\"", "Expected a JSON array of strings for an AddressSet.")]
    [TestCase("{}", "Expected a JSON array of strings for an AddressSet.")]
    [TestCase("[10]", "Expected a JSON string as an element of an AddressSet.")]
    [TestCase("[null]", "Expected a JSON string as an element of an AddressSet.")]
    [TestCase("[[]]", "Expected a JSON string as an element of an AddressSet.")]
    [TestCase("[\"10.0.0.0/8\",\"10.0.0.1/8\"]", "'10.0.0.1/8' is refused")]
    [TestCase("[\"\"]", "'' is refused")]
    [TestCase("[\"10.0.0.0 255.0.0.0\"]", "is refused")]
    [TestCase("[\"10.0.0.0/8\\n11.0.0.0/8\"]", "is refused")]
    public void Other_JSON_is_a_JsonException(string json, string message)
        => Assert.That(
            () => JsonSerializer.Deserialize<AddressSet>(json),
            Throws.TypeOf<JsonException>().With.Message.StartsWith(message).Or.Message.Contains(message));

    private sealed record Pair(AddressSet? A, AddressSet? B);
}

using FirewallRules.Cli;

namespace FirewallRules.Tests.Cli.Aggregate;

public sealed class JsonPathTests
{
    [TestCase("$", "")]
    [TestCase("$.a", "a")]
    [TestCase("$.prefixes[*].ip_prefix", "prefixes * ip_prefix")]
    [TestCase("$['a b'][\"c'd\"]['e\\'\\\\']", "a b c'd e'\\")]
    [TestCase("$['']", "")]
    [TestCase("$[0][12]", "0 12")]
    [TestCase("$.*.*", "* *")]
    [TestCase("$..a..*..[3]..['x']", "..a ..* ..3 ..x")]
    [TestCase("$.ключ._x9", "ключ _x9")]
    public void Reads(string text, string segments)
        => Assert.That(
            string.Join(' ', JsonPath.Parse(text).Segments.Select(segment
                => $"{(segment.IsDeep ? ".." : "")}{segment.Name ?? segment.Index?.ToString() ?? "*"}")),
            Is.EqualTo(segments));

    [TestCase("", 1)]
    [TestCase("prefixes", 1)]
    [TestCase("@.a", 1)]
    [TestCase("$a", 2)]
    [TestCase("$.", 3)]
    [TestCase("$..", 4)]
    [TestCase("$...a", 4)]
    [TestCase("$.9a", 3)]
    [TestCase("$.a-b", 4)]
    [TestCase("$.a b", 4)]
    [TestCase("$[", 3)]
    [TestCase("$[]", 3)]
    [TestCase("$[*", 4)]
    [TestCase("$[ 1]", 3)]
    [TestCase("$[-1]", 3)]
    [TestCase("$[01]", 3)]
    [TestCase("$[99999999999]", 3)]
    [TestCase("$[1:2]", 4)]
    [TestCase("$[1,2]", 4)]
    [TestCase("$[?@.a]", 3)]
    [TestCase("$['a]", 3)]
    [TestCase("$['a\\n']", 6)]
    [TestCase("$['a\\", 6)]
    [TestCase("$[a]", 3)]
    [TestCase("$.a]", 4)]
    public void Refuses_the_rest_with_its_position(string text, int at)
    {
        var refusal = Assert.Throws<CliException>(() => JsonPath.Parse(text))!;

        Assert.That(refusal.ExitCode, Is.EqualTo(ExitCode.Usage));
        Assert.That(refusal.Message, Does.StartWith($"--json-path: '{text}' is invalid at character {at}: "));
    }

    [Test]
    public void The_number_of_segments_is_limited()
    {
        var path = JsonPath.Parse("$" + string.Concat(Enumerable.Repeat(".a", 63)));

        Assert.DoesNotThrow(() => _ = new JsonPathMatcher([path, path]));
        Assert.Throws<CliException>(() => _ = new JsonPathMatcher([path, path, JsonPath.Elements]));
    }
}

using System.Text;

namespace FirewallRules.Tests.IpRanges;

/// <summary>Strings with invalid UTF-8 or a lone escaped surrogate, at every position of a string.</summary>
public sealed class InvalidTextTests
{
    private static readonly string[] Places =
    [
        """{"modified":"BAD","logs":{}}""",
        """{"logs":{"prefixes_ipv4":["BAD"]}}""",
        """{"logs":{},"BAD":1}""",
        """{"logs":{},"x":"BAD"}""",
        """{"logs":{},"x":["a",{"BAD":1}]}""",
        """{"logs":{},"x":{"y":["BAD"]}}""",
        """{"logs":{"BAD":1}}""",
        """{"logs":{"x":["BAD"]}}""",
        """{"logs":{},"new":{"prefixes_ipvBAD4":[]}}""",
        """{"logs":{},"new":{"x":"BAD","prefixes_ipv4":[]}}""",
        """{"synthetics":{"prefixes_ipv4_by_location":{"BAD":[]}}}""",
    ];

    [Test]
    public void Is_refused([ValueSource(nameof(Places))] string place, [Values("\\ud800", "\\udc00x", "\u00ff", "\u00c3(", "\u00ed\u00a0\u0080")] string bad)
    {
        var json = Encoding.Latin1.GetBytes(place.Replace("BAD", bad, StringComparison.Ordinal));

        Assert.That(() => IpRangesDocument.Parse(json), Throws.TypeOf<IpRangesFormatException>().With.Message.Contains("not valid Unicode"));
    }

    [Test]
    public void Reports_the_position()
        => Assert.That(
            () => IpRangesDocument.Parse("""{"logs":{"prefixes_ipv4":["\ud800"]}}"""),
            Refused.At("$.logs.prefixes_ipv4[0]", "Unicode"));
}

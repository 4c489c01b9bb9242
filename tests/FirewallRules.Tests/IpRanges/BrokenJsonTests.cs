using System.Text;

namespace FirewallRules.Tests.IpRanges;

public sealed class BrokenJsonTests
{
    private const string Small =
        """{"version":59,"modified":"2024-10-17T00:00:00","x":{"y":["\u00e9",null]}"""
        + ""","new":{"prefixes_ipv6":[]},"logs":{"prefixes_ipv4":["192.0.2.0/24"],"k":-1.5e3}}""";

    [Test]
    public void Every_truncation_is_refused()
    {
        var bytes = Encoding.UTF8.GetBytes(Small);
        Assert.That(() => IpRangesDocument.Parse(bytes), Throws.Nothing);
        for (var length = 0; length < bytes.Length; length++)
        {
            var cut = bytes[..length];
            Assert.That(() => IpRangesDocument.Parse(cut), Throws.TypeOf<IpRangesFormatException>(), Encoding.UTF8.GetString(cut));
        }
    }

    [TestCase("")]
    [TestCase(" \t\r\n  ")]
    [TestCase("\uFEFF")]
    [TestCase("\uFEFF \n")]
    public void The_empty_set_is_reported_as_empty(string text) => Assert.That(() => IpRangesDocument.Parse(text), Refused.At("$", "empty"));

    [TestCase("<!DOCTYPE html>\n<html><body>Sign in to the network</body></html>", "line 1, byte 1")]
    [TestCase("{\"logs\":{}}\n{\"logs\":{}}", "line 2, byte 1")]
    [TestCase("{\"logs\":{}}x", "line 1, byte 12")]
    [TestCase("{\"logs\":{},}", "line 1, byte 12")]
    [TestCase("{'logs':{}}", "line 1, byte 2")]
    [TestCase("{\"logs\":{}} // comment", "line 1, byte 13")]
    [TestCase("{\"logs\":\n{]}", "line 2, byte 2")]
    [TestCase("\uFEFF\uFEFF{\"logs\":{}}", "line 1, byte 1")]
    public void Invalid_JSON_is_reported_with_its_position(string text, string place)
        => Assert.That(
            () => IpRangesDocument.Parse(text),
            Throws.TypeOf<IpRangesFormatException>().With.Message.Contains("not valid JSON at").And.Message.Contains(place));

    [Test]
    public void Trailing_white_space_is_ignored()
        => Assert.That(() => IpRangesDocument.Parse("{\"logs\":{}} \r\n\t"), Throws.Nothing);

    [TestCase("{\"logs\":{},\"x\":", "[")]
    [TestCase("{\"logs\":{\"x\":", "{\"x\":")]
    [TestCase("", "[")]
    [TestCase("", "{\"a\":")]
    public void Deep_nesting_is_refused_and_no_stack_overflows(string before, string step)
    {
        var bomb = before + string.Concat(Enumerable.Repeat(step, 200_000));

        Assert.That(
            () => IpRangesDocument.Parse(bomb),
            Throws.TypeOf<IpRangesFormatException>().With.Message.Matches("nested more than 16 levels deep|JSON object"));
    }

    [Test]
    public void Sixteen_levels_are_allowed()
        => Assert.That(() => IpRangesDocument.Parse($"{{\"logs\":{{}},\"x\":{new string('[', 15)}{new string(']', 15)}}}"), Throws.Nothing);

    [Test]
    public void Seventeen_levels_are_not()
        => Assert.That(
            () => IpRangesDocument.Parse($"{{\"logs\":{{}},\"x\":{new string('[', 16)}{new string(']', 16)}}}"),
            Refused.At("$.x", "nested more than 16 levels deep"));

    [Test]
    public void Over_16_MiB_is_refused_without_reading()
    {
        var large = new byte[IpRangesDocument.MaxBytes + 1];
        large.AsSpan().Fill((byte)' ');
        "{\"logs\":{}}"u8.CopyTo(large);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => IpRangesDocument.Parse(large), Refused.At("$", "larger than 16 MiB"));
            Assert.That(() => IpRangesDocument.Parse(large.AsSpan(0, IpRangesDocument.MaxBytes)), Throws.Nothing);
        }
    }

    [TestCase((byte)'{')]
    [TestCase((byte)'[')]
    [TestCase((byte)'"')]
    [TestCase((byte)0)]
    [TestCase((byte)0xFF)]
    [TestCase((byte)'1')]
    public void Ten_megabytes_of_garbage_are_refused(byte garbage)
    {
        var bytes = new byte[10_000_000];
        bytes.AsSpan().Fill(garbage);

        Assert.That(() => IpRangesDocument.Parse(bytes), Throws.TypeOf<IpRangesFormatException>());
    }
}

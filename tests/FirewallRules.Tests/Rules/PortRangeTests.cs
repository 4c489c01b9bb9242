namespace FirewallRules.Tests.Rules;

public sealed class PortRangeTests
{
    [TestCase("443", 443, 443)]
    [TestCase("1", 1, 1)]
    [TestCase("65535", 65535, 65535)]
    [TestCase("8000-8100", 8000, 8100)]
    [TestCase("7-7", 7, 7)]
    [TestCase("1-65535", 1, 65535)]
    public void Text_is_read(string text, int first, int last)
    {
        Assert.That(PortRange.TryParse(text, out var ports), Is.True);
        Assert.That(ports, Is.EqualTo(new PortRange(first, last)));
    }

    [TestCase("")]
    [TestCase("-")]
    [TestCase("0")]
    [TestCase("65536")]
    [TestCase("99999999999999999999")]
    [TestCase("0443")]
    [TestCase("+443")]
    [TestCase("-443")]
    [TestCase(" 443")]
    [TestCase("443 ")]
    [TestCase("443\n")]
    [TestCase("8100-8000")]
    [TestCase("1-")]
    [TestCase("1-2-3")]
    [TestCase("1 - 2")]
    [TestCase("8000:8100")]
    [TestCase("https")]
    [TestCase("0x1bb")]
    [TestCase("4,3")]
    [TestCase("\u0664\u0664\u0663")]
    public void Other_text_is_refused(string text)
    {
        Assert.That(PortRange.TryParse(text, out var ports), Is.False);
        Assert.That(ports, Is.EqualTo(default(PortRange)));
    }

    [Test]
    public void Parse_refuses_what_TryParse_refuses_and_says_why()
    {
        Assert.That(PortRange.Parse("8000-8100"), Is.EqualTo(new PortRange(8000, 8100)));
        Assert.That(PortRange.Parse("443".AsSpan()), Is.EqualTo(new PortRange(443, 443)));
        Assert.That(() => PortRange.Parse("8100-8000\n"), Throws.TypeOf<FormatException>().With.Message.StartsWith("'8100-8000?' is not a port range"));
        Assert.That(() => PortRange.Parse(null!), Throws.ArgumentNullException);
        Assert.That(PortRange.TryParse(null, out _), Is.False);
    }

    [TestCase(0, 1)]
    [TestCase(-1, 1)]
    [TestCase(1, 65536)]
    [TestCase(2, 1)]
    public void Numbers_out_of_range_are_refused(int first, int last)
        => Assert.That(() => new PortRange(first, last), Throws.TypeOf<ArgumentOutOfRangeException>());

    [TestCase("443")]
    [TestCase("8000-8100")]
    public void Text_round_trips(string text)
    {
        Assert.That(PortRange.TryParse(text, out var ports), Is.True);
        Assert.That(ports.ToString(), Is.EqualTo(text));
    }

    [Test]
    public void Order_is_by_first_then_last()
    {
        PortRange[] ordered = [default, 1, new(1, 2), new(1, 65535), 2, 443];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Enumerable.Reverse(ordered).Order(), Is.EqualTo(ordered));
            Assert.That(ordered[1] < ordered[2] && ordered[2] > ordered[1] && ordered[1] <= 1 && ordered[5] >= 443, Is.True);
        }
    }

    [Test]
    public void An_int_converts_and_all_is_all()
    {
        PortRange https = 443;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(https.IsSingle && https.First == 443, Is.True);
            Assert.That(PortRange.FromInt32(443), Is.EqualTo(https));
            Assert.That(PortRange.All, Is.EqualTo(new PortRange(1, 65535)));
            Assert.That(() => (PortRange)0, Throws.TypeOf<ArgumentOutOfRangeException>());
        }
    }
}

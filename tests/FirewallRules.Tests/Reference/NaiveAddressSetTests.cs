namespace FirewallRules.Tests.Reference;

/// <summary>A model that is wrong would make right code look wrong, or worse, wrong code look right.</summary>
public sealed class NaiveAddressSetTests
{
    [TestCase(0b0000_0000, "")]
    [TestCase(0b1111_1111, "0.0.0.0/29")]
    [TestCase(0b0000_1111, "0.0.0.0/30")]
    [TestCase(0b0011_1100, "0.0.0.2/31 0.0.0.4/31")]
    [TestCase(0b0111_1110, "0.0.0.1/32 0.0.0.2/31 0.0.0.4/31 0.0.0.6/32")]
    public void Minimal_prefixes_of_sets_known_by_heart(int mask, string prefixes)
    {
        var set = NaiveAddressSet.OfMask(new SmallUniverse("0.0.0.0/29", 3), mask);

        Assert.That(string.Join(' ', set.MinimalPrefixes()), Is.EqualTo(prefixes));
    }

    [Test]
    public void Ranges_of_a_set_known_by_heart()
    {
        var set = NaiveAddressSet.OfMask(new SmallUniverse("::/125", 3), 0b1011_0001);

        Assert.That(set.Ranges(), Is.EqualTo(new[] { (0, 0), (4, 5), (7, 7) }));
    }
}

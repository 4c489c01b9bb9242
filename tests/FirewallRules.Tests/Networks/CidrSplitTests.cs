using FirewallRules.Tests.Reference;

namespace FirewallRules.Tests.Networks;

public sealed class CidrSplitTests
{
    [TestCaseSource(typeof(SmallUniverse), nameof(SmallUniverse.OfFourBits))]
    public void The_parts_are_the_prefixes_of_that_length(SmallUniverse universe)
    {
        for (var open = 0; open <= universe.Bits; open++)
        {
            for (var within = 0; within <= open; within++)
            {
                for (var first = 0; first < universe.Size; first += 1 << open)
                {
                    var parts = Enumerable.Range(0, 1 << (open - within)).Select(i => universe.Prefix(first + (i << within), within));

                    Assert.That(universe.Prefix(first, open).Split(universe.Whole.PrefixLength + universe.Bits - within), Is.EqualTo(parts));
                }
            }
        }
    }

    [TestCase("0.0.0.0/0", 2, "0.0.0.0/2, 64.0.0.0/2, 128.0.0.0/2, 192.0.0.0/2")]
    [TestCase("0.0.0.0/0", 0, "0.0.0.0/0")]
    [TestCase("::/0", 0, "::/0")]
    [TestCase("::/0", 1, "::/1, 8000::/1")]
    [TestCase("ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe/127", 128, "ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe/128, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128")]
    public void The_ends_of_the_address_space_are_not_special(string prefix, int length, string parts)
        => Assert.That(string.Join(", ", Cidr.Parse(prefix).Split(length)), Is.EqualTo(parts));

    [TestCase("10.0.0.0/8", 7)]
    [TestCase("10.0.0.0/8", 33)]
    [TestCase("::/8", 129)]
    public void A_length_that_makes_no_parts_is_refused(string prefix, int length)
        => Assert.Throws<ArgumentOutOfRangeException>(() => Cidr.Parse(prefix).Split(length));

    [Test]
    public void The_default_has_no_parts() => Assert.Throws<InvalidOperationException>(() => default(Cidr).Split(8));
}

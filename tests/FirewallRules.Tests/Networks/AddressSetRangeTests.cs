using FirewallRules.Tests.Reference;

namespace FirewallRules.Tests.Networks;

/// <summary>Ranges and families of a set.</summary>
public sealed class AddressSetRangeTests
{
    [TestCaseSource(typeof(SmallUniverse), nameof(SmallUniverse.OfThreeBits))]
    public void Every_range_against_every_set(SmallUniverse universe)
    {
        for (var mask = 0; mask < 1 << universe.Size; mask++)
        {
            var naive = NaiveAddressSet.OfMask(universe, mask);
            var set = naive.ToAddressSet();
            for (var first = 0; first < universe.Size; first++)
            {
                for (var last = first; last < universe.Size; last++)
                {
                    var members = Enumerable.Range(first, last - first + 1).Select(naive.Contains).ToList();
                    var range = new AddressRange(universe.Address(first), universe.Address(last));
                    if (set.Contains(range) != members.TrueForAll(member => member) || set.Overlaps(range) != members.Contains(item: true))
                    {
                        Assert.Fail($"{range} in {set}");
                    }
                }
            }
        }
    }

    [Test]
    public void No_range_is_in_no_set()
    {
        var all = AddressSet.Empty.Complement();

        Assert.That((all.Contains(default(AddressRange)), all.Overlaps(default(AddressRange))), Is.EqualTo((false, false)));
        Assert.That(AddressSet.AllIPv6.Contains(AddressRange.Parse("0.0.0.0-0.0.0.9")), Is.False);
    }

    [Test]
    public void One_family_only()
    {
        var set = AddressSet.Parse("10.0.0.0/8\n2001:db8::/32");

        Assert.That(set.Only(IpFamily.IPv4), Is.EqualTo(set.IPv4));
        Assert.That(set.Only(IpFamily.IPv6), Is.EqualTo(set.IPv6));
        Assert.Throws<ArgumentOutOfRangeException>(() => set.Only(IpFamily.None));
    }
}

using System.Numerics;

namespace FirewallRules.Tests.Networks;

[RandomSeeds]
public sealed class AddressSetBuilderTests
{
    [Test]
    public void A_hundred_thousand_random_ranges_merge_while_the_builder_grows()
    {
        var random = Seed.NewRandom();
        var builder = new AddressSetBuilder();
        var members = new bool[1 << 20];
        for (var i = 0; i < 100_000; i++)
        {
            var (first, length) = (random.Next(members.Length - 8), random.Next(1, 8));
            members.AsSpan(first, length).Fill(true);
            builder.Add(Range(first, first + length - 1));
        }

        var set = builder.ToAddressSet();
        Assert.That((int)set.CountAddresses(), Is.EqualTo(members.Count(member => member)));
        Assert.That(set.Ranges.Take(1_000), Is.EqualTo(RangesOf(members).Take(1_000)));
        Assert.That(set.RangeCount, Is.EqualTo(RangesOf(members).Count()));
    }

    [Test]
    public void A_hundred_thousand_scattered_addresses_stay_apart()
    {
        var builder = new AddressSetBuilder();
        var numbers = Enumerable.Range(0, 100_000).Select(i => 2 * i).ToArray();
        Seed.NewRandom().Shuffle(numbers);
        foreach (var number in numbers)
        {
            builder.Add(Range(number, number));
        }

        Assert.That(builder.ToAddressSet().RangeCount, Is.EqualTo(numbers.Length));
    }

    [Test]
    public void A_builder_can_be_used_after_it_made_a_set()
    {
        var builder = new AddressSetBuilder().Add(Cidr.Parse("10.0.1.0/24")).Add(Cidr.Parse("ffff::/16"));
        var first = builder.ToAddressSet();
        var second = builder.Add(Cidr.Parse("10.0.0.0/24")).Add(Cidr.Parse("10.0.1.7/32")).ToAddressSet();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.ToString(), Is.EqualTo("10.0.1.0/24, ffff::/16"));
            Assert.That(second.ToString(), Is.EqualTo("10.0.0.0/23, ffff::/16"));
            Assert.That(builder.ToAddressSet(), Is.EqualTo(second));
        }
    }

    [Test]
    public void Sets_addresses_ranges_and_prefixes_may_be_mixed()
    {
        var set = new AddressSetBuilder(1)
            .Add(AddressSet.Parse("255.255.255.254/31\nffff:ffff::/32"))
            .Add(new System.Net.IPAddress([10, 0, 0, 1]))
            .Add(AddressRange.Parse("10.0.0.2-10.0.0.3"))
            .AddRange(Enumerable.Repeat(Cidr.Parse("10.0.0.0/32"), 40))
            .AddRange([Cidr.Parse("::/128"), Cidr.Parse("::1/128")])
            .ToAddressSet();

        Assert.That(set.ToString(), Is.EqualTo("10.0.0.0/30, 255.255.255.254/31, ::/127, ffff:ffff::/32"));
    }

    [Test]
    public void A_range_to_the_end_of_the_space_contains_what_follows()
    {
        var set = new AddressSetBuilder(2)
            .Add(Cidr.Parse("255.255.255.255/32"))
            .Add(Cidr.Parse("255.255.255.0/24"))
            .Add(Cidr.Parse("255.255.255.255/32"))
            .Add(Cidr.Parse("255.255.254.0/24"))
            .ToAddressSet();

        Assert.That(set.ToString(), Is.EqualTo("255.255.254.0/23"));
    }

    [Test]
    public void A_builder_accepts_another_builder_and_itself()
    {
        var other = new AddressSetBuilder().Add(Cidr.Parse("10.0.1.0/24")).Add(Cidr.Parse("2001:db8::1/128"));
        var builder = new AddressSetBuilder().Add(Cidr.Parse("10.0.0.0/24")).Add(other).Add(other);
        builder.Add(builder);
        other.Add(Cidr.Parse("192.0.2.0/24"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(builder.ToAddressSet().ToString(), Is.EqualTo("10.0.0.0/23, 2001:db8::1/128"));
            Assert.That(other.ToAddressSet().ToString(), Is.EqualTo("10.0.1.0/24, 192.0.2.0/24, 2001:db8::1/128"));
            Assert.That(builder.Add(Cidr.Parse("2001:db8::/128")).ToAddressSet().ToString(), Is.EqualTo("10.0.0.0/23, 2001:db8::/127"));
        }
    }

    [Test]
    public void Defaults_are_refused_and_leave_the_builder_as_it_was()
    {
        var builder = new AddressSetBuilder().Add(Cidr.Parse("10.0.0.0/8"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => builder.Add(default(Cidr)), Throws.ArgumentException);
            Assert.That(() => builder.Add(default(AddressRange)), Throws.ArgumentException);
            Assert.That(() => builder.Add((AddressSet)null!), Throws.ArgumentNullException);
            Assert.That(() => builder.Add((AddressSetBuilder)null!), Throws.ArgumentNullException);
            Assert.That(() => builder.AddRange((IEnumerable<Cidr>)null!), Throws.ArgumentNullException);
            Assert.That(() => new AddressSetBuilder(-1), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(builder.ToAddressSet().ToString(), Is.EqualTo("10.0.0.0/8"));
        }
    }

    private static AddressRange Range(int first, int last) => new(Address(first), Address(last));

    private static System.Net.IPAddress Address(int number) => new([10, (byte)(number >> 16), (byte)(number >> 8), (byte)number]);

    private static IEnumerable<AddressRange> RangesOf(bool[] members)
    {
        for (var i = 0; i < members.Length; i++)
        {
            if (members[i])
            {
                var first = i;
                while (i + 1 < members.Length && members[i + 1])
                {
                    i++;
                }

                yield return Range(first, i);
            }
        }
    }

    [Test]
    public void A_range_of_prefixes_is_one_after_the_other([Values(0, 1, 127, 128, 129, 1000)] int count, [Values] bool hasDefault)
    {
        var random = Seed.NewRandom();
        Cidr[] prefixes = [.. Enumerable.Range(0, count).Select(_ => random.Next(2) == 0
            ? CrowdedPrefixes.Prefix((uint)random.NextInt64(), random.Next(33), 32, mask: true)
            : CrowdedPrefixes.Prefix(new BigInteger((ulong)random.NextInt64()) << random.Next(65), random.Next(129), 128, mask: true))];
        var one = new AddressSetBuilder();
        foreach (var prefix in prefixes)
        {
            one.Add(prefix);
        }

        var builder = new AddressSetBuilder();
        if (hasDefault)
        {
            Assert.That(() => builder.AddRange([.. prefixes, default, Cidr.Parse("192.0.2.0/24")]), Throws.ArgumentException);
        }
        else
        {
            builder.AddRange(prefixes.AsSpan());
        }

        Assert.That(builder.ToAddressSet(), Is.EqualTo(one.ToAddressSet()), "those before it have been added");
    }
}

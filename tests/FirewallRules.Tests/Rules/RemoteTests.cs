namespace FirewallRules.Tests.Rules;

public sealed class RemoteTests
{
    private static readonly AddressSet Both = Sets.Of("192.0.2.0/24", "2001:db8::/32");

    [TestCase("0.0.0.0/0", "AnyIPv4")]
    [TestCase("::/0", "AnyIPv6")]
    [TestCase("0.0.0.0/1\n128.0.0.0/1", "AnyIPv4")]
    [TestCase("::/1\n8000::/1\n192.0.2.0/24", "AnyIPv6")]
    public void A_whole_family_is_refused_and_Any_must_be_explicit(string list, string say)
        => Assert.That(() => Remote.Of(AddressSet.Parse(list)), Throws.TypeOf<EntireAddressSpaceException>().With.Message.Contains($"Remote.{say}"));

    [Test]
    public void All_but_one_address_is_a_set()
        => Assert.That(Remote.Of(AddressSet.Parse("0.0.0.1-255.255.255.255")).IsAny(IpFamily.IPv4), Is.False);

    [Test]
    public void Empty_is_empty_and_not_any()
    {
        var empty = Remote.Of(AddressSet.Empty);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(empty.IsEmpty, Is.True);
            Assert.That(empty.IsAnyIPv4 || empty.IsAnyIPv6 || empty.Has(IpFamily.IPv4) || empty.Has(IpFamily.IPv6), Is.False);
            Assert.That(empty, Is.Not.EqualTo(Remote.Any));
            Assert.That(empty.ToString(), Is.Empty);
        }
    }

    [Test]
    public void Any_is_written_for_each_family()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Remote.Any.IsAny(IpFamily.IPv4) && Remote.Any.IsAny(IpFamily.IPv6) && !Remote.Any.IsAny(IpFamily.None), Is.True);
            Assert.That(Remote.AnyIPv4.Has(IpFamily.IPv4) && !Remote.AnyIPv4.Has(IpFamily.IPv6), Is.True);
            Assert.That(Remote.AnyIPv6.Has(IpFamily.IPv6) && !Remote.AnyIPv6.Has(IpFamily.IPv4), Is.True);
            Assert.That(Remote.Any.IsEmpty, Is.False);
            Assert.That(Remote.Any.Addresses, Is.EqualTo(AddressSet.Empty));
            Assert.That(Remote.Any.ToString(), Is.EqualTo("any IPv4, any IPv6"));
        }
    }

    [Test]
    public void Only_keeps_one_family()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Remote.Any.Only(IpFamily.IPv4), Is.EqualTo(Remote.AnyIPv4));
            Assert.That(Remote.Any.Only(IpFamily.IPv6), Is.EqualTo(Remote.AnyIPv6));
            Assert.That(Remote.AnyIPv4.Only(IpFamily.IPv6).IsEmpty, Is.True);
            Assert.That(Remote.Of(Both).Only(IpFamily.IPv4), Is.EqualTo(Remote.Of(Sets.Of("192.0.2.0/24"))));
            Assert.That(Remote.Of(Both).Only(IpFamily.IPv6), Is.EqualTo(Remote.Of(Sets.Of("2001:db8::/32"))));
            Assert.That(() => Remote.Any.Only(IpFamily.None), Throws.TypeOf<ArgumentOutOfRangeException>());
        }
    }

    [Test]
    public void Equality_is_by_content()
    {
        Remote converted = Both;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(converted, Is.EqualTo(Remote.Of(Sets.Of("2001:db8::/32", "192.0.2.0/25", "192.0.2.128/25"))));
            Assert.That(converted.GetHashCode(), Is.EqualTo(Remote.Of(Both).GetHashCode()));
            Assert.That(converted, Is.Not.EqualTo(Remote.Any));
            Assert.That(Remote.AnyIPv4, Is.Not.EqualTo(Remote.AnyIPv6));
            Assert.That(() => Remote.Of(null!), Throws.ArgumentNullException);
        }
    }
}

namespace FirewallRules.Tests.Networks;

public class SpecialPurposeTests
{
    [TestCase("192.168.1.1")]
    [TestCase("172.31.255.255")]
    [TestCase("100.127.255.255")]
    [TestCase("169.254.169.254")]
    [TestCase("239.255.255.255")]
    [TestCase("255.255.255.255")]
    [TestCase("0.0.0.0")]
    [TestCase("::")]
    [TestCase("::1")]
    [TestCase("::ffff:8.8.8.8")]
    [TestCase("2001:db8::1")]
    [TestCase("fdff::1")]
    [TestCase("fe80::1")]
    [TestCase("ff02::1")]
    public void Contains_special_purpose_addresses(string address)
        => Assert.That(SpecialPurpose.Addresses.Contains(AddressRange.Parse(address).FirstAddress), Is.True);

    [TestCase("8.8.8.8")]
    [TestCase("9.255.255.255")]
    [TestCase("11.0.0.0")]
    [TestCase("172.15.255.255")]
    [TestCase("172.32.0.0")]
    [TestCase("223.255.255.255")]
    [TestCase("2001:200::1")]
    [TestCase("2600::1")]
    [TestCase("2a00::1")]
    public void Does_not_contain_public_addresses(string address)
        => Assert.That(SpecialPurpose.Addresses.Contains(AddressRange.Parse(address).FirstAddress), Is.False);

    [Test]
    public void Rows_are_in_order_and_say_where_they_come_from()
    {
        Assert.That(SpecialPurpose.Blocks.Select(block => block.Prefix), Is.Ordered.And.Unique);
        Assert.That(SpecialPurpose.Blocks.Select(block => block.Source), Is.All.Match("^RFC [1-9][0-9]{2,3}$"));
        Assert.That(SpecialPurpose.Blocks.Select(block => block.Name), Is.All.Not.Empty);
        Assert.That(SpecialPurpose.Addresses.IPv4.CountAddresses(), Is.EqualTo(new System.Numerics.BigInteger(592_709_632)));
    }
}

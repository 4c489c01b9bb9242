using System.Net;
using FirewallRules.Tests.Emitters.Readers;

namespace FirewallRules.Tests.Emitters.WindowsFirewall;

/// <summary>A rule has a maximum number of addresses; the rest goes into further rules.</summary>
public sealed class ChunkTests
{
    [TestCase(1, 500, new[] { 1 })]
    [TestCase(499, 500, new[] { 499 })]
    [TestCase(500, 500, new[] { 500 })]
    [TestCase(501, 500, new[] { 500, 1 })]
    [TestCase(1001, 500, new[] { 500, 500, 1 })]
    [TestCase(1001, 1000, new[] { 1000, 1 })]
    [TestCase(3, 1, new[] { 1, 1, 1 })]
    public void Have_the_maximum_size(int addresses, int most, int[] sizes)
    {
        var rules = RuleSet.Of(Rule.Egress(Scattered(addresses), Protocol.Tcp, 443, "many"));
        var plan = PowerShellReader.Plan(rules.ToWindowsFirewall(new() { AddressesPerRule = most }), out _, out _);

        Assert.That(plan.Select(rule => rule.Addresses.Count), Is.EqualTo(sizes));
        Assert.That(plan.SelectMany(rule => rule.Addresses), Is.EqualTo(Scattered(addresses).Select(prefix => prefix.ToString())), "in order, IPv4 first");
        Assert.That(plan.Select(rule => rule.DisplayName), Is.EqualTo(sizes.Select((_, index) => index == 0 ? "datadog-many" : $"datadog-many {index + 1}")));
    }

    [Test]
    public void Are_500_by_default()
        => Assert.That(PowerShellReader.Plan(RuleSet.Of(Rule.Egress(Scattered(501), Protocol.Tcp, 1)).ToWindowsFirewall(), out _, out _), Has.Count.EqualTo(2));

    [TestCase(0)]
    [TestCase(1001)]
    [TestCase(-1)]
    public void Of_no_address_or_more_than_Windows_takes_are_refused(int addresses)
        => Assert.That(() => new WindowsFirewallOptions { AddressesPerRule = addresses }, Throws.TypeOf<ArgumentOutOfRangeException>());

    [Test]
    public void Of_one_family_do_not_change_with_the_other()
    {
        var ipv4 = Rule.Egress(Scattered(1001).IPv4, Protocol.Tcp, 443, "many");
        var both = Rule.Egress(Scattered(1001), Protocol.Tcp, 443, "many");
        var (without, with) = (Names(ipv4), Names(both));

        Assert.That(with[0], Is.EqualTo(without[0]), "the first rule has only IPv4");
        Assert.That(with, Has.Length.GreaterThan(without.Length));
    }

    private static string[] Names(Rule rule)
        => [.. PowerShellReader.Plan(RuleSet.Of(rule).ToWindowsFirewall(), out _, out _).Select(planned => planned.Name)];

    /// <summary>The given number of prefixes that cannot be merged, half of them IPv6.</summary>
    private static AddressSet Scattered(int count) => AddressSet.Of([.. Enumerable.Range(0, count).Select(i => i % 2 == 0
        ? new Cidr(new IPAddress([20, (byte)(i >> 8), (byte)i, 0]), 24)
        : new Cidr(new IPAddress([0x20, 1, 0x0d, 0xb8, (byte)(i >> 7), (byte)(i << 1), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]), 48))]);
}

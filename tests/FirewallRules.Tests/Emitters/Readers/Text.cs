namespace FirewallRules.Tests.Emitters.Readers;

/// <summary>The words that several formats share.</summary>
internal static class Text
{
    public static PortRange Ports(string text, char separator)
    {
        Assert.That(PortRange.TryParse(text.Replace(separator, '-'), out var ports), Is.True, text);
        return ports;
    }

    /// <summary>Reads prefixes that must not overlap, because nft and ipset refuse those that do.</summary>
    public static AddressSet Disjoint(IEnumerable<string> prefixes)
    {
        var all = prefixes.Select(prefix => Cidr.Parse(prefix)).ToList();
        var set = AddressSet.Of([.. all]);
        Assert.That(all, Is.EqualTo(set), "prefixes are sorted, disjoint and as few as can be");
        return set;
    }
}

namespace FirewallRules.Rules;

/// <summary>The addresses of a port group with the same labels, while they are collected.</summary>
internal sealed class RulePart
{
    private readonly AddressSetBuilder _addresses = new();
    private Remote _any = AddressSet.Empty;

    /// <summary>The rules of the group that contain any of the addresses, by index.</summary>
    public SortedSet<int> Rules { get; } = [];

    public void Add(AddressRange range) => _addresses.Add(range);

    public void AddAny(IpFamily family) => _any = _any.Union(family == IpFamily.IPv4 ? Remote.AnyIPv4 : Remote.AnyIPv6);

    public Rule ToRule(PortGroup group)
    {
        var rules = Rules.Select(i => group.Rules[i]).ToList();
        return new Rule(
            rules[0].Direction,
            rules[0].Protocol,
            group.Ports,
            Remote.Of(_addresses.ToAddressSet()).Union(_any),
            rules.SelectMany(rule => rule.Labels),
            rules.SelectMany(rule => rule.Sources),
            rules.SelectMany(rule => rule.Catalogs));
    }
}

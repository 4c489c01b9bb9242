namespace FirewallRules.SystemTests;

/// <summary>Draws what tamperings are about, and knows what dropping it does.</summary>
internal abstract class TamperingSource(Random random)
{
    private static readonly Cidr[] s_elsewhere =
    [
        .. new[] { "5.6.0.0/16", "77.0.0.0/8", "150.1.2.0/24", "2a0f::/16", "2a10:5::/32" }.Select(text => Cidr.Parse(text)),
    ];

    protected Random Random => random;

    /// <summary>The kinds, in a fixed order.</summary>
    public abstract IReadOnlyList<Func<Tampering>> Kinds { get; }

    protected static IReadOnlyList<Claim> Nothing => [];

    protected bool Coin() => random.Next(2) == 0;

    protected T Any<T>(params T[] choices) => choices[random.Next(choices.Length)];

    protected Rule AnyRule(Direction? direction = null)
        => Any([.. TamperingLab.Rules.Rules.Where(rule => rule.Direction == (direction ?? rule.Direction))]);

    protected IpFamily AnyFamily() => Coin() ? IpFamily.IPv4 : IpFamily.IPv6;

    /// <summary>One of the prefixes of a rule.</summary>
    protected Cidr Whole(Rule rule, IpFamily family) => Any([.. rule.Remote.In(family)]);

    /// <summary>A part of the addresses of a rule, which may be all of a prefix.</summary>
    protected Cidr Part(Rule rule, IpFamily? family = null) => Inside(Whole(rule, family ?? AnyFamily()), 6);

    /// <summary>Addresses that no rule mentions.</summary>
    protected Cidr Elsewhere(IpFamily family) => Inside(Any([.. s_elsewhere.Where(prefix => prefix.Family == family)]), 10);

    protected Cidr Inside(Cidr prefix, int deeper)
    {
        var most = prefix.Family == IpFamily.IPv4 ? 32 : 128;
        var length = Math.Min(most, prefix.PrefixLength + random.Next(deeper + 1));
        var number = new System.Numerics.BigInteger(random.Next(1 << (length - prefix.PrefixLength)));
        return new Cidr(Address.Offset(prefix.FirstAddress, number << (most - length)), length);
    }

    protected static IpFamily Other(IpFamily family) => family == IpFamily.IPv4 ? IpFamily.IPv6 : IpFamily.IPv4;

    /// <summary>What follows where packets of a direction are lost: connections that are opened so, and the answers to others.</summary>
    protected static IReadOnlyList<Claim> LostBothWays(AddressSet addresses, LiveFindingKind kind = LiveFindingKind.Overridden)
        => [.. TamperingLab.Rules.Rules.SelectMany(rule => Lost(rule, addresses, kind: kind))];

    /// <summary>What follows where new connections of a direction are lost.</summary>
    protected static IReadOnlyList<Claim> Lost(
        Direction direction,
        AddressSet addresses,
        Protocol? protocol = null,
        PortRange? ports = null,
        LiveFindingKind kind = LiveFindingKind.Overridden)
        => [.. TamperingLab.Rules.Rules
            .Where(rule => rule.Direction == direction && rule.Protocol == (protocol ?? rule.Protocol))
            .SelectMany(rule => Lost(rule, addresses, ports, kind))];

    protected static IReadOnlyList<Claim> Lost(
        Rule rule, AddressSet addresses, PortRange? ports = null, LiveFindingKind kind = LiveFindingKind.Overridden)
    {
        var lost = rule.Remote.Addresses.Intersect(addresses);
        PortRange[] cut = [.. from range in rule.Ports
                              let first = Math.Max(range.First, ports?.First ?? 1)
                              let last = Math.Min(range.Last, ports?.Last ?? 65535)
                              where first <= last
                              select new PortRange(first, last)];
        return lost.IsEmpty || cut.Length == 0 ? [] : [new Claim(kind, rule.Direction, rule.Protocol, cut, lost)];
    }

    /// <summary>What follows where a rule allows more.</summary>
    protected static IReadOnlyList<Claim> Extra(Rule rule, AddressSet addresses, IReadOnlyList<PortRange>? ports = null)
        => addresses.Except(rule.Remote.Addresses) is { IsEmpty: false } extra
            ? [new Claim(LiveFindingKind.Extra, rule.Direction, rule.Protocol, ports ?? rule.Ports, extra)]
            : [];

    protected static AddressSet Set(params Cidr[] prefixes) => AddressSet.From(prefixes);

    protected static AddressSet All(IpFamily family) => family == IpFamily.IPv4 ? AddressSet.AllIPv4 : AddressSet.AllIPv6;
}

using System.Numerics;

namespace FirewallRules.Networks;

/// <summary>The best covers of a set of both families, with a number of prefixes for each family or for both together.</summary>
internal sealed class CoverPlan
{
    private readonly AddressSet _set;
    private readonly CoverOptions _options;
    private readonly FamilyCover _ipv4;
    private readonly FamilyCover _ipv6;

    public CoverPlan(AddressSet set, CoverOptions options)
    {
        (_set, _options) = (set, options);
        _ipv4 = new FamilyCover(set, IpFamily.IPv4, options.Excluded, options.MinIPv4Length);
        _ipv6 = new FamilyCover(set, IpFamily.IPv6, options.Excluded, options.MinIPv6Length);
    }

    /// <summary>The smallest number of prefixes for which there is a cover; <see cref="long.MaxValue"/> for more than that.</summary>
    public long Minimum => Together(_ipv4.Minimum, _ipv6.Minimum);

    private long Exact => Together(_ipv4.Exact, _ipv6.Exact);

    /// <summary>The best cover, or null where there is none.</summary>
    public AddressCover? Find(int maxPrefixes)
    {
        if (Minimum > maxPrefixes)
        {
            return null;
        }

        if (Exact <= maxPrefixes)
        {
            // What fits needs no search but for the curve, for which few ask.
            var (set, options) = (_set, _options);
            return new AddressCover(_set, Prefixes(_ipv4.Exact, _ipv6.Exact), maxPrefixes, new(() => new CoverPlan(set, options).Curve(maxPrefixes)));
        }

        var curve = Curve(maxPrefixes);
        var (ipv4, ipv6) = Share(maxPrefixes);
        for (var fewer = maxPrefixes - 1; _options.SharedBudget && fewer >= Minimum && Cost(Share(fewer)) == Cost((ipv4, ipv6)); fewer--)
        {
            (ipv4, ipv6) = Share(fewer);
        }

        return new AddressCover(_set, Prefixes(ipv4, ipv6), maxPrefixes, new(curve));
    }

    private long Together(long ipv4, long ipv6)
        => !_options.SharedBudget ? long.Max(ipv4, ipv6) : ipv4 > long.MaxValue - ipv6 ? long.MaxValue : ipv4 + ipv6;

    private Cidr[] Prefixes(long ipv4, long ipv6) => [.. _ipv4.Prefixes(ipv4), .. _ipv6.Prefixes(ipv6)];

    // From one prefix to one more than the most, or to as many as add nothing.
    private CoverPoint[] Curve(int maxPrefixes)
    {
        var last = (int)long.Min(maxPrefixes + 1L, Exact);
        _ipv4.Solve(last - (_options.SharedBudget ? _ipv6.Minimum : 0));
        _ipv6.Solve(last - (_options.SharedBudget ? _ipv4.Minimum : 0));
        var points = new CoverPoint[last];
        for (var i = 0; i < last; i++)
        {
            points[i] = Point(i + 1);
        }

        return points;
    }

    private CoverPoint Point(int maxPrefixes)
    {
        if (_options.SharedBudget && maxPrefixes < Minimum)
        {
            return new CoverPoint(maxPrefixes, null, null);
        }

        var (ipv4, ipv6) = Share(maxPrefixes);
        return new CoverPoint(maxPrefixes, (BigInteger?)_ipv4.Added(ipv4), (BigInteger?)_ipv6.Added(ipv6));
    }

    // Each family has all of them, or its part of the way to share that adds least; of equally good ways the one with the fewest for IPv4.
    private (long IPv4, long IPv6) Share(int maxPrefixes)
    {
        if (!_options.SharedBudget)
        {
            return (maxPrefixes, maxPrefixes);
        }

        var (best, cost) = ((0L, 0L), CoverCost.MaxValue);
        for (var ipv4 = _ipv4.Minimum; ipv4 <= long.Min(_ipv4.Exact, maxPrefixes - _ipv6.Minimum); ipv4++)
        {
            var share = (ipv4, long.Min(maxPrefixes - ipv4, _ipv6.Exact));
            if (Cost(share) is var other && other < cost)
            {
                (best, cost) = (share, other);
            }
        }

        return best;
    }

    private CoverCost Cost((long IPv4, long IPv6) share)
        => new CoverCost(0, _ipv4.Added(share.IPv4)!.Value << (IpFamily.IPv6.Bits() - _options.IPv6UnitLength)) + new CoverCost(0, _ipv6.Added(share.IPv6)!.Value);
}

using System.Numerics;

namespace FirewallRules.Networks;

/// <summary>The best covers of a set of both families, with a limit per family or for both together.</summary>
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

    /// <summary>The lowest limit for which there is a cover; <see cref="long.MaxValue"/> if it is higher than that.</summary>
    public long Minimum => Combine(_ipv4.Minimum, _ipv6.Minimum);

    private long Exact => Combine(_ipv4.Exact, _ipv6.Exact);

    /// <summary>The best cover, or <see langword="null"/> if there is none.</summary>
    public AddressCover? Find(int maxPrefixes)
    {
        if (Minimum > maxPrefixes)
        {
            return null;
        }

        if (Exact <= maxPrefixes)
        {
            // The set fits as it is: only the curve, which few need, takes a search.
            var (set, options) = (_set, _options);
            var prefixes = Prefixes(_ipv4.Exact, _ipv6.Exact);
            return new AddressCover(_set, prefixes, maxPrefixes, new(() => new CoverPlan(set, options).Curve(maxPrefixes)));
        }

        var curve = Curve(maxPrefixes);
        var (ipv4, ipv6) = Split(maxPrefixes);
        for (var fewer = maxPrefixes - 1; _options.SharedBudget && fewer >= Minimum && Cost(Split(fewer)) == Cost((ipv4, ipv6)); fewer--)
        {
            (ipv4, ipv6) = Split(fewer);
        }

        return new AddressCover(_set, Prefixes(ipv4, ipv6), maxPrefixes, new(curve));
    }

    private long Combine(long ipv4, long ipv6)
        => !_options.SharedBudget ? long.Max(ipv4, ipv6) : ipv4 > long.MaxValue - ipv6 ? long.MaxValue : ipv4 + ipv6;

    private Cidr[] Prefixes(long ipv4, long ipv6) => [.. _ipv4.Prefixes(ipv4), .. _ipv6.Prefixes(ipv6)];

    // For each limit from 1 to one more than the requested one, or to the first that adds nothing.
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

        var (ipv4, ipv6) = Split(maxPrefixes);
        return new CoverPoint(maxPrefixes, (BigInteger?)_ipv4.Added(ipv4), (BigInteger?)_ipv6.Added(ipv6));
    }

    // The limit of each family: the whole limit, or the split that adds the fewest addresses, and among equals the one with the fewest for IPv4.
    private (long IPv4, long IPv6) Split(int maxPrefixes)
    {
        if (!_options.SharedBudget)
        {
            return (maxPrefixes, maxPrefixes);
        }

        var (best, cost) = ((0L, 0L), CoverCost.MaxValue);
        for (var ipv4 = _ipv4.Minimum; ipv4 <= long.Min(_ipv4.Exact, maxPrefixes - _ipv6.Minimum); ipv4++)
        {
            var split = (ipv4, long.Min(maxPrefixes - ipv4, _ipv6.Exact));
            if (Cost(split) is var other && other < cost)
            {
                (best, cost) = (split, other);
            }
        }

        return best;
    }

    private CoverCost Cost((long IPv4, long IPv6) split)
        => new CoverCost(0, _ipv4.Added(split.IPv4)!.Value << (IpFamily.IPv6.Bits() - _options.IPv6UnitLength))
            + new CoverCost(0, _ipv6.Added(split.IPv6)!.Value);
}

using System.Numerics;

namespace FirewallRules;

/// <summary>The result of widening a set to a limited number of prefixes: the prefixes, all added addresses, and what other limits would add.</summary>
/// <remarks>
/// Created by <see cref="AddressSet.CoverWith(int, CoverOptions)"/>. A cover allows more addresses than requested: review
/// <see cref="Added"/> before you use it.
/// </remarks>
public sealed class AddressCover
{
    private readonly int _maxPrefixes;
    private readonly Lazy<CoverPoint[]> _points;
    private CoverPoint[]? _curve;

    internal AddressCover(AddressSet set, Cidr[] prefixes, int maxPrefixes, Lazy<CoverPoint[]> points)
    {
        Prefixes = prefixes;
        Addresses = AddressSet.Of(prefixes);
        Added = Addresses.Except(set);
        AddedCount = Added.CountAddresses();
        (_maxPrefixes, _points) = (maxPrefixes, points);
    }

    /// <summary>
    /// The prefixes of the cover, ascending, IPv4 first. They are the prefixes of <see cref="Addresses"/>, except that a prefix shorter than a
    /// minimum length is split.
    /// </summary>
    public IReadOnlyList<Cidr> Prefixes { get; }

    /// <summary>The widened set, which contains the original one.</summary>
    public AddressSet Addresses { get; }

    /// <summary>The addresses that are not in the original set. Its <see cref="AddressSet.Ranges"/> have their counts.</summary>
    public AddressSet Added { get; }

    /// <summary>The number of added addresses.</summary>
    public BigInteger AddedCount { get; }

    /// <summary>What the best cover adds for each limit, from 1 to the requested limit, or to the first one that adds nothing.</summary>
    public IReadOnlyList<CoverPoint> Curve => _curve ??= [.. _points.Value.Take(_maxPrefixes)];

    /// <summary>
    /// The point after the end of <see cref="Curve"/>: what the best cover adds with one more prefix; <see langword="null"/> if this cover
    /// adds nothing.
    /// </summary>
    public CoverPoint? NextPoint => _points.Value.Length > _maxPrefixes ? _points.Value[_maxPrefixes] : null;
}

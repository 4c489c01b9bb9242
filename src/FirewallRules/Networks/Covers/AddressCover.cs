using System.Numerics;

namespace FirewallRules;

/// <summary>A set that was widened to fit a number of prefixes: what it holds now, everything that was added, and what other numbers would add.</summary>
/// <remarks>
/// Made by <see cref="AddressSet.CoverWith(int, CoverOptions)"/>. Allowing a cover allows more than was asked for; show <see cref="Added"/> to
/// whom it concerns.
/// </remarks>
public sealed class AddressCover
{
    private readonly int _maxPrefixes;
    private readonly Lazy<CoverPoint[]> _points;

    internal AddressCover(AddressSet set, Cidr[] prefixes, int maxPrefixes, Lazy<CoverPoint[]> points)
    {
        Prefixes = prefixes;
        Addresses = AddressSet.Of(prefixes);
        Added = Addresses.Except(set);
        (_maxPrefixes, _points) = (maxPrefixes, points);
    }

    /// <summary>
    /// The prefixes of the cover, ascending, IPv4 first. With a shortest length two of them may be the halves of a prefix that is too short;
    /// else they are the prefixes of <see cref="Addresses"/>.
    /// </summary>
    public IReadOnlyList<Cidr> Prefixes { get; }

    /// <summary>The widened set; it contains the original one.</summary>
    public AddressSet Addresses { get; }

    /// <summary>The addresses that were not in the original set; <see cref="AddressSet.Ranges"/> of it gives the ranges with their counts.</summary>
    public AddressSet Added { get; }

    /// <summary>How many addresses were added.</summary>
    public BigInteger AddedCount => Added.AddressCount;

    /// <summary>
    /// What the best cover adds for each number of prefixes, from 1 to the one that was asked for, or to the first that adds nothing.
    /// </summary>
    public IReadOnlyList<CoverPoint> Curve => [.. _points.Value.Take(_maxPrefixes)];

    /// <summary>What one more prefix would leave added; null where nothing is added.</summary>
    public CoverPoint? OneMore => _points.Value.Length > _maxPrefixes ? _points.Value[_maxPrefixes] : null;
}

using FirewallRules.Networks;

namespace FirewallRules;

public sealed partial class AddressSet
{
    /// <summary>
    /// Widens the set until each family fits into <paramref name="maxPrefixes"/> prefixes, adding the fewest addresses that any such cover adds,
    /// and none of <see cref="SpecialPurpose"/>.
    /// </summary>
    /// <inheritdoc cref="CoverWith(int, CoverOptions)" />
    public AddressCover CoverWith(int maxPrefixes) => CoverWith(maxPrefixes, CoverOptions.Default);

    /// <summary>Widens the set until it fits into a number of prefixes, adding the fewest addresses that any such cover adds.</summary>
    /// <param name="maxPrefixes">The most prefixes for IPv4 and the most for IPv6, or for both together where they share; from 1.</param>
    /// <param name="options">What must not be added, how short prefixes may be, and whether the families share.</param>
    /// <remarks>
    /// <para>Time grows with the number of prefixes of the set times <paramref name="maxPrefixes"/>, memory only a little faster than their number.</para>
    /// <para>
    /// Of equally good covers it is one with the fewest prefixes; of those the one with the fewest for IPv4; and of those the one that, from
    /// the shortest prefix around all down, takes the fewest in the lower half.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    /// <exception cref="CoverException">There is no cover that small. The exception says what the smallest is; so does <see cref="LeastPrefixes"/>.</exception>
    public AddressCover CoverWith(int maxPrefixes, CoverOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxPrefixes, 1);
        ArgumentNullException.ThrowIfNull(options);
        var plan = new CoverPlan(this, options);
        return plan.Find(maxPrefixes) ?? throw new CoverException(maxPrefixes, plan.Least);
    }

    /// <summary>
    /// The smallest number with which <see cref="CoverWith(int, CoverOptions)"/> finds a cover: for each family or for both together, 0 for the
    /// empty set, and <see cref="long.MaxValue"/> where it is more than that. Found in one pass over the prefixes.
    /// </summary>
    public long LeastPrefixes(CoverOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new CoverPlan(this, options).Least;
    }
}

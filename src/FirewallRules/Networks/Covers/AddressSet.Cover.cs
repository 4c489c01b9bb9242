using FirewallRules.Networks;

namespace FirewallRules;

public sealed partial class AddressSet
{
    /// <summary>
    /// Widens the set until each family has at most <paramref name="maxPrefixes"/> prefixes, with the fewest added addresses. Addresses of
    /// <see cref="SpecialPurpose"/> are not added.
    /// </summary>
    /// <inheritdoc cref="CoverWith(int, CoverOptions)" />
    public AddressCover CoverWith(int maxPrefixes) => CoverWith(maxPrefixes, CoverOptions.Default);

    /// <summary>Widens the set until it has at most <paramref name="maxPrefixes"/> prefixes, with the fewest added addresses.</summary>
    /// <param name="maxPrefixes">
    /// The maximum number of prefixes, at least 1: per family, or for both together with <see cref="CoverOptions.SharedBudget"/>.
    /// </param>
    /// <param name="options">The excluded addresses, the minimum prefix lengths, and whether the families share the limit.</param>
    /// <remarks>
    /// <para>
    /// Time is proportional to the number of prefixes of the set times <paramref name="maxPrefixes"/>. Memory grows a little faster than the
    /// number of prefixes.
    /// </para>
    /// <para>
    /// Among equally good covers, the result has the fewest prefixes; among those, the fewest for IPv4; and among those, at each prefix from
    /// the shortest down, the fewest in its lower half.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The limit is below 1.</exception>
    /// <exception cref="ArgumentNullException">The options are <see langword="null"/>.</exception>
    /// <exception cref="CoverException">
    /// No cover fits into the limit. The exception has the lowest possible limit, which <see cref="MinCoverPrefixes"/> also returns.
    /// </exception>
    /// <example>
    /// <code>
    /// AddressSet set = AddressSet.Parse("44.0.0.0\n44.0.0.2\n44.0.0.7");
    /// AddressCover cover = set.CoverWith(2);
    /// Console.WriteLine(cover.Addresses); // 44.0.0.0/30, 44.0.0.7/32
    /// Console.WriteLine(cover.Added); // 44.0.0.1/32, 44.0.0.3/32
    /// </code>
    /// </example>
    public AddressCover CoverWith(int maxPrefixes, CoverOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxPrefixes, 1);
        ArgumentNullException.ThrowIfNull(options);
        var plan = new CoverPlan(this, options);
        return plan.Find(maxPrefixes) ?? throw new CoverException(maxPrefixes, plan.Minimum, options);
    }

    /// <summary>
    /// The lowest limit for which <see cref="CoverWith(int, CoverOptions)"/> finds a cover: per family or for both together, 0 for the empty
    /// set, and <see cref="long.MaxValue"/> if it is higher than that. Takes one pass over the prefixes.
    /// </summary>
    /// <exception cref="ArgumentNullException">The options are <see langword="null"/>.</exception>
    public long MinCoverPrefixes(CoverOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new CoverPlan(this, options).Minimum;
    }
}

using System.Globalization;

namespace FirewallRules;

/// <summary>No cover is that small: what must not be added, or how short prefixes may be, leaves none.</summary>
public sealed class CoverException : InvalidOperationException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="limit">How many prefixes there may be.</param>
    /// <param name="least">The smallest number for which there is a cover.</param>
    public CoverException(int limit, long least)
        : base(string.Create(
            CultureInfo.InvariantCulture,
            $"No cover fits into {limit}: without forbidden addresses and prefixes that are too short it takes {least} or more."))
        => (Limit, Least) = (limit, least);

    /// <summary>How many prefixes there may be (entries for rules, where each run of ports counts).</summary>
    public int Limit { get; }

    /// <summary>The smallest number for which there is a cover; <see cref="long.MaxValue"/> where it is more than that.</summary>
    public long Least { get; }
}

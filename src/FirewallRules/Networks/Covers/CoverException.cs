using System.Globalization;

namespace FirewallRules;

/// <summary>No cover fits into the limit, because of the excluded addresses or the minimum prefix lengths.</summary>
/// <remarks>
/// Remedies: a limit of at least <see cref="Minimum"/>, fewer <see cref="CoverOptions.Excluded">excluded addresses</see>, or lower minimum
/// lengths.
/// </remarks>
public sealed class CoverException : InvalidOperationException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="limit">The requested maximum number of prefixes.</param>
    /// <param name="minimum">The lowest limit for which there is a cover.</param>
    /// <param name="options">The options of the cover. Default: <see cref="CoverOptions.Default"/>.</param>
    public CoverException(int limit, long minimum, CoverOptions? options = null)
        : base(Describe(limit, minimum))
        => (Limit, Minimum, Options) = (limit, minimum, options ?? CoverOptions.Default);

    /// <summary>The requested maximum number of prefixes; for a rule set, the number of entries, where each port range counts.</summary>
    public int Limit { get; }

    /// <summary>The lowest limit for which there is a cover; <see cref="long.MaxValue"/> if it is higher than that.</summary>
    public long Minimum { get; }

    /// <summary>The options of the cover: its excluded addresses and minimum prefix lengths are why it cannot be smaller.</summary>
    public CoverOptions Options { get; }

    private static string Describe(int limit, long minimum)
        => string.Create(
            CultureInfo.InvariantCulture,
            $"No cover has {limit} or fewer prefixes: with these {nameof(CoverOptions.Excluded)} addresses and minimum prefix lengths, ")
            + string.Create(CultureInfo.InvariantCulture, $"the minimum is {minimum}.");
}

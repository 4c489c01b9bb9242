using System.Numerics;

namespace FirewallRules.Cli.Output;

/// <summary>The allowed prefix lengths of the output. Shorter prefixes are split; a set that needs longer ones is refused.</summary>
/// <param name="Min">The minimum length, for IPv4 and IPv6.</param>
/// <param name="Max">The maximum length, for IPv4 and IPv6.</param>
internal sealed record PrefixLengths((int IPv4, int IPv6) Min, (int IPv4, int IPv6) Max)
{
    /// <summary>The maximum number of prefixes when some are split: that of 0.0.0.0/0 as /24s.</summary>
    public const int MaxCount = 1 << 24;

    public static PrefixLengths All { get; } = new((0, 0), (32, 128));

    /// <summary>Whether prefixes can be split.</summary>
    public bool IsSplitting => Min.IPv4 > 0 || Min.IPv6 > 0;

    public int MinOf(IpFamily family) => family == IpFamily.IPv4 ? Min.IPv4 : Min.IPv6;

    public int MaxOf(IpFamily family) => family == IpFamily.IPv4 ? Max.IPv4 : Max.IPv6;

    /// <summary>The prefixes of the set, with the shorter ones split.</summary>
    public IEnumerable<Cidr> Split(AddressSet set)
        => !IsSplitting ? set : set.SelectMany<Cidr,
            Cidr>(prefix => prefix.PrefixLength < MinOf(prefix.Family) ? prefix.Split(MinOf(prefix.Family)) : [prefix]);

    /// <summary>The number of prefixes after splitting, 0 to 2^128.</summary>
    public BigInteger Count(AddressSet set)
        => IsSplitting
            ? set.Aggregate(BigInteger.Zero, (count, prefix) => count + (BigInteger.One << Math.Max(0, MinOf(prefix.Family) - prefix.PrefixLength)))
            : set.CountPrefixes();

    /// <exception cref="CliException">The set needs a prefix that is too long, or splitting it would create too many prefixes.</exception>
    public void Check(AddressSet set)
    {
        if (!ReferenceEquals(this, All))
        {
            RefuseLonger(set);
            RefuseTooMany(set);
        }
    }

    private void RefuseLonger(AddressSet set)
    {
        var tooLong = set.Where(prefix => prefix.PrefixLength > MaxOf(prefix.Family)).ToLookup(prefix => prefix.Family);
        foreach (var family in tooLong)
        {
            var count = family.Count();
            throw Limit($"{count} {family.Key} {(count == 1 ? "prefix is" : "prefixes are")} longer than /{MaxOf(family.Key)}, "
                + $"{family.First()} first. "
                + "Nothing is left out or widened automatically: see --exclude and --max-prefixes.");
        }
    }

    // A separate method, because the types that a method uses are loaded when it is first called: here, BigInteger.
    private void RefuseTooMany(AddressSet set)
    {
        if (IsSplitting && Count(set) is var all && all > MaxCount)
        {
            throw Limit($"--min-length would make {all} prefixes of {set.CountPrefixes()}, and {MaxCount} is the limit.");
        }
    }

    private static CliException Limit(string message) => new(ExitCode.Limit, message);
}

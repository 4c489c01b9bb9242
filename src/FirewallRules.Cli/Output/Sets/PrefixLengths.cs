using System.Numerics;

namespace FirewallRules.Cli.Output;

/// <summary>The lengths that prefixes of the output may have. Shorter ones are split; longer ones cannot be helped, and are refused.</summary>
/// <param name="Min">The shortest length, for IPv4 and IPv6.</param>
/// <param name="Max">The longest length, for IPv4 and IPv6.</param>
internal sealed record PrefixLengths((int IPv4, int IPv6) Min, (int IPv4, int IPv6) Max)
{
    /// <summary>How many prefixes are written at most when some are split: 0.0.0.0/0 in parts of /24.</summary>
    public const int MaxCount = 1 << 24;

    public static PrefixLengths All { get; } = new((0, 0), (32, 128));

    /// <summary>Whether a prefix may have to be split.</summary>
    public bool IsSplitting => Min.IPv4 > 0 || Min.IPv6 > 0;

    public int MinOf(IpFamily family) => family == IpFamily.IPv4 ? Min.IPv4 : Min.IPv6;

    public int MaxOf(IpFamily family) => family == IpFamily.IPv4 ? Max.IPv4 : Max.IPv6;

    /// <summary>The prefixes of the set, with the shorter ones split.</summary>
    public IEnumerable<Cidr> Split(AddressSet set)
        => !IsSplitting ? set : set.SelectMany<Cidr, Cidr>(prefix => prefix.PrefixLength < MinOf(prefix.Family) ? prefix.Split(MinOf(prefix.Family)) : [prefix]);

    /// <summary>How many prefixes that is, 0 to 2^128.</summary>
    public BigInteger Count(AddressSet set)
        => IsSplitting
            ? set.Aggregate(BigInteger.Zero, (count, prefix) => count + (BigInteger.One << Math.Max(0, MinOf(prefix.Family) - prefix.PrefixLength)))
            : set.PrefixCount;

    /// <exception cref="CliException">The set has a prefix that is too long, or more prefixes than anyone can want.</exception>
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
            throw Limit($"{count} {family.Key} {(count == 1 ? "prefix is" : "prefixes are")} longer than /{MaxOf(family.Key)}, {family.First()} first. "
                + "Nothing is left out or widened unasked: see --exclude.");
        }
    }

    // A method of its own, because what a method mentions is loaded when it is first called: here, big numbers.
    private void RefuseTooMany(AddressSet set)
    {
        if (IsSplitting && Count(set) is var all && all > MaxCount)
        {
            throw Limit($"--min-length would make {all} prefixes of {set.PrefixCount}, and {MaxCount} is the limit.");
        }
    }

    private static CliException Limit(string message) => new(ExitCode.Limit, message);
}

using System.CommandLine;
using System.Globalization;

namespace FirewallRules.Cli.Options;

/// <summary>The options that widen a set until it fits into a number of prefixes.</summary>
internal sealed class CoverArguments
{
    private readonly NumberOption _max = new("--max", "N", "Then widen the set until each family fits into so many prefixes, with the fewest addresses that were not asked for. All of them are listed on standard error.");

    private readonly Option<string[]> _never = new("--never") { HelpName = "FILE", Description = "With --max: a list of what is never added, besides special-purpose addresses; may be repeated." };
    private readonly Option<bool> _special = new("--allow-special-purpose") { Description = "With --max: private, loopback, multicast and other special-purpose addresses may be added, too." };
    private readonly Option<bool> _shared = new("--shared-budget") { Description = "With --max: both families together take so many prefixes." };

    private readonly NumberOption _unit = new("--ipv6-unit", "LENGTH", "With --shared-budget: an IPv6 prefix of this length that is added counts as one IPv4 address; 64.");

    private readonly Option<bool> _curve = new("--curve") { Description = "With --max: write how many addresses each number of prefixes adds, from 1 on, instead of prefixes." };

    public Option[] Options => [_max, _never, _special, _shared, _unit, _curve];

    /// <summary>The lists that the options read.</summary>
    /// <exception cref="CliException">The options do not go together, or a number does not fit.</exception>
    public string[] Files(ParseResult result)
    {
        if (_max.Read(result) is not { } max)
        {
            return Array.Find(Options, option => result.GetResult(option) is { Implicit: false }) is { } alone
                ? throw CliException.Usage($"{alone.Name} goes with --max.")
                : [];
        }

        var unit = _unit.Read(result);
        var fault = max < 1 ? "--max is 1 or more."
            : unit is not null && !result.GetValue(_shared) ? "--ipv6-unit goes with --shared-budget."
            : unit is < 32 or > 128 ? "--ipv6-unit is a length from 32 to 128."
            : null;
        return fault is null ? result.GetValue(_never) ?? [] : throw CliException.Usage(fault);
    }

    /// <summary>The best cover, or null where none is asked for.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="set">The addresses to cover.</param>
    /// <param name="minLength">The shortest length of a prefix of each family.</param>
    /// <param name="read">Reads lists.</param>
    /// <exception cref="CliException">There is no cover that small.</exception>
    public CoverReport? Find(ParseResult result, AddressSet set, (int IPv4, int IPv6) minLength, Func<string[], AddressSet> read)
    {
        if (_max.Read(result) is not { } max)
        {
            return null;
        }

        try
        {
            var never = read(Files(result));
            var cover = set.CoverWith(max, Read(result, never.Union(result.GetValue(_special) ? AddressSet.Empty : SpecialPurpose.Addresses), minLength));
            return new CoverReport(cover, max, result.GetValue(_shared), result.GetValue(_curve));
        }
        catch (CoverException e)
        {
            throw new CliException(
                ExitCode.Limit,
                string.Create(CultureInfo.InvariantCulture, $"--max {max}: no cover is that small; the smallest one possible has {e.Least} prefixes, because special-purpose addresses ")
                    + "(see --allow-special-purpose) and those of --never are not added, and no prefix is shorter than --min-length.",
                e);
        }
    }

    private CoverOptions Read(ParseResult result, AddressSet forbidden, (int IPv4, int IPv6) minLength)
    {
        var options = new CoverOptions { Forbidden = forbidden, MinIPv4Length = minLength.IPv4, MinIPv6Length = minLength.IPv6, SharedBudget = result.GetValue(_shared) };
        return _unit.Read(result) is { } length ? options with { IPv6UnitLength = length } : options;
    }
}

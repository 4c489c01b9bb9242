using System.CommandLine;
using System.Globalization;

namespace FirewallRules.Cli.Options;

/// <summary>The options that widen a set until it fits into a number of prefixes.</summary>
internal sealed class WideningOptions
{
    private readonly NumberOption _max = new(
        "--max-prefixes",
        "N",
        "Widen the result until each family fits into N prefixes, with the fewest additional addresses. All of these are listed on "
            + "standard error.");

    private readonly Option<string[]> _exclude = new("--exclude-from-cover")
    {
        HelpName = "FILE",
        Description = "With --max-prefixes: never add addresses of this list, nor special-purpose addresses. Can be repeated.",
    };

    private readonly Option<bool> _special = new("--allow-special-purpose")
    {
        Description = "With --max-prefixes: also add private, loopback, multicast and other special-purpose addresses.",
    };

    private readonly Option<bool> _shared = new("--shared-budget") { Description = "With --max-prefixes: apply N to both families together." };

    private readonly NumberOption _unit = new(
        "--ipv6-unit", "LENGTH", "With --shared-budget: count an additional IPv6 prefix of this length as one IPv4 address (default: 64).");

    private readonly Option<bool> _curve = new("--curve")
    {
        Description = "With --max-prefixes: write how many addresses are added for each number of prefixes from 1 to N, instead of prefixes.",
    };

    public Option[] Options => [_max, _exclude, _special, _shared, _unit, _curve];

    /// <summary>Whether the curve is written instead of the prefixes.</summary>
    public bool ReadCurve(ParseResult result) => result.GetValue(_curve);

    /// <summary>The lists that the options read.</summary>
    /// <exception cref="CliException">An option does not apply, or a number is out of range.</exception>
    public string[] Files(ParseResult result, IpFamily? only)
    {
        if (ReadMax(result) is null)
        {
            var given = Array.Find(Options, option => result.GetResult(option) is { Implicit: false });
            CliException.UsageIf(given is not null, $"{given?.Name} requires --max-prefixes.");
            return [];
        }

        CliException.UsageIf(ReadUnit(result) is not null && !result.GetValue(_shared), "--ipv6-unit requires --shared-budget.");
        CliException.UsageIf(
            result.GetValue(_shared) && only is not null,
            $"--shared-budget does not apply with --ipv{(only == IpFamily.IPv4 ? 4 : 6)}-only: it is for both families together.");
        return result.GetValue(_exclude) ?? [];
    }

    /// <summary>The best cover, or null where none is requested.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="set">The addresses to cover.</param>
    /// <param name="minLength">The minimum prefix length of each family.</param>
    /// <param name="excluded">The addresses that are never added, besides special-purpose addresses.</param>
    /// <exception cref="CliException">There is no cover that small.</exception>
    public CoverReport? Find(ParseResult result, AddressSet set, (int IPv4, int IPv6) minLength, AddressSet excluded)
    {
        if (ReadMax(result) is not { } max)
        {
            return null;
        }

        try
        {
            var forbidden = excluded.Union(result.GetValue(_special) ? AddressSet.Empty : SpecialPurpose.Addresses);
            var cover = set.CoverWith(max, Read(result, forbidden, minLength));
            return new CoverReport(cover, max, result.GetValue(_shared), result.GetValue(_curve));
        }
        catch (CoverException e)
        {
            throw CliException.Limit(
                string.Create(CultureInfo.InvariantCulture,
                    $"--max-prefixes {max}: no cover is that small; the smallest possible one has {e.Minimum} prefixes, ")
                    + "because special-purpose addresses (see --allow-special-purpose) and those of --exclude-from-cover are not added, "
                    + "and no prefix is shorter than --min-length.",
                e);
        }
    }

    private int? ReadMax(ParseResult result) => _max.Read(result, min: 1);

    private int? ReadUnit(ParseResult result) => _unit.Read(result, min: 32, max: 128);

    private CoverOptions Read(ParseResult result, AddressSet forbidden, (int IPv4, int IPv6) minLength)
    {
        var options = new CoverOptions
        {
            Excluded = forbidden,
            MinIPv4Length = minLength.IPv4,
            MinIPv6Length = minLength.IPv6,
            SharedBudget = result.GetValue(_shared),
        };
        return ReadUnit(result) is { } length ? options with { IPv6UnitLength = length } : options;
    }
}

using System.CommandLine;
using System.Globalization;
using FirewallRules.Networks;

namespace FirewallRules.Cli.Commands.Aggregate;

/// <summary>The options that say how long prefixes of the output may be.</summary>
internal sealed class PrefixLengthOptions
{
    private readonly Option<string?> _min = new("--min-length")
    {
        HelpName = "N[,N]",
        Description = "Split prefixes that are shorter (wider) than this into parts of this length; for IPv4 and, behind a comma, for IPv6, or for both.",
    };

    private readonly Option<string?> _max = new("--max-length")
    {
        HelpName = "N[,N]",
        Description = "Refuse a set that needs prefixes longer (narrower) than this, with exit code 1.",
    };

    public IReadOnlyList<Option> Options => [_min, _max];

    /// <param name="result">The command line.</param>
    /// <param name="only">The one family of the output, or null for both.</param>
    /// <exception cref="CliException">A length does not fit.</exception>
    public PrefixLengths Read(ParseResult result, IpFamily? only)
    {
        if (result.GetValue(_min) is null && result.GetValue(_max) is null)
        {
            return PrefixLengths.All;
        }

        var min = Read("--min-length", result.GetValue(_min), only) ?? PrefixLengths.All.Min;
        var max = Read("--max-length", result.GetValue(_max), only) ?? PrefixLengths.All.Max;
        return min.IPv4 > max.IPv4 || min.IPv6 > max.IPv6
            ? throw CliException.Usage("--min-length is above --max-length.")
            : new PrefixLengths(min, max);
    }

    private static (int IPv4, int IPv6)? Read(string option, string? text, IpFamily? only)
        => text?.Split(',') switch
        {
            null => null,
            [var one] when only == IpFamily.IPv6 => (0, Length(option, one, 128)) is var (_, ipv6) ? (option == "--min-length" ? 0 : 32, ipv6) : null,
            [var both] => (Length(option, both, 32), Length(option, both, 32)),
            [var ipv4, var ipv6] => (Length(option, ipv4, 32), Length(option, ipv6, 128)),
            _ => throw CliException.Usage($"{option}: '{text}' is more than two lengths."),
        };

    private static int Length(string option, string text, int max)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length <= max
            ? length
            : throw CliException.Usage($"{option}: '{text}' is no length from 0 to {max}; a length for IPv4 and one for IPv6 are written 24,48.");
}

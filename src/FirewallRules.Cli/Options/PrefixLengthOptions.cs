using System.CommandLine;
using System.Globalization;

namespace FirewallRules.Cli.Options;

/// <summary>The options that limit the prefix lengths of the output.</summary>
internal sealed class PrefixLengthOptions
{
    private readonly Option<string?> _min = new("--min-length")
    {
        HelpName = "N[,N]",
        Description = "Split shorter (wider) prefixes into prefixes of this length. One length is for both families, two are for IPv4,IPv6.",
    };

    private readonly Option<string?> _max = new("--max-length")
    {
        HelpName = "N[,N]",
        Description = "Fail with exit code 1 if the result needs longer (narrower) prefixes.",
    };

    public Option Min => _min;

    public Option[] Options => [_min, _max];

    /// <param name="result">The command line.</param>
    /// <param name="only">The only family of the output, or null for both.</param>
    /// <exception cref="CliException">A length is invalid, or the minimum is above the maximum.</exception>
    public PrefixLengths Read(ParseResult result, IpFamily? only)
    {
        if (result.GetValue(_min) is null && result.GetValue(_max) is null)
        {
            return PrefixLengths.All;
        }

        var min = Read(_min, result, only, PrefixLengths.All.Min);
        var max = Read(_max, result, only, PrefixLengths.All.Max);
        return min.IPv4 > max.IPv4 || min.IPv6 > max.IPv6
            ? throw CliException.Usage($"--min-length {result.GetValue(_min)} is greater than --max-length {result.GetValue(_max)}.")
            : new PrefixLengths(min, max);
    }

    private static (int IPv4, int IPv6) Read(Option<string?> option, ParseResult result, IpFamily? only, (int IPv4, int IPv6) otherwise)
        => result.GetValue(option)?.Split(',') switch
        {
            null => otherwise,
            [var one] when only == IpFamily.IPv6 => (otherwise.IPv4, Length(option, one, 128)),
            [var both] => (Length(option, both, 32), Length(option, both, 32)),
            [var ipv4, var ipv6] => (Length(option, ipv4, 32), Length(option, ipv6, 128)),
            _ => throw CliException.Usage($"{option.Name}: '{result.GetValue(option)}' has more than two lengths: write one, or two as IPv4,IPv6."),
        };

    private static int Length(Option option, string text, int max)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length <= max
            ? length
            : throw CliException.Usage($"{option.Name}: '{text}' is not a prefix length from 0 to {max}; write one length for IPv4 and one "
                + "for IPv6 as 24,48.");
}

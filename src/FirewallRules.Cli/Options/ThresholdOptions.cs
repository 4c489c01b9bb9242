using System.CommandLine;
using System.Globalization;

namespace FirewallRules.Cli.Options;

/// <summary>The options that say how much of a section may be removed, and how much may be added.</summary>
/// <param name="what">What happens where a section exceeds them, up to "a section", such as <c>Refuse the change if</c>.</param>
/// <param name="exception">Where they do not apply, as a sentence; empty for nowhere.</param>
internal sealed class ThresholdOptions(string what, string exception = "")
{
    private static readonly IpRangesDiffOptions Defaults = new();

    private readonly Option<string?> _shrink = new("--shrink-threshold")
    {
        HelpName = "SHARE",
        Description = $"{what} a section loses more than this share of its IPv4 or IPv6 addresses: 20% or 0.2 (default: 50%).{exception}",
    };

    private readonly Option<string?> _growth = new("--growth-factor")
    {
        HelpName = "FACTOR",
        Description = $"{what} a section has more than this many times its IPv4 or IPv6 addresses (default: 16), or gains more than "
            + $"{Defaults.IPv4GrowthLimit} IPv4 or 2^98 IPv6 addresses.{exception}",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_shrink);
        command.Options.Add(_growth);
    }

    /// <summary>The name of the option for what is removed, if it is given.</summary>
    public string? GivenShrink(ParseResult result) => Given(result, _shrink);

    /// <summary>The name of the option for what is added, if it is given.</summary>
    public string? GivenGrowth(ParseResult result) => Given(result, _growth);

    /// <exception cref="CliException">A value is not a share or a factor.</exception>
    public IpRangesDiffOptions Read(ParseResult result) => new() { ShrinkThreshold = ReadShare(result), GrowthFactor = ReadFactor(result) };

    private static string? Given(ParseResult result, Option option) => result.GetResult(option) is { Implicit: false } ? option.Name : null;

    private double ReadShare(ParseResult result)
    {
        if (result.GetValue(_shrink) is not { } text)
        {
            return Defaults.ShrinkThreshold;
        }

        var isPercentage = text.EndsWith('%');
        var isNumber = TryRead(text.AsSpan(0, text.Length - (isPercentage ? 1 : 0)), out var number);
        var share = isPercentage ? number / 100 : number;
        return isNumber && share is >= 0 and <= 1
            ? (double)share
            : throw CliException.Usage($"{_shrink.Name}: '{text}' is not a share: write a percentage such as 20%, or a number from 0 to 1.");
    }

    private double ReadFactor(ParseResult result)
        => result.GetValue(_growth) is not { } text ? Defaults.GrowthFactor
            : TryRead(text, out var factor) && factor is >= 1 and <= 1_000_000_000 ? (double)factor
            : throw CliException.Usage($"{_growth.Name}: '{text}' is not a factor: write a number from 1 to 1000000000, such as 4 or 1.5.");

    private static bool TryRead(ReadOnlySpan<char> text, out decimal number)
        => decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
}

using System.CommandLine;
using System.Globalization;

namespace FirewallRules.Cli.Options;

/// <summary>The option that limits how much of a section may be removed.</summary>
internal sealed class ShrinkThresholdOption(string description)
{
    public const string Name = "--shrink-threshold";

    private readonly Option<string?> _threshold = new(Name) { HelpName = "SHARE", Description = description };

    public bool IsGiven(ParseResult result) => result.GetResult(_threshold) is { Implicit: false };

    public void AddTo(Command command) => command.Options.Add(_threshold);

    /// <exception cref="CliException">The value is not a share.</exception>
    public double Read(ParseResult result)
    {
        if (result.GetValue(_threshold) is not { } text)
        {
            return new IpRangesDiffOptions().ShrinkThreshold;
        }

        var isPercentage = text.EndsWith('%');
        var isNumber = decimal.TryParse(text.AsSpan(0, text.Length - (isPercentage ? 1 : 0)), NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture, out var number);
        var share = isPercentage ? number / 100 : number;
        return isNumber && share is >= 0 and <= 1
            ? (double)share
            : throw CliException.Usage($"{Name}: '{text}' is not a share: write a percentage such as 20%, or a number from 0 to 1.");
    }
}

using System.CommandLine;
using System.Globalization;

namespace FirewallRules.Cli.Options;

/// <summary>The option that says how much a section may lose.</summary>
internal sealed class ShrinkThresholdOption(string description)
{
    private readonly Option<string?> _threshold = new("--shrink-threshold") { HelpName = "SHARE", Description = description };

    public void AddTo(Command command) => command.Options.Add(_threshold);

    public double Read(ParseResult result)
    {
        if (result.GetValue(_threshold) is not { } text)
        {
            return new IpRangesDiffOptions().ShrinkThreshold;
        }

        var isPercentage = text.EndsWith('%');
        var isNumber = decimal.TryParse(text.AsSpan(0, text.Length - (isPercentage ? 1 : 0)), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number);
        var share = isPercentage ? number / 100 : number;
        return isNumber && share is >= 0 and <= 1
            ? (double)share
            : throw CliException.Usage($"'{text}' is no share of the addresses of a section: write 20% or 0.2, from 0 to 100%.");
    }
}

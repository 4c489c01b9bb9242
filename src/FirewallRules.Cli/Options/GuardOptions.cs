using System.CommandLine;

namespace FirewallRules.Cli.Options;

/// <summary>The options that let a document pass in which a section shrinks or grows sharply, and what counts as that.</summary>
internal sealed class GuardOptions
{
    private readonly Option<bool> _acceptShrink;
    private readonly Option<bool> _acceptGrowth;
    private readonly ThresholdOptions _thresholds;

    /// <param name="use">What is done with the document all the same, such as <c>Write the change</c>.</param>
    /// <param name="refuse">What is done otherwise, up to "a section", such as <c>Refuse the change if</c>.</param>
    /// <param name="alsoAccepted">What else <c>--accept-shrink</c> lets pass, such as <c>, or a location is removed</c>.</param>
    /// <param name="exception">Where the thresholds do not apply, as a sentence.</param>
    public GuardOptions(string use, string refuse, string alsoAccepted = "", string exception = "")
    {
        _acceptShrink = new("--accept-shrink") { Description = $"{use} even if a section shrinks by more than --shrink-threshold{alsoAccepted}." };
        _acceptGrowth = new("--accept-growth") { Description = $"{use} even if a section grows by more than --growth-factor and its limits." };
        _thresholds = new(refuse, exception);
    }

    public void AddTo(Command command)
    {
        command.Options.Add(_acceptShrink);
        command.Options.Add(_acceptGrowth);
        _thresholds.AddTo(command);
    }

    public bool AcceptsShrink(ParseResult result) => result.GetValue(_acceptShrink);

    public bool AcceptsGrowth(ParseResult result) => result.GetValue(_acceptGrowth);

    /// <summary>Reads the thresholds.</summary>
    /// <exception cref="CliException">A value is wrong, or has no effect because everything is accepted.</exception>
    public IpRangesDiffOptions Read(ParseResult result)
    {
        RefuseBoth(_acceptShrink, _thresholds.GivenShrink(result));
        RefuseBoth(_acceptGrowth, _thresholds.GivenGrowth(result));
        return _thresholds.Read(result);

        void RefuseBoth(Option<bool> accept, string? threshold)
            => CliException.UsageIf(result.GetValue(accept) && threshold is not null,
                $"{accept.Name} and {threshold} exclude each other: with {accept.Name}, nothing is held back.");
    }

    /// <summary>Lets a client refuse documents in which a section shrinks or grows sharply.</summary>
    /// <exception cref="CliException">A value is wrong, or has no effect because everything is accepted.</exception>
    public void Configure(ParseResult result, IpRangesClientOptions options)
    {
        var thresholds = Read(result);
        options.RefuseLargeChanges = true;
        (options.AcceptShrink, options.ShrinkThreshold) = (AcceptsShrink(result), thresholds.ShrinkThreshold);
        (options.AcceptGrowth, options.GrowthFactor) = (AcceptsGrowth(result), thresholds.GrowthFactor);
    }

    /// <summary>Refuses these options where nothing is held back.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="required">When they would apply, as the end of a sentence.</param>
    /// <exception cref="CliException">One of them is given.</exception>
    public void Refuse(ParseResult result, string required)
    {
        var given = AcceptsShrink(result) ? _acceptShrink.Name
            : AcceptsGrowth(result) ? _acceptGrowth.Name
            : _thresholds.GivenShrink(result) ?? _thresholds.GivenGrowth(result);
        CliException.UsageIf(given is not null, $"{given} {required}.");
    }
}

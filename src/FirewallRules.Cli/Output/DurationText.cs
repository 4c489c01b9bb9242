using System.Globalization;

namespace FirewallRules.Cli.Output;

/// <summary>Durations as they are written on the command line and shown in notices.</summary>
internal static class DurationText
{
    private static readonly (char Unit, TimeSpan Length)[] Units =
        [('d', TimeSpan.FromDays(1)), ('h', TimeSpan.FromHours(1)), ('m', TimeSpan.FromMinutes(1)), ('s', TimeSpan.FromSeconds(1))];

    /// <summary>Reads a whole number and a unit, such as <c>90s</c>, <c>30m</c>, <c>12h</c> or <c>7d</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="option">The option that the text was given to.</param>
    /// <exception cref="CliException">The text is not a duration, or the duration is longer than 100 years.</exception>
    public static TimeSpan Read(string text, string option)
        => text.Length > 1
            && Units.FirstOrDefault(unit => unit.Unit == text[^1]) is { Unit: not '\0' } found
            && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && found.Length.TotalDays * number <= 36_500
                ? found.Length * number
                : throw CliException.Usage($"{option}: '{text}' is not a duration: write 90s, 30m, 12h or 7d.");

    /// <inheritdoc cref="Read(string, string)" />
    /// <param name="text">The text.</param>
    /// <param name="option">The option that the text was given to.</param>
    /// <param name="min">The shortest duration, inclusive.</param>
    /// <param name="max">The longest duration, inclusive.</param>
    /// <exception cref="CliException">The text is not a duration in that range.</exception>
    public static TimeSpan Read(string text, string option, TimeSpan min, TimeSpan max)
        => Read(text, option) is var time && time >= min && time <= max
            ? time
            : throw CliException.Usage($"{option}: {text} is out of range: write a duration from {Describe(min)} to {Describe(max)}.");

    /// <summary>The duration as the library shows it, such as <c>3 h</c>.</summary>
    public static string Describe(TimeSpan time) => Client.DurationText.Of(time);
}

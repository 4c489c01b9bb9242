using System.Globalization;

namespace FirewallRules.Cli.Output;

/// <summary>Times as they are written on the command line and said in notices.</summary>
internal static class DurationText
{
    private static readonly (char Unit, TimeSpan Length, string Word)[] Units =
    [
        ('d', TimeSpan.FromDays(1), "day"),
        ('h', TimeSpan.FromHours(1), "hour"),
        ('m', TimeSpan.FromMinutes(1), "minute"),
        ('s', TimeSpan.FromSeconds(1), "second"),
    ];

    /// <summary>Reads a whole number and a unit, such as <c>90s</c>, <c>30m</c>, <c>12h</c> or <c>7d</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="option">The option that the text was given to.</param>
    /// <exception cref="CliException">The text is none, or the time is over 100 years.</exception>
    public static TimeSpan Read(string text, string option)
        => text.Length > 1
            && Units.FirstOrDefault(unit => unit.Unit == text[^1]) is { Word: not null } found
            && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && found.Length.TotalDays * number <= 36_500
                ? found.Length * number
                : throw CliException.Usage($"'{text}' is no time for {option}: write 90s, 30m, 12h or 7d.");

    /// <summary>The time in its largest unit, rounded down, such as <c>3 hours</c>.</summary>
    public static string Describe(TimeSpan time)
    {
        var (_, length, word) = Units.FirstOrDefault(unit => time >= unit.Length, Units[^1]);
        var number = (long)(time / length);
        return string.Create(CultureInfo.InvariantCulture, $"{number} {word}{(number == 1 ? "" : "s")}");
    }
}

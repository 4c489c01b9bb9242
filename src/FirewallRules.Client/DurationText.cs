using System.Globalization;

namespace FirewallRules.Client;

/// <summary>Durations in messages.</summary>
internal static class DurationText
{
    // Of more than so many of the largest unit, the next one is left out.
    private static readonly (TimeSpan Length, string Name, long MaxWithRest)[] Units =
    [
        (TimeSpan.FromDays(1), "day", 1),
        (TimeSpan.FromHours(1), "h", 9),
        (TimeSpan.FromMinutes(1), "min", 9),
        (TimeSpan.FromSeconds(1), "s", 0),
    ];

    private static readonly TimeSpan Year = TimeSpan.FromDays(365);
    private static readonly TimeSpan TenYears = 10 * Year;

    /// <summary>
    /// The duration in its largest unit, and in the next one where that matters: <c>250 ms</c>, <c>1.5 s</c>, <c>30 s</c>, <c>1 min 30 s</c>,
    /// <c>5 min</c>, <c>1 day 12 h</c>, <c>13 days</c>, <c>68 years</c>. Rounded down; what is negative is <c>0 s</c>.
    /// </summary>
    public static string Of(TimeSpan time)
    {
        if (time >= TenYears)
        {
            return Text(time.Ticks / Year.Ticks, "year");
        }

        for (var i = 0; i + 1 < Units.Length; i++)
        {
            var ((length, name, maxWithRest), next) = (Units[i], Units[i + 1]);
            if (time >= length)
            {
                var number = time.Ticks / length.Ticks;
                var rest = number > maxWithRest ? 0 : time.Ticks % length.Ticks / next.Length.Ticks;
                return Text(number, name) + (rest == 0 ? "" : " " + Text(rest, next.Name));
            }
        }

        return time >= TimeSpan.FromSeconds(1) ? string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(time.TotalSeconds * 10) / 10:0.#} s")
            : time >= TimeSpan.FromMilliseconds(1) ? Text((long)time.TotalMilliseconds, "ms")
            : time > TimeSpan.Zero ? "less than 1 ms"
            : "0 s";
    }

    // Only the words have a plural.
    private static string Text(long number, string unit)
        => string.Create(CultureInfo.InvariantCulture, $"{number} {unit}{(unit is "day" or "year" && number != 1 ? "s" : "")}");
}

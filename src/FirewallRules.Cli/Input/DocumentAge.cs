using System.Globalization;

namespace FirewallRules.Cli.Input;

/// <summary>Names a document that is not fetched now, with its age, and refuses one that is too old.</summary>
/// <param name="terminal">The standard streams and the clock.</param>
/// <param name="max">The maximum age, inclusive; <see cref="TimeSpan.MaxValue"/> for any.</param>
internal sealed class DocumentAge(Terminal terminal, TimeSpan max)
{
    private const int WarnDays = 90;

    // Clocks of machines that share a folder differ. A time further ahead is wrong and tells nothing.
    private static readonly TimeSpan MaxAhead = TimeSpan.FromHours(1);

    public TimeSpan Max { get; } = max;

    /// <summary>The document of the cache; null if it is too old, or there is none.</summary>
    public IpRangesDocument? Accept(IpRangesFetch? cached)
    {
        if (cached is null)
        {
            return null;
        }

        var age = Age(cached.FetchedAt);
        var isKnown = age >= -MaxAhead;
        if ((isKnown ? age : TimeSpan.MaxValue) > Max)
        {
            if (!isKnown)
            {
                terminal.Warn($"ignoring {cached.Document} from the cache, {Future(cached.FetchedAt)}");
            }

            return null;
        }

        terminal.Notice($"using {cached.Document} from the cache, "
            + (isKnown ? $"which a server sent or confirmed {Describe(age)} ago" : Future(cached.FetchedAt)));
        return cached.Document;
    }

    /// <summary>The embedded document; null if it is too old.</summary>
    /// <param name="snapshot">The document.</param>
    /// <param name="forLocations">Whether locations are selected, which may come from an older document.</param>
    /// <param name="advice">How to get a newer one; null if that was tried.</param>
    public IpRangesDocument? Accept(IpRangesDocument snapshot, bool forLocations, string? advice)
    {
        var located = forLocations ? snapshot.Located : snapshot;
        if (Age(located) is not { } oldest || oldest > Max || Age(snapshot) is not { } age)
        {
            return null;
        }

        terminal.Notice($"using {snapshot}, which is {Describe(age)} old");
        if (!ReferenceEquals(located, snapshot))
        {
            terminal.Notice($"locations come from {located}, which is {Describe(oldest)} old");
        }

        if (oldest.TotalDays >= WarnDays)
        {
            terminal.Warn($"warning: addresses that were added in the last {Describe(oldest)} are missing" + (advice is null ? "" : $": {advice}"));
        }

        return snapshot;
    }

    private TimeSpan? Age(IpRangesDocument document)
        => document.Provenance.Modified is { } day ? Age(new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero)) : null;

    private TimeSpan Age(DateTimeOffset time) => terminal.Time.GetUtcNow() - time;

    private static string Describe(TimeSpan age) => DurationText.Describe(age < TimeSpan.Zero ? TimeSpan.Zero : age);

    private static string Future(DateTimeOffset time)
        => string.Create(CultureInfo.InvariantCulture, $"which was confirmed in the future, {time:yyyy-MM-dd HH:mm}: check the clock");
}

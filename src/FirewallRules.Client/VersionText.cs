using System.Globalization;

namespace FirewallRules.Client;

/// <summary>The version of a document in messages.</summary>
internal static class VersionText
{
    /// <summary>The version of the last document; <c>none</c> without one.</summary>
    public static string OfLast(IpRangesDocument? document) => document is null ? "none" : Of(document.Provenance);

    /// <summary>The version, such as <c>version 59</c>, or else the day: <c>no version (2026-06-18)</c>.</summary>
    public static string Of(Provenance document)
        => document.Version is { } version ? string.Create(CultureInfo.InvariantCulture, $"version {version}")
            : document.Modified is { } day ? $"no version ({Text(day)})"
            : "no version";

    /// <summary>The version and the day, such as <c>version 59 of 2024-10-17</c> or <c>2026-06-18, no version</c>.</summary>
    public static string WithDay(Provenance document)
        => (document.Version, document.Modified) switch
        {
            ({ }, { } day) => $"{Of(document)} of {Text(day)}",
            (null, { } day) => $"{Text(day)}, no version",
            _ => Of(document),
        };

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

using System.Globalization;

namespace FirewallRules.Client;

/// <summary>The version of a document in messages.</summary>
internal static class VersionText
{
    /// <summary>The version of the last document; <c>none</c> without one.</summary>
    public static string OfLast(IpRangesDocument? document) => document is null ? "none" : Of(document.Version);

    public static string Of(long? version) => version is { } number ? string.Create(CultureInfo.InvariantCulture, $"version {number}") : "no version";
}

using System.Globalization;

namespace FirewallRules.Client;

/// <summary>The version of a document in messages.</summary>
internal static class VersionText
{
    public static string Of(long? version) => version is { } number ? string.Create(CultureInfo.InvariantCulture, $"version {number}") : "no version";
}

using FirewallRules.Networks;
using Microsoft.Extensions.Options;

namespace FirewallRules.Client;

/// <summary>The text for a site that a binder of configuration found.</summary>
internal static class SiteOption
{
    /// <summary>The key under which a binder does not look for a <see cref="Site"/> object, because it cannot make one.</summary>
    /// <remarks>The source generator for binders would leave the default without an error, since it does not know type converters.</remarks>
    public const string NotBound = "(set in code)";

    /// <param name="unknown">The text that is not a site; null for none.</param>
    /// <param name="result">Gets the error.</param>
    public static void Check(string? unknown, ValidateOptionsResultBuilder result)
    {
        if (unknown is not null)
        {
            result.AddError(
                $"'{PrintableText.Of(unknown)}' is not a Datadog site; the sites are {string.Join(", ", Site.Known.Select(site => site.Key))}.",
                nameof(IpRangesClientOptions.Site));
        }
    }
}

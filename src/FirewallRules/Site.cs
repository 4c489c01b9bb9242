using System.Diagnostics.CodeAnalysis;
using FirewallRules.Networks;

namespace FirewallRules;

/// <summary>A Datadog site: an installation with its own domain, addresses and ip-ranges document. Sites are equal when they are the same.</summary>
public sealed partial class Site
{
    private readonly string _alias;

    private Site(string key, string name, string domain, string alias, int? logsTcpPort)
    {
        (Key, Name, Domain, _alias, LogsTcpPort) = (key, name, domain, alias, logsTcpPort);
        IpRangesUri = new Uri($"https://ip-ranges.{domain}/");
    }

    /// <summary>The key used on the command line and in headers, such as <c>us1</c>.</summary>
    public string Key { get; }

    /// <summary>The name in the vendor's spelling, such as <c>US1-FED</c>.</summary>
    public string Name { get; }

    /// <summary>The domain, which is also the Agent's <c>site</c> setting, such as <c>datadoghq.eu</c>.</summary>
    public string Domain { get; }

    /// <summary>Where the site publishes its ip-ranges document.</summary>
    public Uri IpRangesUri { get; }

    /// <summary>
    /// The port of the deprecated log intake over TCP with TLS: 10516 on US1 and 443 on EU1; <see langword="null"/> where the site has none.
    /// </summary>
    public int? LogsTcpPort { get; }

    /// <summary>Reads a site from its key, name or domain, in any case.</summary>
    /// <exception cref="FormatException">There is no such site; the message lists them.</exception>
    public static Site Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out var site)
            ? site
            : throw new FormatException($"'{PrintableText.Of(text)}' is no site; there are {string.Join(", ", Known.Select(known => known.Key))}.");
    }

    /// <summary>Reads a site from its key, name or domain, in any case.</summary>
    /// <returns>Whether there is such a site.</returns>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Site? site)
    {
        site = Known.FirstOrDefault(known => Matches(known.Key) || Matches(known.Domain) || Matches(known._alias));
        return site is not null;

        bool Matches(string name) => string.Equals(name, text, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The key.</summary>
    public override string ToString() => Key;
}

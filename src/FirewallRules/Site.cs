using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using FirewallRules.Networks;

namespace FirewallRules;

/// <summary>A Datadog site: a region with its own domain, addresses and ip-ranges document.</summary>
/// <remarks>
/// A closed set: every site is one of <see cref="Known"/>, and sites are compared by reference. In JSON and configuration a site is written
/// as its key and read as by <see cref="Parse(string)"/>.
/// </remarks>
/// <example><code>
/// Console.WriteLine(Site.Eu1.IpRangesUri); // https://ip-ranges.datadoghq.eu/
/// Console.WriteLine(Site.Parse("datadoghq.eu").Key); // eu1
/// </code></example>
[JsonConverter(typeof(TextJsonConverter<Site>))]
[TypeConverter(typeof(TextTypeConverter<Site>))]
public sealed partial class Site : ISpanParsable<Site>
{
    private readonly string _alias;

    private Site(string key, string name, string domain, string alias, int? logsTcpPort)
    {
        (Key, Name, Domain, _alias, LogsTcpPort) = (key, name, domain, alias, logsTcpPort);
        IpRangesUri = new Uri($"https://ip-ranges.{domain}/");
    }

    /// <summary>The short identifier used on the command line and in headers, such as <c>us1</c>.</summary>
    public string Key { get; }

    /// <summary>The name as Datadog writes it, such as <c>US1-FED</c>.</summary>
    public string Name { get; }

    /// <summary>The domain, which is also the Agent's <c>site</c> setting, such as <c>datadoghq.eu</c>.</summary>
    public string Domain { get; }

    /// <summary>Where the site publishes its ip-ranges document.</summary>
    public Uri IpRangesUri { get; }

    /// <summary>
    /// The port of the deprecated log intake over TCP with TLS: 10516 on US1 and 443 on EU1; <see langword="null"/> for sites without it.
    /// </summary>
    public int? LogsTcpPort { get; }

    /// <summary>Parses the key, name or domain of a site, ignoring case.</summary>
    /// <exception cref="FormatException">There is no such site; the message lists the known ones.</exception>
    public static Site Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Parse(text.AsSpan());
    }

    /// <inheritdoc cref="Parse(string)" />
    public static Site Parse(ReadOnlySpan<char> text)
        => TryParse(text, out var site)
            ? site
            : throw new FormatException(
                $"'{PrintableText.Of(text.ToString())}' is not a Datadog site; the sites are {string.Join(", ", Known.Select(known => known.Key))}.");

    /// <summary>Parses the key, name or domain of a site, ignoring case.</summary>
    /// <returns>Whether there is such a site.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Site? site) => TryParse(text.AsSpan(), out site);

    /// <inheritdoc cref="TryParse(string, out Site)" />
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out Site? site)
    {
        foreach (var known in Known)
        {
            if (text.Equals(known.Key, StringComparison.OrdinalIgnoreCase) || text.Equals(known.Domain, StringComparison.OrdinalIgnoreCase)
                || text.Equals(known._alias, StringComparison.OrdinalIgnoreCase))
            {
                site = known;
                return true;
            }
        }

        site = null;
        return false;
    }

    /// <summary>The key.</summary>
    public override string ToString() => Key;

    static Site IParsable<Site>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<Site>.TryParse(string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out Site result) => TryParse(s, out result);

    static Site ISpanParsable<Site>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Parse(s);

    static bool ISpanParsable<Site>.TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, [MaybeNullWhen(false)] out Site result)
        => TryParse(s, out result);
}

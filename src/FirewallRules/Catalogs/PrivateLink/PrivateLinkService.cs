using System.Diagnostics.CodeAnalysis;
using FirewallRules.Networks;

namespace FirewallRules;

/// <summary>A service of Datadog over AWS PrivateLink. Compared by reference.</summary>
public sealed partial class PrivateLinkService
{
    private readonly string _host;
    private readonly string? _alias;

    private PrivateLinkService(string key, string name, string host, string? alias = null) => (Key, Name, _host, _alias) = (key, name, host, alias);

    /// <summary>The key used on the command line, such as <c>logs-agent</c>.</summary>
    public string Key { get; }

    /// <summary>The name in Datadog's spelling, such as <c>Logs (Agent HTTP intake)</c>.</summary>
    public string Name { get; }

    /// <summary>The host name that clients connect to, such as <c>metrics.agent.datadoghq.com</c>; the first of several.</summary>
    public string HostAt(Site site)
    {
        ArgumentNullException.ThrowIfNull(site);
        return $"{_host}.{site.Domain}";
    }

    /// <summary>Reads a service from its key or name, in any case.</summary>
    /// <exception cref="FormatException">The text is not a service; see <see cref="Known"/>.</exception>
    public static PrivateLinkService Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out var service)
            ? service
            : throw new FormatException(
                $"'{PrintableText.Of(text)}' is not a service of PrivateLink. Services: {string.Join(", ", Known.Select(known => known.Key))}.");
    }

    /// <summary>Reads a service from its key or name, in any case.</summary>
    /// <returns>Whether the text is a service.</returns>
    public static bool TryParse(string? text, [NotNullWhen(true)] out PrivateLinkService? service)
    {
        service = Known.FirstOrDefault(known => Matches(known.Key) || Matches(known.Name) || Matches(known._alias));
        return service is not null;

        bool Matches(string? name) => name is not null && string.Equals(name, text, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The key.</summary>
    public override string ToString() => Key;
}

using System.Diagnostics.CodeAnalysis;
using FirewallRules.Catalogs;
using FirewallRules.Networks;

namespace FirewallRules;

/// <summary>A major version of the Datadog Agent, with the ports that it uses. A closed set: versions are compared by reference.</summary>
public sealed class AgentVersion
{
    private readonly string[] _names;

    private AgentVersion(PortCatalog catalog, params string[] names) => (Catalog, _names) = (catalog, names);

    /// <summary>Agent 7.</summary>
    public static AgentVersion V7 { get; } = new(PortCatalog.AgentV7, "v7", "7");

    /// <summary>Agent 6.</summary>
    public static AgentVersion V6 { get; } = new(PortCatalog.AgentV6, "v6", "6");

    /// <summary>Agent 5, and Agent 4, which uses the same ports.</summary>
    public static AgentVersion V5 { get; } = new(PortCatalog.AgentV5, "v5", "5", "v4", "4");

    /// <summary>All versions, the newest first.</summary>
    public static IReadOnlyList<AgentVersion> Known { get; } = [V7, V6, V5];

    /// <summary>The key used on the command line, such as <c>v7</c>.</summary>
    public string Key => _names[0];

    /// <summary>The catalog that lists the ports.</summary>
    public PortCatalog Catalog { get; }

    /// <summary>The ports, outbound before inbound.</summary>
    public IReadOnlyList<AgentPort> Ports => AgentCatalog.PortsOf(this);

    /// <summary>Parses a version such as <c>v7</c> or <c>7</c>, ignoring case; <c>v4</c> is <see cref="V5"/>.</summary>
    /// <exception cref="FormatException">There is no such version; the message lists the known ones.</exception>
    public static AgentVersion Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out var version)
            ? version
            : throw new FormatException(
                $"'{PrintableText.Of(text)}' is not a supported version of the Agent; "
                + $"the versions are {string.Join(", ", Known.Select(known => known.Key))}.");
    }

    /// <summary>Parses a version such as <c>v7</c> or <c>7</c>, ignoring case; <c>v4</c> is <see cref="V5"/>.</summary>
    /// <returns>Whether there is such a version.</returns>
    public static bool TryParse(string? text, [NotNullWhen(true)] out AgentVersion? version)
    {
        version = Known.FirstOrDefault(known => known._names.Contains(text, StringComparer.OrdinalIgnoreCase));
        return version is not null;
    }

    /// <summary>The key.</summary>
    public override string ToString() => Key;
}

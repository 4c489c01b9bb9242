using System.Text.Json.Nodes;

namespace FirewallRules.Tests.IpRanges;

/// <summary>One-line documents, and the pair of the gallery that has one difference of each kind.</summary>
internal static class DiffDocuments
{
    public static IpRangesDocument Old { get; } = Parse(
        """
        {
          "version": 7, "modified": "2026-01-02-03-04-05",
          "agents": {"prefixes_ipv4": ["192.0.2.0/25", "192.0.2.128/25"], "prefixes_ipv6": ["2001:db8::/56"]},
          "api": {"prefixes_ipv4": ["198.51.100.0/28"], "prefixes_ipv6": []},
          "logs": {"prefixes_ipv4": ["203.0.113.0/26", "203.0.113.64/26"], "prefixes_ipv6": ["2001:db8:1::/64"]},
          "process": {"prefixes_ipv4": ["203.0.113.200/32"]},
          "old-one": {"prefixes_ipv4": ["203.0.113.250/32"]},
          "synthetics": {
            "prefixes_ipv4": ["203.0.113.1/32", "203.0.113.2/32", "203.0.113.3/32"],
            "prefixes_ipv4_by_location": {"aws:a": ["203.0.113.1/32"], "aws:b": ["203.0.113.2/32"], "aws:c": ["203.0.113.3/32"]}
          }
        }
        """,
        "old.json");

    public static IpRangesDocument New { get; } = Parse(
        """
        {
          "version": 8, "modified": "2026-02-03T04:05:06",
          "agents": {"prefixes_ipv4": ["192.0.2.0/24"], "prefixes_ipv6": ["2001:db8::/56"]},
          "new-one": {"prefixes_ipv4": ["198.51.100.0/28"]},
          "api": {"prefixes_ipv4": ["198.51.100.16/28"], "prefixes_ipv6": ["2001:db8:2::/48"]},
          "logs": {"prefixes_ipv4": ["203.0.113.0/27"], "prefixes_ipv6": ["2001:db8:1::/64"]},
          "process": {"prefixes_ipv4": ["203.0.113.200/32"]},
          "synthetics": {
            "prefixes_ipv4": ["203.0.113.1/32", "203.0.113.2/32", "203.0.113.4/32"],
            "prefixes_ipv4_by_location": {"aws:b": ["203.0.113.2/32", "203.0.113.1/32"], "aws:c": ["203.0.113.4/32"], "aws:d": ["203.0.113.4/32"]}
          }
        }
        """,
        "new.json");

    public static IpRangesDocument Parse(string json, string origin = "test")
        => IpRangesDocument.Parse(
            json,
            new IpRangesReadOptions { Site = Site.Us1, Origin = origin, ShortestIPv4Prefix = 1, ShortestIPv6Prefix = 1, AllowSpecialPurpose = true });

    /// <summary>The document of one section.</summary>
    public static IpRangesDocument Logs(params string[] ipv4) => Logs(ipv4, []);

    public static IpRangesDocument Logs(string[] ipv4, string[] ipv6, long version = 1)
    {
        var logs = new JsonObject { ["prefixes_ipv4"] = List(ipv4), ["prefixes_ipv6"] = List(ipv6) };
        return Parse(new JsonObject { ["version"] = version, ["logs"] = logs }.ToJsonString());
    }

    private static JsonArray List(string[] prefixes) => [.. prefixes.Select(prefix => JsonValue.Create(prefix))];
}

using System.Text;
using System.Text.Json.Nodes;

namespace FirewallRules.Benchmarks;

/// <summary>Made-up ip-ranges documents with the shape of the US1 document: eleven sections, one of them with 29 locations.</summary>
internal static class Documents
{
    // Prefixes of the sections of US1, version 59: those to which the Agent sends have one for each family.
    private static readonly (string Name, int IPv4, int IPv6)[] Sections =
    [
        ("agents", 1, 1), ("api", 1, 1), ("apm", 1, 1), ("global", 1, 1), ("logs", 1, 1), ("orchestrator", 1, 1), ("process", 1, 1),
        ("remote-configuration", 1, 1), ("synthetics", 90, 0), ("synthetics-private-locations", 1, 1), ("webhooks", 14, 0),
    ];

    private const int Locations = 29;

    /// <summary>Writes the document with <paramref name="size"/> times the prefixes of a real one.</summary>
    /// <param name="size">How many times.</param>
    /// <param name="step">Which of two versions: from the first to the second, one prefix in ten is another.</param>
    public static byte[] Write(int size, int step)
    {
        var random = new Random(Prefixes.Seed);
        var document = new JsonObject { ["version"] = 59 + step, ["modified"] = "2024-10-17T00:00:00" };
        foreach (var (name, ipv4, ipv6) in Sections)
        {
            var section = new JsonObject { ["prefixes_ipv4"] = List(ipv4 * size, IpFamily.IPv4), ["prefixes_ipv6"] = List(ipv6 * size, IpFamily.IPv6) };
            document[name] = section;
            if (name == "synthetics")
            {
                var prefixes = section["prefixes_ipv4"]!.AsArray();
                section["prefixes_ipv4_by_location"] = new JsonObject(Enumerable.Range(0, Locations).Select(location => KeyValuePair.Create(
                    $"aws:region-{location}",
                    (JsonNode?)new JsonArray([.. prefixes.Where((_, i) => i % Locations == location).Select(prefix => prefix!.DeepClone())]))));
            }
        }

        return Encoding.UTF8.GetBytes(document.ToJsonString());

        JsonArray List(int count, IpFamily family)
            => [.. Enumerable.Range(0, count).Select(i => JsonValue.Create(Prefix(random.Next(1 << 28), i % 10 == 0 ? step : 0, family)))];
    }

    private static string Prefix(int number, int step, IpFamily family)
        => family == IpFamily.IPv4
            ? $"{16 + (number >> 24)}.{(number >> 16) & 255}.{(number >> 8) & 255}.{(number & 254) | step}/32"
            : $"2600:1f18:{number >> 16:x}:{(number & 0xfe) | step:x}00::/56";
}

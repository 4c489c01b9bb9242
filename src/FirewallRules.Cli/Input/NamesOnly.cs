using System.Text.Json;

namespace FirewallRules.Cli.Input;

/// <summary>A document with sections and without addresses, for a removal, which needs names only.</summary>
internal static class NamesOnly
{
    public static IpRangesDocument Document(Site site, IEnumerable<Section> sections)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            foreach (var section in sections.Distinct())
            {
                json.WriteStartObject(section.Name);
                json.WriteStartArray("prefixes_ipv4");
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return IpRangesDocument.Parse(text.ToArray(), new IpRangesReadOptions { Site = site, Origin = "no document, names only" });
    }
}

using System.Security.Cryptography;
using System.Text;

namespace FirewallRules.Emitters;

/// <summary>A CloudFormation template.</summary>
internal sealed class AwsTemplate(string description)
{
    private readonly List<(string Name, IReadOnlyList<AwsTemplateProperty> Properties)> _parameters = [];
    private readonly List<AwsTemplateResource> _resources = [];

    public int ResourceCount => _resources.Count;

    /// <summary>Adds a parameter.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">Its type.</param>
    /// <param name="more">Its other properties, such as a pattern or a default.</param>
    public void AddParameter(string name, string type, params IEnumerable<AwsTemplateProperty> more)
        => _parameters.Add((name, [AwsTemplateProperty.Text("Type", type), .. more]));

    public void Add(AwsTemplateResource resource) => _resources.Add(resource);

    public void Write(TextWriter writer, IEnumerable<string> header)
    {
        using var json = new JsonWriter(writer);
        json.StartObject(JsonLayout.Lines).Property("AWSTemplateFormatVersion", "2010-09-09").Property("Description", description);
        json.Name("Metadata").StartObject().Property("FirewallRules", header, JsonLayout.Indented(0)).EndObject();
        json.Name("Parameters").StartObject(JsonLayout.Indented(0));
        foreach (var (name, properties) in _parameters)
        {
            WriteProperties(json.Name(name), properties);
        }

        json.EndObject().Name("Resources").StartObject(JsonLayout.Indented(0));
        foreach (var resource in _resources)
        {
            WriteResource(json, resource);
        }

        json.EndObject().EndObject().EndLine().Flush();
    }

    /// <summary>The end of a logical id, which consists of letters and digits only: 64 bits are enough to tell 500 resources apart.</summary>
    /// <param name="content">What identifies the resource.</param>
    public static string Hash(string content) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(content)), 0, 8).ToLowerInvariant();

    private static void WriteResource(JsonWriter json, AwsTemplateResource resource)
    {
        json.Name(resource.Id).StartObject().Property("Type", resource.Type);
        if (resource.DependsOn.Count > 0)
        {
            json.Property("DependsOn", resource.DependsOn);
        }

        WriteProperties(json.Name("Properties"), resource.Properties);
        json.EndObject();
    }

    private static void WriteProperties(JsonWriter json, IReadOnlyList<AwsTemplateProperty> properties)
    {
        json.StartObject();
        foreach (var property in properties)
        {
            property.Write(json.Name(property.Key));
        }

        json.EndObject();
    }
}

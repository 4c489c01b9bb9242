using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FirewallRules.Emitters;

/// <summary>A CloudFormation template and its two forms.</summary>
/// <remarks>Texts come from alphabets that neither form need escape; what else varies is a parameter of the template.</remarks>
internal sealed class AwsTemplate(string description)
{
    private readonly List<Parameter> _parameters = [];
    private readonly List<Resource> _resources = [];

    public int ResourceCount => _resources.Count;

    /// <summary>Adds a parameter.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">Its type.</param>
    /// <param name="more">Its other properties, such as a pattern or a default.</param>
    public void AddParameter(string name, string type, params Property[] more) => _parameters.Add(new Parameter(name, type, more));

    public void Add(Resource resource) => _resources.Add(resource);

    public void WriteJson(TextWriter writer, IReadOnlyList<string> header)
    {
        writer.Line("{");
        writer.Line("\"AWSTemplateFormatVersion\": \"2010-09-09\",");
        writer.Line($"\"Description\": \"{description}\",");
        writer.Line("\"Metadata\": {\"FirewallRules\": [");
        writer.Line(string.Join(",\n", header.Select(line => $"  \"{line}\"")));
        writer.Line("]},");
        writer.Line("\"Parameters\": {");
        writer.Line(string.Join(",\n", _parameters.Select(parameter =>
            $"  \"{parameter.Name}\": {{{string.Join(", ", new[] { Property.Text("Type", parameter.Type) }.Concat(parameter.More).Select(p => $"\"{p.Key}\": {p.Json}"))}}}")));
        writer.Line("},");
        writer.Line("\"Resources\": {");
        writer.Line(string.Join(",\n", _resources.Select(resource =>
            $"  \"{resource.Id}\": {{\"Type\": \"{resource.Type}\", {DependsOn(resource)}\"Properties\": {{{string.Join(", ", resource.Properties.Select(p => $"\"{p.Key}\": {p.Json}"))}}}}}")));
        writer.Line("}");
        writer.Line("}");
    }

    public void WriteYaml(TextWriter writer, IReadOnlyList<string> header)
    {
        foreach (var line in header)
        {
            writer.Line("# " + line);
        }

        writer.Line("AWSTemplateFormatVersion: \"2010-09-09\"");
        writer.Line($"Description: \"{description}\"");
        writer.Line("Parameters:");
        foreach (var parameter in _parameters)
        {
            writer.Line($"  {parameter.Name}:");
            writer.Line($"    Type: {parameter.Type}");
            WriteYaml(writer, parameter.More, "    ");
        }

        writer.Line("Resources:");
        foreach (var resource in _resources)
        {
            writer.Line($"  {resource.Id}:");
            writer.Line($"    Type: {resource.Type}");
            if (resource.DependsOn.Count > 0)
            {
                writer.Line($"    DependsOn: [{string.Join(", ", resource.DependsOn)}]");
            }

            writer.Line("    Properties:");
            WriteYaml(writer, resource.Properties, "      ");
        }
    }

    /// <summary>A logical id, which takes letters and digits alone, from what a resource is; 64 bits keep 500 of them apart.</summary>
    public static string Hash(string content) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(content)), 0, 8).ToLowerInvariant();

    private static void WriteYaml(TextWriter writer, IReadOnlyList<Property> properties, string indent)
    {
        foreach (var property in properties)
        {
            writer.Line($"{indent}{property.Key}:{property.Yaml}");
        }
    }

    private static string DependsOn(Resource resource)
        => resource.DependsOn.Count == 0 ? "" : $"\"DependsOn\": [{string.Join(", ", resource.DependsOn.Select(id => $"\"{id}\""))}], ";

    private sealed record Parameter(string Name, string Type, IReadOnlyList<Property> More);

    internal sealed record Resource(string Id, string Type, IReadOnlyList<Property> Properties)
    {
        /// <summary>Ids of resources that must be there first, and are not referred to.</summary>
        public IReadOnlyList<string> DependsOn { get; init; } = [];
    }

    /// <summary>A property in both forms of a template; the YAML form starts with what follows the colon.</summary>
    internal sealed record Property(string Key, string Json, string Yaml)
    {
        public static Property Text(string key, string value) => new(key, $"\"{value}\"", $" \"{value}\"");

        public static Property Number(string key, int value)
        {
            var digits = value.ToString(CultureInfo.InvariantCulture);
            return new Property(key, digits, " " + digits);
        }

        public static Property Reference(string key, string id) => new(key, $"{{\"Ref\": \"{id}\"}}", $" !Ref {id}");

        public static Property Attribute(string key, string id, string attribute)
            => new(key, $"{{\"Fn::GetAtt\": [\"{id}\", \"{attribute}\"]}}", $" !GetAtt {id}.{attribute}");

        /// <summary>A value that is written as JSON in both forms, of which YAML takes JSON too.</summary>
        public static Property Value(string key, string json) => new(key, json, " " + json);
    }
}

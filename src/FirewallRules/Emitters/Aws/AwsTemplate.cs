using System.Security.Cryptography;
using System.Text;

namespace FirewallRules.Emitters;

/// <summary>A CloudFormation template.</summary>
internal sealed class AwsTemplate(string description)
{
    private static readonly string[] s_inBucket =
    [
        "AWS takes a template of more than 51,200 bytes only from S3: give aws cloudformation deploy the option --s3-bucket BUCKET, or upload it",
        "and create the stack with --template-url.",
    ];

    private readonly List<(string Name, IReadOnlyList<AwsTemplateProperty> Properties)> _parameters = [];
    private readonly List<AwsTemplateResource> _resources = [];
    private readonly List<(string Name, IReadOnlyList<AwsTemplateProperty> Properties)> _outputs = [];

    public int ResourceCount => _resources.Count;

    /// <summary>Adds a parameter.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">Its type.</param>
    /// <param name="more">Its other properties, such as a pattern or a default.</param>
    public void AddParameter(string name, string type, params IEnumerable<AwsTemplateProperty> more)
        => _parameters.Add((name, [AwsTemplateProperty.Text("Type", type), .. more]));

    public void Add(AwsTemplateResource resource) => _resources.Add(resource);

    /// <summary>Adds an output.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">Its description.</param>
    /// <param name="value">Its value.</param>
    public void AddOutput(string name, string description, AwsTemplateProperty value)
        => _outputs.Add((name, [AwsTemplateProperty.Text("Description", description), value]));

    /// <summary>Writes the template. The header of one that is too large for a call says so.</summary>
    /// <exception cref="LimitExceededException">The template is too large for AWS; nothing was written.</exception>
    public void Write(TextWriter writer, IEnumerable<string> header)
    {
        List<string> lines = [.. header];
        var text = Format(lines);
        if (Encoding.UTF8.GetByteCount(text) > AwsLimits.TemplateBytesInCall)
        {
            text = Format([.. lines, .. s_inBucket]);
        }

        AwsLimits.Check(
            "bytes of a CloudFormation template", AwsLimits.TemplateBytes, Encoding.UTF8.GetByteCount(text), new LimitRemedy(LimitRemedyKind.SeveralOutputs));
        writer.Write(text);
    }

    /// <summary>The end of a logical id, which consists of letters and digits only: 64 bits are enough to tell 500 resources apart.</summary>
    /// <param name="content">What identifies the resource.</param>
    public static string Hash(string content) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(content)), 0, 8).ToLowerInvariant();

    private string Format(IReadOnlyList<string> header)
    {
        using var text = new StringWriter();
        Write(text, header);
        return text.ToString();
    }

    private void Write(StringWriter text, IReadOnlyList<string> header)
    {
        using var json = new JsonWriter(text);
        json.StartObject(JsonLayout.Lines).Property("AWSTemplateFormatVersion", "2010-09-09").Property("Description", description);
        json.Name("Metadata").StartObject().Property("FirewallRules", header, JsonLayout.Indented(0)).EndObject();
        WriteSection(json, "Parameters", _parameters);
        json.Name("Resources").StartObject(JsonLayout.Indented(0));
        foreach (var resource in _resources)
        {
            WriteResource(json, resource);
        }

        json.EndObject();
        WriteSection(json, "Outputs", _outputs);
        json.EndObject().EndLine().Flush();
    }

    private static void WriteSection(JsonWriter json, string section, List<(string Name, IReadOnlyList<AwsTemplateProperty> Properties)> items)
    {
        if (items.Count == 0)
        {
            return;
        }

        json.Name(section).StartObject(JsonLayout.Indented(0));
        foreach (var (name, properties) in items)
        {
            WriteProperties(json.Name(name), properties);
        }

        json.EndObject();
    }

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

namespace FirewallRules.Emitters;

/// <summary>A property in a CloudFormation template.</summary>
/// <param name="Key">The name.</param>
/// <param name="Write">Writes the value.</param>
internal sealed record AwsTemplateProperty(string Key, Action<JsonWriter> Write)
{
    public static AwsTemplateProperty Text(string key, string value) => new(key, json => json.Value(value));

    public static AwsTemplateProperty Number(string key, int value) => new(key, json => json.Value(value));

    public static AwsTemplateProperty Flag(string key, bool value) => new(key, json => json.Value(value));

    /// <summary>A reference to a parameter or a resource.</summary>
    public static AwsTemplateProperty Reference(string key, string id) => new(key, json => WriteReference(json, id));

    /// <summary>An attribute of a resource.</summary>
    public static AwsTemplateProperty Attribute(string key, string id, string attribute) => new(key, json => WriteAttribute(json, id, attribute));

    public static void WriteReference(JsonWriter json, string id) => json.StartObject().Property("Ref", id).EndObject();

    public static void WriteAttribute(JsonWriter json, string id, string attribute)
        => json.StartObject().Property("Fn::GetAtt", [id, attribute]).EndObject();
}

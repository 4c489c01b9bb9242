namespace FirewallRules.Emitters;

/// <summary>Writes values of Terraform variables as JSON: the rules as a list, and where they came from.</summary>
/// <remarks>
/// The shape does not depend on the rules. The version of a document is in the source only, so that it changes no rule.
/// </remarks>
internal sealed class AwsTerraformVariablesWriter(TextWriter writer, AwsSecurityGroupPlan plan)
{
    public void Write(IReadOnlyList<string> header)
    {
        using var json = new JsonWriter(writer);
        json.StartObject(JsonLayout.Lines).Property($"{plan.Descriptions.Identifier}_source", header, JsonLayout.Lines);
        json.Name($"{plan.Descriptions.Identifier}_rules").StartArray(JsonLayout.Lines);
        var blocks = plan.Groups.SelectMany((group, i) => group.Select(entry => (Entry: entry, Group: i)))
            .GroupBy(pair => (
                pair.Entry.Direction,
                pair.Entry.ProtocolWord,
                pair.Entry.Ports,
                pair.Entry.Family,
                pair.Group,
                plan.Descriptions.WithoutVersions(pair.Entry.Rule)));
        foreach (var block in blocks)
        {
            var (direction, protocol, ports, family, group, description) = block.Key;
            json.StartObject()
                .Property("direction", AwsEntry.Word(direction))
                .Property("protocol", protocol)
                .Property("from_port", ports.First)
                .Property("to_port", ports.Last)
                .Property("family", family == IpFamily.IPv4 ? "ipv4" : "ipv6")
                .Property("group", group)
                .Property("description", description)
                .OnNextLine("  ")
                .Property("prefixes", block.Select(pair => pair.Entry.Prefix!), JsonLayout.Indented(1))
                .EndObject();
        }

        json.EndArray().EndObject().EndLine().Flush();
    }
}

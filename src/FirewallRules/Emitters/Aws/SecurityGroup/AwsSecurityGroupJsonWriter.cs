namespace FirewallRules.Emitters;

/// <summary>Writes permissions for the EC2 API: one for each rule and port range, with one prefix a line.</summary>
/// <remarks>
/// The shape does not depend on the number of groups or directions. A direction without rules is absent: an empty array could be taken for the
/// wish that nothing is allowed.
/// </remarks>
internal sealed class AwsSecurityGroupJsonWriter(TextWriter writer, AwsSecurityGroupPlan plan)
{
    public void Write(IReadOnlyList<string> header)
    {
        using var json = new JsonWriter(writer);
        StartObject(json, header).Name("groups").StartArray(JsonLayout.Lines);
        foreach (var group in plan.Groups)
        {
            WriteDirections(json, group, describe: true);
        }

        json.EndArray().EndObject().EndLine().Flush();
    }

    /// <summary>Writes the rules to authorize and, after that, to revoke. AWS identifies the latter without their descriptions.</summary>
    public void WriteUpdate(IReadOnlyList<string> header, AwsSecurityGroupDelta delta)
    {
        using var json = new JsonWriter(writer);
        StartObject(json, header);
        WriteDirections(json.Name("authorize"), delta.Added, describe: true);
        WriteDirections(json.Name("revoke"), delta.Removed, describe: false);
        json.EndObject().EndLine().Flush();
    }

    /// <summary>Writes the input of one call of the AWS CLI, which has no place for a header.</summary>
    public void WriteCliInput()
    {
        using var json = new JsonWriter(writer);
        WritePermissions(json.StartObject(JsonLayout.Lines).Name("IpPermissions"), plan.Groups[0], describe: true);
        json.EndObject().EndLine().Flush();
    }

    private static JsonWriter StartObject(JsonWriter json, IReadOnlyList<string> header)
        => json.StartObject(JsonLayout.Lines).Property("comment", header, JsonLayout.Lines);

    private void WriteDirections(JsonWriter json, IReadOnlyList<AwsEntry> entries, bool describe)
    {
        json.StartObject(JsonLayout.Lines);
        foreach (var direction in entries.GroupBy(entry => entry.DirectionWord, StringComparer.Ordinal))
        {
            WritePermissions(json.Name(direction.Key), direction, describe);
        }

        if (entries.Count == 0)
        {
            json.EndLine();
        }

        json.EndObject();
    }

    private void WritePermissions(JsonWriter json, IEnumerable<AwsEntry> entries, bool describe)
    {
        json.StartArray(JsonLayout.Lines);
        foreach (var permission in entries.GroupBy(entry => (entry.Rule, entry.Ports)))
        {
            var (rule, ports) = permission.Key;
            json.StartObject().Property("IpProtocol", permission.First().ProtocolWord).Property("FromPort", ports.First).Property("ToPort", ports.Last);
            foreach (var family in permission.GroupBy(entry => entry.Family))
            {
                var (list, key) = family.Key == IpFamily.IPv4 ? ("IpRanges", "CidrIp") : ("Ipv6Ranges", "CidrIpv6");
                json.OnNextLine("  ").Name(list).StartArray(JsonLayout.Indented(1));
                foreach (var entry in family)
                {
                    json.StartObject().Property(key, entry.Prefix!);
                    if (describe)
                    {
                        json.Property("Description", plan.Descriptions.WithVersions(rule));
                    }

                    json.EndObject();
                }

                json.EndArray();
            }

            json.EndObject();
        }

        json.EndArray();
    }
}

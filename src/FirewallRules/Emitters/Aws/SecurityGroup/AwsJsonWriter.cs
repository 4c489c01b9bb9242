using System.Globalization;

namespace FirewallRules.Emitters;

/// <summary>Writes permissions as the EC2 API takes them: one for each rule and run of ports, with its prefixes a line.</summary>
/// <remarks>Prefixes, words and descriptions come from alphabets that JSON need not escape.</remarks>
internal sealed class AwsJsonWriter(TextWriter writer, AwsPlan plan)
{
    public void Write(IReadOnlyList<string> header)
    {
        var directions = OutputHeader.Directions(plan.Rules);
        if (directions.Count == 1 && plan.Options.OnOverflow == OnOverflow.Fail)
        {
            WriteArray(plan.Groups[0]);
            writer.Line();
            return;
        }

        WriteStart(header);
        if (plan.Groups.Count == 1)
        {
            WriteDirections(plan.Groups[0]);
        }
        else
        {
            writer.Line("\"groups\": [");
            for (var i = 0; i < plan.Groups.Count; i++)
            {
                writer.Write(i == 0 ? "{\n" : ",\n{\n");
                WriteDirections(plan.Groups[i]);
                writer.Write('}');
            }

            writer.Line("\n]");
        }

        writer.Line("}");
    }

    /// <summary>Writes what is to be authorized, and what is to be revoked after it; the service finds the latter without their descriptions.</summary>
    public void WriteUpdate(IReadOnlyList<string> header, AwsDelta delta)
    {
        WriteStart(header);
        writer.Line("\"authorize\": {");
        WriteDirections(delta.Added);
        writer.Line("},");
        writer.Line("\"revoke\": {");
        WriteDirections(delta.Removed, describe: false);
        writer.Line("}");
        writer.Line("}");
    }

    private void WriteStart(IReadOnlyList<string> header)
    {
        writer.Line("{");
        writer.Line("\"comment\": [");
        writer.Line(string.Join(",\n", header.Select(line => $"\"{line}\"")));
        writer.Line("],");
    }

    private void WriteDirections(IReadOnlyList<AwsEntry> entries, bool describe = true)
    {
        var first = true;
        foreach (var direction in entries.GroupBy(entry => entry.DirectionWord, StringComparer.Ordinal))
        {
            writer.Write($"{(first ? "" : ",\n")}\"{direction.Key}\": ");
            WriteArray(direction, describe);
            first = false;
        }

        writer.Line();
    }

    private void WriteArray(IEnumerable<AwsEntry> entries, bool describe = true)
    {
        writer.Write('[');
        var first = true;
        foreach (var permission in entries.GroupBy(entry => (entry.Rule, entry.Ports)))
        {
            var (rule, ports) = permission.Key;
            var word = permission.First().ProtocolWord;
            writer.Write(string.Create(
                CultureInfo.InvariantCulture, $"{(first ? "" : ",")}\n{{\"IpProtocol\": \"{word}\", \"FromPort\": {ports.First}, \"ToPort\": {ports.Last}"));
            foreach (var family in permission.GroupBy(entry => entry.Family))
            {
                var (list, key) = family.Key == IpFamily.IPv4 ? ("IpRanges", "CidrIp") : ("Ipv6Ranges", "CidrIpv6");
                var items = family.Select(entry => $"{{\"{key}\": \"{entry.Prefix}\"{(describe ? $", \"Description\": \"{plan.Describe(rule)}\"" : "")}}}");
                writer.Write($",\n  \"{list}\": [\n    {string.Join(",\n    ", items)}\n  ]");
            }

            writer.Write('}');
            first = false;
        }

        writer.Write("\n]");
    }
}

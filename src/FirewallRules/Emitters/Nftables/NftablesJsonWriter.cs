namespace FirewallRules.Emitters;

/// <summary>Writes commands as libnftables-json, one a line, so that <c>nft -j -f</c> runs them as one transaction.</summary>
/// <remarks>Names come from alphabets and comments from <see cref="OutputText"/>, none of which JSON has to escape.</remarks>
internal sealed class NftablesJsonWriter(TextWriter writer, NftablesTable table) : INftablesWriter
{
    private readonly string _table = $"\"family\":\"{table.Family}\",\"table\":\"{table.Name}\"";

    public void Begin(IEnumerable<string> header, IEnumerable<string> usage)
        => writer.Write($"{{\"nftables\":[\n{{\"metainfo\":{{\"json_schema_version\":1,\"comment\":\"{string.Join(" ", header.Concat(usage))}\"}}}}");

    public void AddTable() => Command("add", "table", $"\"family\":\"{table.Family}\",\"name\":\"{table.Name}\"");

    public void DeleteTable() => Command("delete", "table", $"\"family\":\"{table.Family}\",\"name\":\"{table.Name}\"");

    public void AddSet(string name, IpFamily family)
        => Command("add", "set", $"{Named(name)},\"type\":\"{(family == IpFamily.IPv4 ? "ipv4_addr" : "ipv6_addr")}\",\"flags\":[\"interval\"]");

    public void FlushSet(string name) => Command("flush", "set", Named(name));

    public void DeleteSet(string name) => Command("delete", "set", Named(name));

    public void AddElements(string name, AddressSet addresses)
    {
        writer.Write($",\n{{\"add\":{{\"element\":{{{Named(name)},\"elem\":[\n");
        writer.WritePrefixes(addresses, "{\"prefix\":{\"addr\":\"", "}}", ",\n", "\",\"len\":");
        writer.Write("\n]}}}");
    }

    public void AddChain(string name) => Command("add", "chain", Named(name));

    public void AddBaseChain(string name, Direction direction, bool drop)
    {
        var hook = direction == Direction.Egress ? "output" : "input";
        Command("add", "chain", $"{Named(name)},\"type\":\"filter\",\"hook\":\"{hook}\",\"prio\":0,\"policy\":\"{(drop ? "drop" : "accept")}\"");
    }

    public void FlushChain(string name) => Command("flush", "chain", Named(name));

    public void DeleteChain(string name) => Command("delete", "chain", Named(name));

    public void AddRule(string chain, string comment, params IEnumerable<NftablesStatement> statements)
    {
        var expr = string.Join(',', statements.Select(statement => statement.Json));
        Command("add", "rule", $"{_table},\"chain\":\"{chain}\",\"expr\":[{expr}]{(comment.Length == 0 ? "" : $",\"comment\":\"{comment}\"")}");
    }

    public void End() => writer.Write("\n]}\n");

    private string Named(string name) => $"{_table},\"name\":\"{name}\"";

    private void Command(string verb, string kind, string body) => writer.Write($",\n{{\"{verb}\":{{\"{kind}\":{{{body}}}}}}}");
}

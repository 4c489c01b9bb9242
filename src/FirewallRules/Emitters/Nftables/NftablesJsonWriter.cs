namespace FirewallRules.Emitters;

/// <summary>Writes commands as libnftables-json, one per line, so that <c>nft -j -f</c> runs them as one transaction.</summary>
internal sealed class NftablesJsonWriter(TextWriter writer, NftablesTable table) : INftablesWriter
{
    private readonly JsonWriter _json = new(writer, compact: true);

    public void Begin(IEnumerable<string> header, IEnumerable<string> usage)
    {
        _json.StartObject().Name("nftables").StartArray(JsonLayout.Lines);
        _json.StartObject().Name("metainfo").StartObject();
        _json.Property("json_schema_version", 1).Property("comment", string.Join(" ", header.Concat(usage)));
        _json.EndObject().EndObject();
    }

    public void AddTable() => Command("add", "table", () => _json.Property("family", table.Family).Property("name", table.Name));

    public void DeleteTable() => Command("delete", "table", () => _json.Property("family", table.Family).Property("name", table.Name));

    public void AddSet(string name, IpFamily family) => Command("add", "set", () =>
    {
        WriteName(name);
        _json.Property("type", family == IpFamily.IPv4 ? "ipv4_addr" : "ipv6_addr").Property("flags", ["interval"]);
    });

    public void AddProtocolSet(string name) => Command("add", "set", () =>
    {
        WriteName(name);
        _json.Property("type", "inet_proto").Property("flags", ["timeout"]);
    });

    public void AddTcp(string name, TimeSpan lifetime) => Command("add", "element", () =>
    {
        WriteName(name);
        _json.Name("elem").StartArray().StartObject().Name("elem").StartObject();
        _json.Property("val", "tcp").Property("timeout", (int)lifetime.TotalSeconds);
        _json.EndObject().EndObject().EndArray();
    });

    public void FlushSet(string name) => Command("flush", "set", () => WriteName(name));

    public void DeleteSet(string name) => Command("delete", "set", () => WriteName(name));

    public void AddElements(string name, AddressSet addresses) => Command("add", "element", () =>
    {
        WriteName(name);
        _json.Name("elem").StartArray(JsonLayout.Lines);
        foreach (var prefix in addresses)
        {
            NftablesStatement.WritePrefix(_json, prefix);
        }

        _json.EndArray();
    });

    public void AddChain(string name) => Command("add", "chain", () => WriteName(name));

    public void AddBaseChain(string name, NftablesHook hook, int priority, bool drop) => Command("add", "chain", () =>
    {
        WriteName(name);
        _json.Property("type", "filter").Property("hook", NftablesPlan.Name(hook)).Property("prio", priority);
        _json.Property("policy", drop ? "drop" : "accept");
    });

    public void FlushChain(string name) => Command("flush", "chain", () => WriteName(name));

    public void DeleteChain(string name) => Command("delete", "chain", () => WriteName(name));

    public void AddRule(string chain, string comment, params IEnumerable<NftablesStatement> statements) => Command("add", "rule", () =>
    {
        WriteTable();
        _json.Property("chain", chain).Name("expr").StartArray();
        foreach (var statement in statements)
        {
            statement.WriteJson(_json);
        }

        _json.EndArray();
        if (comment.Length > 0)
        {
            _json.Property("comment", comment);
        }
    });

    public void End()
    {
        _json.EndArray().EndObject().EndLine().Flush();
    }

    public void Dispose() => _json.Dispose();

    private void WriteTable() => _json.Property("family", table.Family).Property("table", table.Name);

    private void WriteName(string name)
    {
        WriteTable();
        _json.Property("name", name);
    }

    private void Command(string verb, string kind, Action writeBody)
    {
        _json.StartObject().Name(verb).StartObject().Name(kind).StartObject();
        writeBody();
        _json.EndObject().EndObject().EndObject();
    }
}

using System.Globalization;

namespace FirewallRules.Emitters;

/// <summary>Writes commands in the nft language, one per line, so that <c>nft -f</c> runs them as one transaction.</summary>
internal sealed class NftablesScriptWriter(TextWriter writer, NftablesTable table) : INftablesWriter
{
    private readonly string _table = $"{table.Family} {table.Name}";

    public void Begin(IEnumerable<string> header, IEnumerable<string> usage)
    {
        writer.Line("#!/usr/sbin/nft -f");
        writer.WriteComments(header.Append("").Concat(usage), "#");
        writer.Line();
    }

    public void AddTable() => writer.Line($"add table {_table}");

    public void DeleteTable() => writer.Line($"delete table {_table}");

    public void AddSet(string name, IpFamily family)
        => writer.Line($"add set {_table} {name} {{ type {(family == IpFamily.IPv4 ? "ipv4_addr" : "ipv6_addr")}; flags interval; }}");

    public void AddProtocolSet(string name) => writer.Line($"add set {_table} {name} {{ type inet_proto; flags timeout; }}");

    public void AddTcp(string name, TimeSpan lifetime)
        => writer.Line(string.Create(CultureInfo.InvariantCulture, $"add element {_table} {name} {{ tcp timeout {(int)lifetime.TotalMinutes}m }}"));

    public void FlushSet(string name) => writer.Line($"flush set {_table} {name}");

    public void DeleteSet(string name) => writer.Line($"delete set {_table} {name}");

    public void AddElements(string name, AddressSet addresses)
    {
        writer.Line($"add element {_table} {name} {{");
        writer.WritePrefixes(addresses, "\t", "", between: ",\n");
        writer.Line("\n}");
    }

    public void AddChain(string name) => writer.Line($"add chain {_table} {name}");

    public void AddBaseChain(string name, NftablesHook hook, int priority, bool drop)
        => writer.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"add chain {_table} {name} {{ type filter hook {NftablesPlan.Name(hook)} priority {priority}; policy {(drop ? "drop" : "accept")}; }}"));

    public void FlushChain(string name) => writer.Line($"flush chain {_table} {name}");

    public void DeleteChain(string name) => writer.Line($"delete chain {_table} {name}");

    public void AddRule(string chain, string comment, params IEnumerable<NftablesStatement> statements)
    {
        var text = string.Join(' ', statements.Select(statement => statement.Text));
        writer.Line($"add rule {_table} {chain} {text}{(comment.Length == 0 ? "" : $" comment {NftText.Quoted(comment)}")}");
    }

    public void End()
    {
    }

    public void Dispose()
    {
    }
}

using System.CommandLine;

namespace FirewallRules.Cli.Options;

/// <summary>The options that say how the set is written.</summary>
internal sealed class OutputOptions
{
    private readonly Option<string?> _format = new Option<string?>("--format")
    {
        HelpName = "lines|json|csv|nft|ipset",
        Description = "How the result is written: one prefix a line (lines, the default), a JSON array of strings, CSV, named sets for 'nft -f', or ip sets for 'ipset restore'.",
    }
    .AcceptOnlyFromAmong("lines", "json", "csv", "nft", "ipset");

    private readonly Option<bool> _ranges = new("--ranges") { Description = "Write ranges, first-last, instead of prefixes." };
    private readonly Option<bool> _count = new("--count") { Description = "Write how many prefixes, ranges and addresses there are, instead of them." };
    private readonly Option<string?> _name = new("--set-name") { HelpName = "NAME", Description = "nft, ipset: what the names of the sets start with; fwrules else. _ipv4 and _ipv6, or -v4 and -v6, are put behind it." };
    private readonly Option<string?> _table = new("--table") { HelpName = "FAMILY/NAME", Description = "nft: the table of the sets; inet/filter else." };

    public Option Format => _format;

    public Option Count => _count;

    public Option[] Options => [_format, _ranges, _count, _name, _table];

    public SetFormat ReadFormat(ParseResult result) => result.GetValue(_format) switch
    {
        "json" => SetFormat.Json,
        "csv" => SetFormat.Csv,
        "nft" => SetFormat.Nft,
        "ipset" => SetFormat.Ipset,
        _ => SetFormat.Lines,
    };

    public bool ReadCount(ParseResult result) => result.GetValue(_count);

    /// <exception cref="CliException">The options do not go together.</exception>
    public SetOutput Read(ParseResult result, IpFamily? only, PrefixLengths lengths)
    {
        var (format, count, ranges) = (ReadFormat(result), ReadCount(result), result.GetValue(_ranges));
        var (name, table) = (result.GetValue(_name), result.GetValue(_table));
        IpFamily[] families = only is { } family ? [family] : [IpFamily.IPv4, IpFamily.IPv6];
        if (table is not null && format != SetFormat.Nft)
        {
            throw CliException.Usage("--table goes with --format nft.");
        }

        if (format is not (SetFormat.Nft or SetFormat.Ipset))
        {
            return name is not null ? throw CliException.Usage("--set-name goes with --format nft and ipset.")
                : count && format == SetFormat.Csv ? throw CliException.Usage("--count goes with --format lines and json.")
                : count && ranges ? throw CliException.Usage("--count counts ranges anyway: leave out --ranges.")
                : ranges && lengths.IsSplitting ? throw CliException.Usage("--min-length splits prefixes, and --ranges writes none.")
                : new SetOutput(format, ranges, count, families, lengths, sets: null);
        }

        if (ranges || count || lengths.IsSplitting)
        {
            throw CliException.Usage("--ranges, --count and --min-length go with --format lines and json, and all but --count with csv.");
        }

        var sets = new FirewallSets(name ?? "fwrules", ReadTable(table), families);
        sets.Check(format);
        return new SetOutput(format, ranges: false, count: false, families, lengths, sets);
    }

    private static NftablesTable ReadTable(string? text)
    {
        try
        {
            return text is null ? NftablesTable.InetFilter : NftablesTable.Parse(text);
        }
        catch (FormatException e)
        {
            throw CliException.Usage($"--table: {e.Message}", e);
        }
    }
}

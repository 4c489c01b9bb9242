using System.CommandLine;

namespace FirewallRules.Cli.Options;

/// <summary>The options that select how a set is written.</summary>
internal sealed class OutputOptions
{
    private readonly WordOption _format = new(
        "--format",
        "format",
        "The format of the output: one prefix per line (lines), a JSON array of strings, CSV, sets for 'nft -f' (nftables), or sets for "
            + "'ipset restore' (ipset) (default: lines).",
        "lines",
        "json",
        "csv",
        "nftables",
        "ipset");

    private readonly Option<bool> _ranges = new("--ranges") { Description = "Write ranges (first-last) instead of prefixes." };
    private readonly Option<bool> _count = new("--count") { Description = "Write only the counts of prefixes, ranges and addresses." };

    private readonly Option<string?> _name = new("--set-name")
    {
        HelpName = "NAME",
        Description = "nftables, ipset: the start of the set names, before _ipv4 and _ipv6, or -v4 and -v6 (default: fwrules).",
    };

    private readonly Option<string?> _table =
        new("--table") { HelpName = "FAMILY/NAME", Description = "nftables: the table of the sets (default: inet/filter)." };

    private readonly Option<bool> _allowEmpty = new("--allow-empty")
    {
        Description = "nftables, ipset: write the sets even if the result has no addresses (default: an error).",
    };

    public Option Format => _format;

    public Option Count => _count;

    public Option[] Options => [_format, _ranges, _count, _name, _table, _allowEmpty];

    public SetFormat ReadFormat(ParseResult result) => result.GetValue(_format) switch
    {
        "json" => SetFormat.Json,
        "csv" => SetFormat.Csv,
        "nftables" => SetFormat.Nftables,
        "ipset" => SetFormat.Ipset,
        _ => SetFormat.Lines,
    };

    public bool ReadCount(ParseResult result) => result.GetValue(_count);

    /// <exception cref="CliException">An option does not apply to the format, or a name is invalid.</exception>
    public SetOutput Read(ParseResult result, IpFamily? only, PrefixLengths lengths)
    {
        var (format, count, ranges, allowEmpty) = (ReadFormat(result), ReadCount(result), result.GetValue(_ranges), result.GetValue(_allowEmpty));
        var (name, table) = (result.GetValue(_name), result.GetValue(_table));
        IpFamily[] families = only is { } family ? [family] : [IpFamily.IPv4, IpFamily.IPv6];
        CliException.UsageIf(table is not null && format != SetFormat.Nftables, "--table applies to --format nftables.");
        if (format is not (SetFormat.Nftables or SetFormat.Ipset))
        {
            CliException.UsageIf(name is not null, "--set-name applies to --format nftables and ipset.");
            CliException.UsageIf(allowEmpty, "--allow-empty applies to --format nftables and ipset; other formats are written anyway.");
            CliException.UsageIf(count && format == SetFormat.Csv, "--count applies to --format lines and json.");
            CliException.UsageIf(count && ranges, "--ranges does not apply with --count, which counts ranges anyway.");
            CliException.UsageIf(ranges && lengths.IsSplitting, "--min-length splits prefixes, and --ranges writes none.");
            return new SetOutput(format, ranges, count, families, lengths, sets: null, allowEmpty: true);
        }

        CliException.UsageIf(
            ranges || count || lengths.IsSplitting,
                "--ranges and --min-length apply to --format lines, json and csv, and --count to lines and json.");
        var sets = new FirewallSets(name ?? "fwrules", table is null ? NftablesTable.InetFilter : TableArgument.Read(table), families);
        sets.Check(format);
        return new SetOutput(format, ranges: false, count: false, families, lengths, sets, allowEmpty);
    }
}

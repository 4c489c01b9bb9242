using FirewallRules.Emitters;
using FirewallRules.Emitters.Iptables;
using FirewallRules.Emitters.Nftables;

namespace FirewallRules.Cli.Commands;

/// <summary>The options of <c>generate</c> that choose and shape the output, checked against each other.</summary>
internal sealed record GenerateFormat(
    string Format, string? Mode, string? Table, DefaultDeny? DefaultDeny, bool Remove, int? IpsetThreshold)
{
    private const string Nftables = "nftables";
    private const string NftablesJson = "nftables-json";
    private const string Ipset = "ipset";
    private const string Iptables = "iptables";

    /// <exception cref="CliException">An option does not go with the format.</exception>
    public IRuleEmitter ToEmitter()
    {
        switch (Format)
        {
            case Nftables or NftablesJson:
                Refuse(IpsetThreshold is not null, "--ipset-threshold goes with --format iptables");
                return new NftablesEmitter(new NftablesOptions
                {
                    Format = Format == NftablesJson ? NftablesFormat.Json : NftablesFormat.Script,
                    Mode = Mode switch
                    {
                        null or "include" => NftablesMode.Include,
                        "table" => NftablesMode.Table,
                        _ => NftablesMode.Sets,
                    },
                    Table = Table is null ? null : ParseTable(Table),
                    DefaultDeny = DefaultDeny,
                    Remove = Remove,
                });
            case Ipset:
                Refuse(Mode is not (null or "sets"), "--format ipset knows only --mode sets");
                Refuse(Table is not null, "--table goes with --format nftables");
                Refuse(IpsetThreshold is not null, "--ipset-threshold goes with --format iptables");
                return new IpsetEmitter(new IpsetOptions { SetsOnly = Mode == "sets", DefaultDeny = DefaultDeny, Remove = Remove });
            default:
                Refuse(Mode is not null, "--mode goes with --format nftables, and 'sets' with ipset");
                Refuse(Table is not null, "--table goes with --format nftables");
                Refuse(Format != Iptables && IpsetThreshold is not null, "--ipset-threshold goes with --format iptables");
                var defaults = new IptablesOptions();
                return new IptablesEmitter(defaults with
                {
                    Output = Format switch
                    {
                        Iptables => IptablesOutput.Script,
                        "iptables-restore" => IptablesOutput.RestoreIPv4,
                        _ => IptablesOutput.RestoreIPv6,
                    },
                    IpsetThreshold = IpsetThreshold ?? defaults.IpsetThreshold,
                    DefaultDeny = DefaultDeny,
                    Remove = Remove,
                });
        }
    }

    private static NftablesTable ParseTable(string text)
    {
        try
        {
            return NftablesTable.Parse(text);
        }
        catch (FormatException e)
        {
            throw CliException.Usage(e.Message);
        }
    }

    private static void Refuse(bool wrong, string message)
    {
        if (wrong)
        {
            throw CliException.Usage(message + ".");
        }
    }
}

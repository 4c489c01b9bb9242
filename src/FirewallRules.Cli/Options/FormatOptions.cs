using System.CommandLine;

namespace FirewallRules.Cli.Options;

/// <summary>The options that select and shape the output, the same for every command that writes rules.</summary>
/// <param name="namePrefix">The default of <c>--name-prefix</c>.</param>
internal sealed class FormatOptions(string namePrefix = FormatOptions.Datadog)
{
    private const string Datadog = "datadog";

    private static readonly string[] Formats = [.. BuiltInEmitters.All.Select(emitter => emitter.Name)];

    private readonly WordOption _format = new("--format", "format", $"The format of the output: {string.Join(", ", Formats)}.", Formats)
    {
        Required = true,
        HelpName = "FORMAT",
    };

    private readonly WordOption _mode = new(
        "--mode",
        "mode",
        "nftables: write sets and a chain to jump to (include, the default), a table of its own (table), or the sets only (sets). ipset: sets.",
        "include",
        "table",
        "sets");

    private readonly Option<string?> _table = new("--table")
    {
        HelpName = "FAMILY/NAME",
        Description = "nftables: the table (default: inet/filter; with --mode table: inet/NAME-PREFIX).",
    };

    private readonly Option<bool> _deny = new("--default-deny")
    {
        Description = "Block what the rules do not allow, in the directions of the rules (nftables: requires --mode table).",
    };

    private readonly WordOption _denyWith = new("--deny-with", "action", "With --default-deny: reject (the default) or drop.", "reject", "drop");
    private readonly Option<bool> _allowDns = new("--allow-dns") { Description = "With --default-deny: allow DNS requests to any name server." };
    private readonly Option<bool> _allowDhcp =
        new("--allow-dhcp") { Description = "With --default-deny: allow the host to get its addresses by DHCP." };

    private readonly Option<bool> _remove = new("--remove")
    {
        Description = "Write an output that removes the rules: repeat the command that wrote them, and add this option.",
    };

    private readonly NumberOption _threshold = new(
        "--ipset-threshold", "N", "iptables: a rule with more prefixes than this uses an IP set (default: 256).");

    private readonly NumberOption _maxRules = new(
        "--max-rules", "N", "aws: the maximum number of rules per group, direction and family (default: 60). azure: per NSG (default: 1000).");

    private readonly WordOption _overflow = new(
        "--on-overflow",
        "way",
        "aws, azure: what to do when the rules exceed the limit (default: fail). split and prefix-list: aws only. "
        + "summarize allows more addresses than requested, and lists them.",
        "fail",
        "split",
        "prefix-list",
        "summarize");

    private readonly NumberOption _headroom = new(
        "--prefix-list-headroom", "N", "aws, with --on-overflow prefix-list: how many entries a prefix list can grow by (default: 0).");

    private readonly NumberOption _perRule = new(
        "--addresses-per-rule", "N", "windows, netsh, azure: the maximum number of addresses in a rule (default: 500; azure: 4000).");

    private readonly Option<bool> _fullNsg = new("--full-nsg")
    {
        Description = "azure: write a complete NSG instead of rules for an existing one. Not with azure-cli.",
    };

    private readonly Option<string> _prefix = new("--name-prefix")
    {
        HelpName = "NAME",
        Description = "The start of the names of chains, sets, own tables, groups and rules. Outputs that are used side by side need different ones.",
        DefaultValueFactory = _ => namePrefix,
    };

    /// <summary>Adds the choice of the format.</summary>
    public void AddFormatTo(Command command) => command.Options.Add(_format);

    /// <summary>Adds the options that shape the output.</summary>
    /// <param name="command">The command.</param>
    /// <param name="canRemove">Whether the command can write an output that removes the rules.</param>
    public void AddTo(Command command, bool canRemove)
    {
        Option[] options =
        [
            _mode, _table, _deny, _denyWith, _allowDns, _allowDhcp, _remove, _threshold, _maxRules, _overflow, _headroom, _perRule, _fullNsg, _prefix,
        ];
        foreach (var option in options.Where(option => canRemove || option != _remove))
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The name of the format.</summary>
    public string ReadFormat(ParseResult result) => result.GetRequiredValue(_format)!;

    /// <summary>The emitter for the format.</summary>
    /// <exception cref="CliException">An option does not apply to the format, or its value is invalid.</exception>
    public IRuleEmitter ReadEmitter(ParseResult result, Terminal terminal)
    {
        var format = ReadFormat(result);
        return new GenerateFormat(format)
        {
            Mode = result.GetValue(_mode),
            Table = result.GetValue(_table),
            DefaultDeny = ReadDefaultDeny(result, terminal),
            Remove = result.GetValue(_remove),
            IpsetThreshold = _threshold.Read(result, min: 0),
            MaxRules = _maxRules.Read(result, min: 1, max: 1000),
            OnOverflow = result.GetValue(_overflow) switch
            {
                null => null,
                "split" => OnOverflow.Split,
                "prefix-list" => OnOverflow.PrefixList,
                "summarize" => OnOverflow.Summarize,
                _ => OnOverflow.Fail,
            },
            PrefixListHeadroom = _headroom.Read(result, min: 0, max: 1000),
            AddressesPerRule = _perRule.Read(result, min: 1, max: format.StartsWith("azure-", StringComparison.Ordinal) ? 4000 : 1000),
            FullNsg = result.GetValue(_fullNsg),
            NamePrefix = result.GetRequiredValue(_prefix),
        }
        .ToEmitter();
    }

    /// <summary>Whether the output blocks what the rules do not allow.</summary>
    public bool ReadDenies(ParseResult result) => result.GetValue(_deny) && !result.GetValue(_remove);

    private DefaultDeny? ReadDefaultDeny(ParseResult result, Terminal terminal)
    {
        var (dns, dhcp, denyWith) = (result.GetValue(_allowDns), result.GetValue(_allowDhcp), result.GetValue(_denyWith));
        if (!result.GetValue(_deny))
        {
            CliException.UsageIf(dns || dhcp || denyWith is not null, "--allow-dns, --allow-dhcp and --deny-with require --default-deny.");
            return null;
        }

        if (!dns && !result.GetValue(_remove) && !ReadFormat(result).StartsWith("azure-", StringComparison.Ordinal))
        {
            terminal.Notice("--default-deny without --allow-dns: names can be resolved only through the loopback interface");
        }

        return new DefaultDeny { Action = denyWith == "drop" ? DenyAction.Drop : DenyAction.Reject, AllowDns = dns, AllowDhcp = dhcp };
    }
}

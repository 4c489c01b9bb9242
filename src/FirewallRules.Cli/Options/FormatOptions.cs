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
        "nftables: write sets and a chain to jump to (include), a separate table (table), or only the sets (sets) (default: include). "
            + "ipset: only the sets (sets).",
        "include",
        "table",
        "sets");

    private readonly Option<string?> _table = new("--table")
    {
        HelpName = "FAMILY/NAME",
        Description = "nftables: the table (default: inet/filter, or inet/NAME-PREFIX with --mode table).",
    };

    private readonly Option<bool> _sharedTable = new("--shared-table")
    {
        Description = "nftables, with --mode table: allow a table that distributions or other programs use, such as inet/filter.",
    };

    private readonly Option<bool> _deny = new("--default-deny")
    {
        Description = "Block all other traffic in the directions of the rules. nftables: requires --mode table. azure: requires --deny-with drop.",
    };

    private readonly WordOption _denyWith = new("--deny-with", "action", "With --default-deny: how to block (default: reject).", "reject", "drop");
    private readonly Option<bool> _allowDns = new("--allow-dns") { Description = "With --default-deny: allow DNS requests to any name server." };
    private readonly Option<bool> _allowDhcp =
        new("--allow-dhcp") { Description = "With --default-deny: allow DHCP, so that the host can get its addresses." };

    private readonly Option<bool> _remove = new("--remove")
    {
        Description = "Write what removes the rules instead: repeat the command that wrote them, and add --remove.",
    };

    private readonly NumberOption _threshold = new(
        "--ipset-threshold", "N", "iptables: use an IP set for a rule with more than N prefixes (default: 256).");

    private readonly NumberOption _maxRules = new(
        "--max-rules",
        "N",
        "aws: the maximum number of rules per security group, direction and family (default: 60). azure: per NSG (default: 1000).");

    private readonly WordOption _overflow = new(
        "--on-overflow",
        "overflow action",
        "aws, azure: what to do if the rules exceed the limit (default: fail). split and prefix-list: aws only. "
        + "summarize allows additional addresses, and lists them.",
        "fail",
        "split",
        "prefix-list",
        "summarize");

    private readonly NumberOption _headroom = new(
        "--prefix-list-headroom", "N", "aws, with --on-overflow prefix-list: the number of spare entries in each prefix list (default: 0).");

    private readonly NumberOption _perRule = new(
        "--addresses-per-rule", "N", "windows, netsh, azure: the maximum number of addresses per rule (default: 500, or 4000 for azure).");

    private readonly Option<bool> _fullNsg = new("--full-nsg")
    {
        Description = "azure-arm, azure-bicep, azure-terraform: write a complete NSG instead of rules for an existing one.",
    };

    private readonly string _defaultPrefix = namePrefix;

    private readonly Option<string?> _prefix = new("--name-prefix")
    {
        HelpName = "NAME",
        Description = $"The start of the names of chains, sets, own tables, groups and rules (default: {namePrefix}). Outputs for the same "
            + "firewall need different prefixes.",
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
            _mode, _table, _sharedTable, _deny, _denyWith, _allowDns, _allowDhcp, _remove, _threshold, _maxRules, _overflow, _headroom, _perRule,
            _fullNsg, _prefix,
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
        var emitter = new GenerateFormat(format)
        {
            Mode = result.GetValue(_mode),
            Table = result.GetValue(_table),
            SharedTable = result.GetValue(_sharedTable),
            DefaultDeny = ReadDefaultDeny(result),
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
            NamePrefix = result.GetValue(_prefix) ?? _defaultPrefix,
        }
        .ToEmitter();
        NoticeDns(result, terminal);
        return emitter;
    }

    /// <summary>Whether the output blocks what the rules do not allow.</summary>
    public bool ReadDenies(ParseResult result) => result.GetValue(_deny) && !result.GetValue(_remove);

    private void NoticeDns(ParseResult result, Terminal terminal)
    {
        if (ReadDenies(result) && !result.GetValue(_allowDns) && !ReadFormat(result).StartsWith("azure-", StringComparison.Ordinal))
        {
            terminal.Notice("--default-deny without --allow-dns: names can be resolved only through the loopback interface");
        }
    }

    private DefaultDeny? ReadDefaultDeny(ParseResult result)
    {
        if (!result.GetValue(_deny))
        {
            var given = Array.Find<Option>([_allowDns, _allowDhcp, _denyWith], option => result.GetResult(option) is { Implicit: false });
            CliException.UsageIf(given is not null, $"{given?.Name} requires --default-deny.");
            return null;
        }

        return new DefaultDeny
        {
            Action = result.GetValue(_denyWith) == "drop" ? DenyAction.Drop : DenyAction.Reject,
            AllowDns = result.GetValue(_allowDns),
            AllowDhcp = result.GetValue(_allowDhcp),
        };
    }
}

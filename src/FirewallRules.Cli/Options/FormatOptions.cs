using System.CommandLine;
using FirewallRules.Cli.Applying;
using FirewallRules.Emitters;

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

    private readonly DefaultDenyOptions _deny = new();

    private readonly NumberOption _jumpPosition = new(
        "--jump-position", "N", "iptables, ipset: insert a missing jump as rule N of the built-in chain (default: 1, the first rule).");

    private readonly Option<string?> _priority = new("--priority")
    {
        HelpName = PriorityArgument.HelpName,
        Description = "nftables, with --mode table: the priority of the base chains; chains of a hook run in ascending order (default: filter, which is 0). "
            + "firewalld: the priority of the policies, a negative number (default: -100).",
    };

    private readonly Option<bool> _remove = new("--remove")
    {
        Description = "Write what removes the rules instead: repeat the command that wrote them, and add --remove. The document is not needed.",
    };

    private readonly Option<bool> _explainInstall = new("--explain-install")
    {
        Description = "Write instructions instead: how the rules survive a reboot, are updated and are removed. iptables, ipset and nftables formats.",
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

    private readonly NumberOption _splitHeadroom = new(
        "--split-headroom",
        "PERCENT",
        "aws, with --on-overflow split: the part of the limit that stays free in each group (default: 50). "
        + "With 50 or more, the rules of any two documents fit in together.");

    private readonly NumberOption _listSize = new(
        "--prefix-list-size",
        "N",
        "aws, with --on-overflow prefix-list: the maximum number of entries of each prefix list (default: the next power of two).");

    private readonly NumberOption _perRule = new(
        "--addresses-per-rule", "N", "windows, netsh, azure: the maximum number of addresses per rule (default: 500, or 4000 for azure).");

    private readonly WordOption _wafScope = new(
        "--waf-scope",
        "scope",
        "aws-waf: the resources that can use the IP sets: those of one region, such as load balancers, or CloudFront distributions (default: regional).",
        "regional",
        "cloudfront");

    private readonly Option<bool> _fullNsg = new("--full-nsg")
    {
        Description = "azure-arm, azure-bicep, azure-terraform: write a complete NSG instead of rules for an existing one.",
    };

    private readonly Option<bool> _merge = new("--merge-sections")
    {
        Description = "Write one rule for all sections that share a port. Otherwise the rules say which sections each prefix belongs to, which can need "
            + "more rules. azure, aws-waf, and aws with --on-overflow prefix-list, always merge sections.",
    };

    private readonly Option<string?> _nsgName = new("--nsg-name")
    {
        HelpName = "NAME",
        Description = "azure: the name of the NSG (default: datadog). It can also be given when the output is applied.",
    };

    private readonly NumberOption _firstPriority = new(
        "--first-priority", "N", "azure: the first of the 1000 priorities that the rules use, from 100 to 4095 (default: 1000).");

    private readonly Option<string[]> _localAddresses = new("--local-address")
    {
        HelpName = "PREFIX",
        Description = "azure: addresses on the side of the NSG, such as a subnet: the destination of inbound rules and the source of "
            + "outbound rules (default: all).",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string?> _localGroup = new("--local-asg")
    {
        HelpName = "NAME",
        Description = "azure: the application security group on the side of the NSG, instead of --local-address.",
    };

    private readonly Option<bool> _allowEmpty = new("--allow-empty")
    {
        Description = "lines, json, csv: write the list even if it has no addresses (default: an error).",
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
            _mode, _table, _sharedTable, _priority, _jumpPosition, .. _deny.Options, _remove, _threshold, _maxRules, _overflow, _splitHeadroom, _listSize,
            _wafScope, _perRule, _fullNsg, _nsgName, _firstPriority, _localAddresses, _localGroup, _merge, _allowEmpty, _prefix,
        ];
        foreach (var option in options.Where(option => canRemove || option != _remove))
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Adds the option that asks for instructions.</summary>
    public void AddExplainInstallTo(Command command) => command.Options.Add(_explainInstall);

    /// <summary>Whether a format is given.</summary>
    public bool HasFormat(ParseResult result) => result.GetResult(_format) is { Tokens.Count: > 0 };

    /// <summary>The name of the format.</summary>
    public string ReadFormat(ParseResult result) => result.GetRequiredValue(_format)!;

    /// <summary>Whether the output removes the rules.</summary>
    public bool ReadRemove(ParseResult result) => result.GetValue(_remove);

    /// <summary>The emitter for the format.</summary>
    /// <exception cref="CliException">An option does not apply to the format, or its value is invalid.</exception>
    public IRuleEmitter ReadEmitter(ParseResult result)
    {
        var values = ReadValues(result);
        if (result.GetValue(_explainInstall))
        {
            CliException.UsageIf(values.Remove, "--explain-install does not apply with --remove: the instructions say how to remove the rules.");
            CliException.UsageIf(
                !InstallPlan.Formats.Contains(values.Format, StringComparer.Ordinal),
                $"--explain-install does not apply to --format {values.Format}: it applies to {string.Join(", ", InstallPlan.Formats)}.");
        }

        return values.ToEmitter();
    }

    /// <summary>Reads the live state of the format from what the platform printed.</summary>
    /// <exception cref="CliException">The format has no live state, or a text is missing or is something else.</exception>
    public LiveState ReadLive(ParseResult result, IReadOnlyList<LiveText> texts, AddressSet? host = null) => ReadValues(result).ReadLive(texts, host);

    /// <summary>The firewall of this host that the format is for.</summary>
    /// <exception cref="CliException">The format is not one that can be applied.</exception>
    public HostFirewall ReadHostFirewall(ParseResult result) => ReadValues(result).ToHostFirewall();

    /// <summary>The default deny; <see langword="null"/> where none is requested.</summary>
    /// <exception cref="CliException">An option needs another one, has no effect, or is invalid.</exception>
    public DefaultDeny? ReadDeny(ParseResult result) => _deny.Read(result);

    /// <summary>What is to be installed; <see langword="null"/> if no instructions are requested.</summary>
    public InstallPlan? ReadInstallPlan(ParseResult result, RuleSet rules, Site site)
        => result.GetValue(_explainInstall) ? ReadValues(result).ToInstallPlan(OutputHeader.Directions(rules), InstallCommand.Of(result, site)) : null;

    private GenerateFormat ReadValues(ParseResult result)
    {
        var format = ReadFormat(result);
        CheckMerge(result, format);
        return new GenerateFormat(format)
        {
            Mode = result.GetValue(_mode),
            Table = result.GetValue(_table),
            SharedTable = result.GetValue(_sharedTable),
            Priority = result.GetValue(_priority) switch
            {
                null => null,
                var text when format == "firewalld" => PriorityArgument.ReadPolicy(_priority.Name, text),
                var text => PriorityArgument.Read(_priority.Name, text),
            },
            JumpPosition = _jumpPosition.Read(result, min: 1, max: 1000),
            DefaultDeny = _deny.Read(result),
            BeyondDrop = _deny.BeyondDrop(result),
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
            SplitHeadroom = _splitHeadroom.Read(result, min: 0, max: 95),
            PrefixListSize = _listSize.Read(result, min: 1, max: 1000),
            AddressesPerRule = _perRule.Read(result, min: 1, max: format.StartsWith("azure-", StringComparison.Ordinal) ? 4000 : 1000),
            WafScope = result.GetValue(_wafScope) switch { null => null, "cloudfront" => AwsWafScope.CloudFront, _ => AwsWafScope.Regional },
            FullNsg = result.GetValue(_fullNsg),
            NsgName = result.GetValue(_nsgName),
            FirstPriority = _firstPriority.Read(result, min: 100, max: 4095),
            LocalAddresses = LocalAddressArgument.Read(result.GetValue(_localAddresses) ?? []),
            LocalSecurityGroup = result.GetValue(_localGroup),
            AllowEmpty = result.GetValue(_allowEmpty),
            HasNamePrefix = result.GetResult(_prefix) is { Implicit: false },
            NamePrefix = result.GetValue(_prefix) ?? _defaultPrefix,
        };
    }

    /// <summary>The rules, merged for the sections that share a port if that was requested.</summary>
    public RuleSet Merge(ParseResult result, RuleSet rules) => result.GetValue(_merge) ? rules.WithMergedLabels() : rules;

    /// <summary>Refuses what has no effect on these rules, and reports what a default deny cuts off. Nothing applies to a removal.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="terminal">The standard streams.</param>
    /// <param name="withoutInbound">How to leave the inbound rules out, where that is possible.</param>
    /// <exception cref="CliException">An option of the default deny has no effect.</exception>
    public void Report(ParseResult result, RuleSet rules, Terminal terminal, string? withoutInbound = null)
    {
        if (ReadRemove(result))
        {
            return;
        }

        RuleOutput.NoticeEmpty(rules, terminal);
        if (_deny.Read(result) is { } deny)
        {
            _deny.RefuseWithoutEffect(result, rules);
            DenyNotices.Write(terminal, deny, rules, canAllow: !ReadFormat(result).StartsWith("azure-", StringComparison.Ordinal), withoutInbound);
        }
    }

    private void CheckMerge(ParseResult result, string format)
    {
        if (result.GetValue(_merge))
        {
            CliException.UsageIf(
                format.StartsWith("azure-", StringComparison.Ordinal) || format.StartsWith("aws-waf-", StringComparison.Ordinal),
                $"{_merge.Name} has no effect: {format} always merges sections.");
            CliException.UsageIf(
                result.GetValue(_overflow) == "prefix-list", $"{_merge.Name} has no effect: {_overflow.Name} prefix-list always merges sections.");
        }
    }
}

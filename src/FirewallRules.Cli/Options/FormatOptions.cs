using System.CommandLine;

namespace FirewallRules.Cli.Options;

/// <summary>The options that choose and shape the output, the same for every command that writes rules.</summary>
/// <param name="namePrefix">What names start with unless told otherwise.</param>
internal sealed class FormatOptions(string namePrefix = FormatOptions.Datadog)
{
    private const string Datadog = "datadog";

    private static readonly string[] Formats = [.. BuiltInEmitters.All.Select(emitter => emitter.Name)];

    private readonly Option<string> _format = new Option<string>("--format")
    {
        Required = true,
        HelpName = "FORMAT",
        Description = $"The format of the output: {string.Join(", ", Formats)}.",
    }
    .AcceptOnlyFromAmong(Formats);

    private readonly Option<string?> _mode = new Option<string?>("--mode")
    {
        Description = "nftables: sets and a chain to jump to (include, the default), a table of its own, or the sets alone. ipset: sets.",
    }
    .AcceptOnlyFromAmong("include", "table", "sets");

    private readonly Option<string?> _table = new("--table") { HelpName = "FAMILY/NAME", Description = "nftables: the table; inet/filter, or inet/datadog in mode table." };
    private readonly Option<bool> _deny = new("--default-deny") { Description = "Close what the rules do not allow, in their directions (nftables: with --mode table)." };

    private readonly Option<string?> _denyWith = new Option<string?>("--deny-with") { Description = "With --default-deny: reject (the default) or drop." }
        .AcceptOnlyFromAmong("reject", "drop");

    private readonly Option<bool> _allowDns = new("--allow-dns") { Description = "With --default-deny: let the host ask any name server." };
    private readonly Option<bool> _allowDhcp = new("--allow-dhcp") { Description = "With --default-deny: let the host get its addresses by DHCP." };
    private readonly Option<bool> _remove = new("--remove") { Description = "Write what takes the same rules away again." };
    private readonly NumberOption _threshold = new("--ipset-threshold", "N", "iptables: how many prefixes a rule may have before it takes an ip set; 256.");

    private readonly NumberOption _maxRules = new("--max-rules", "N", "aws: how many rules a group takes for each direction and family, 60. azure: how many an NSG takes, 1000.");

    private readonly Option<string?> _overflow = new Option<string?>("--on-overflow")
    {
        HelpName = "fail|split|prefix-list|summarize",
        Description = "aws, azure: what to do when the rules do not fit. split and prefix-list: aws. summarize allows more than was asked for, and lists it.",
    }
    .AcceptOnlyFromAmong("fail", "split", "prefix-list", "summarize");

    private readonly NumberOption _headroom = new("--prefix-list-headroom", "N", "aws: how many more entries a prefix list may grow by; 0.");
    private readonly NumberOption _perRule = new("--addresses-per-rule", "N", "windows, netsh, azure: how many addresses a rule lists at most; 500, and 4000 for azure.");
    private readonly Option<bool> _whole = new("--whole") { Description = "azure: write a whole NSG instead of rules for one that exists." };

    private readonly Option<string> _prefix = new("--name-prefix")
    {
        HelpName = "NAME",
        Description = "What the names of chains, sets, tables of our own, groups and rules start with. Outputs that are to stand side by side need different ones.",
        DefaultValueFactory = _ => namePrefix,
    };

    /// <summary>Adds the choice of the format.</summary>
    public void AddFormatTo(Command command) => command.Options.Add(_format);

    /// <summary>Adds the options that shape the output.</summary>
    /// <param name="command">The command.</param>
    /// <param name="canRemove">Whether the command writes what takes rules away, too.</param>
    public void AddTo(Command command, bool canRemove)
    {
        foreach (var option in new Option[] { _mode, _table, _deny, _denyWith, _allowDns, _allowDhcp, _remove, _threshold, _maxRules, _overflow, _headroom, _perRule, _whole, _prefix })
        {
            if (canRemove || option != _remove)
            {
                command.Options.Add(option);
            }
        }
    }

    /// <summary>The emitter that is asked for.</summary>
    /// <exception cref="CliException">The options do not go together.</exception>
    public IRuleEmitter ReadEmitter(ParseResult result, Terminal terminal)
        => new GenerateFormat(result.GetRequiredValue(_format))
        {
            Mode = result.GetValue(_mode),
            Table = result.GetValue(_table),
            DefaultDeny = ReadDefaultDeny(result, terminal),
            Remove = result.GetValue(_remove),
            IpsetThreshold = _threshold.Read(result),
            MaxRules = _maxRules.Read(result),
            OnOverflow = result.GetValue(_overflow) switch
            {
                null => null,
                "split" => OnOverflow.Split,
                "prefix-list" => OnOverflow.PrefixList,
                "summarize" => OnOverflow.Summarize,
                _ => OnOverflow.Fail,
            },
            PrefixListHeadroom = _headroom.Read(result),
            AddressesPerRule = _perRule.Read(result),
            Whole = result.GetValue(_whole),
            NamePrefix = result.GetRequiredValue(_prefix),
        }
        .ToEmitter();

    /// <summary>Whether the output closes what the rules do not allow.</summary>
    public bool ReadDenies(ParseResult result) => result.GetValue(_deny) && !result.GetValue(_remove);

    private DefaultDeny? ReadDefaultDeny(ParseResult result, Terminal terminal)
    {
        var (dns, dhcp, denyWith) = (result.GetValue(_allowDns), result.GetValue(_allowDhcp), result.GetValue(_denyWith));
        if (!result.GetValue(_deny))
        {
            return dns || dhcp || denyWith is not null
                ? throw CliException.Usage("--allow-dns, --allow-dhcp and --deny-with go with --default-deny.")
                : null;
        }

        if (!dns && !result.GetValue(_remove) && !result.GetRequiredValue(_format).StartsWith("azure-", StringComparison.Ordinal))
        {
            terminal.Notice("--default-deny without --allow-dns: names resolve only through the loopback interface");
        }

        return new DefaultDeny { Action = denyWith == "drop" ? DenyAction.Drop : DenyAction.Reject, AllowDns = dns, AllowDhcp = dhcp };
    }
}

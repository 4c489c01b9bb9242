using System.CommandLine;
using System.Text;
using FirewallRules.Emitters;

namespace FirewallRules.Cli.Commands;

/// <summary>Writes the rules for sections of a document.</summary>
internal sealed class GenerateCommand
{
    public const string Name = "generate";

    public const string Examples =
        """
        fwrules generate logs --format nftables
        fwrules generate logs apm --format iptables --output datadog.sh
        fwrules generate agents logs --format nftables --mode table --default-deny --allow-dns
        fwrules generate webhooks --port 8443 --format ipset --document ip-ranges.json --site eu1
        fwrules generate synthetics --location aws:eu-central-1 --format nftables --table inet/fw
        fwrules generate logs --format nftables --remove
        fwrules generate agents logs --format windows --output datadog.ps1
        fwrules generate agents logs --format aws-terraform --output datadog.tf
        fwrules generate synthetics --format aws-cli --on-overflow split
        fwrules generate webhooks --format azure-bicep --whole --default-deny --deny-with drop
        """;

    private static readonly string[] Formats = [.. BuiltInEmitters.All.Select(emitter => emitter.Name)];

    private readonly Option<string> _format = new Option<string>("--format")
    {
        Required = true,
        HelpName = "FORMAT",
        Description = $"The format of the output: {string.Join(", ", Formats)}.",
    }
    .AcceptOnlyFromAmong(Formats);

    private readonly Option<string?> _output = new("--output") { HelpName = "FILE", Description = "Write to a file, whole or not at all, instead of standard output." };

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
    private readonly Option<int?> _threshold = new("--ipset-threshold") { HelpName = "N", Description = "iptables: how many prefixes a rule may have before it takes an ip set; 256." };

    private readonly Option<int?> _maxRules = new("--max-rules") { HelpName = "N", Description = "aws: how many rules a group takes for each direction and family, 60. azure: how many an NSG takes, 1000." };

    private readonly Option<string?> _overflow = new Option<string?>("--on-overflow")
    {
        HelpName = "fail|split|prefix-list|summarize",
        Description = "aws, azure: what to do when the rules do not fit. split and prefix-list: aws. summarize allows more than was asked for, and lists it.",
    }
    .AcceptOnlyFromAmong("fail", "split", "prefix-list", "summarize");

    private readonly Option<int?> _headroom = new("--prefix-list-headroom") { HelpName = "N", Description = "aws: how many more entries a prefix list may grow by; 0." };
    private readonly Option<int?> _perRule = new("--addresses-per-rule") { HelpName = "N", Description = "windows, netsh, azure: how many addresses a rule lists at most; 500, and 4000 for azure." };
    private readonly Option<bool> _whole = new("--whole") { Description = "azure: write a whole NSG instead of rules for one that exists." };

    private readonly SectionOptions _sections = new();
    private readonly DocumentOptions _documents = new();
    private readonly FamilyOptions _families = new();
    private readonly Terminal _terminal;

    private GenerateCommand(Terminal terminal) => _terminal = terminal;

    public static Command Create(Terminal terminal)
    {
        var verb = new GenerateCommand(terminal);
        var command = new Command(Name, "Writes firewall rules for sections of Datadog's ip-ranges document.");
        verb._sections.AddTo(command);
        command.Options.Add(verb._format);
        verb._documents.AddTo(command);
        command.Options.Add(verb._output);
        verb._families.AddTo(command);
        foreach (var option in new Option[] { verb._mode, verb._table, verb._deny, verb._denyWith, verb._allowDns, verb._allowDhcp, verb._remove, verb._threshold, verb._maxRules, verb._overflow, verb._headroom, verb._perRule, verb._whole })
        {
            command.Options.Add(option);
        }

        command.SetAction(verb.Run);
        return command;
    }

    private int Run(ParseResult result)
    {
        var emitter = ReadFormat(result).ToEmitter();
        var names = _sections.ReadNames(result);
        var rules = _sections.ReadRules(result, _documents.Read(result, _terminal, names.Count == 1 ? names[0] : null));
        rules = _families.Read(result) is { } family ? Narrow(rules, family) : rules;
        foreach (var label in rules.EmptyLabels)
        {
            _terminal.Notice($"{label} has no address, and nothing is rendered for it");
        }

        try
        {
            if (emitter is IWideningEmitter widening)
            {
                SayWhatIsAdded(widening.Cover(rules));
            }

            OutputFile.Write(result.GetValue(_output), _terminal, stream =>
            {
                using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 64 * 1024, leaveOpen: true);
                rules.Emit(emitter, writer);
            });
        }
        catch (LimitExceededException e)
        {
            throw new CliException(ExitCode.Limit, e.Message + " See --on-overflow and --max-rules.", e);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            throw CliException.Usage(e.Message);
        }

        return ExitCode.Ok;
    }

    private GenerateFormat ReadFormat(ParseResult result) => new(result.GetRequiredValue(_format))
    {
        Mode = result.GetValue(_mode),
        Table = result.GetValue(_table),
        DefaultDeny = ReadDefaultDeny(result),
        Remove = result.GetValue(_remove),
        IpsetThreshold = result.GetValue(_threshold),
        MaxRules = result.GetValue(_maxRules),
        OnOverflow = result.GetValue(_overflow) switch
        {
            null => null,
            "split" => OnOverflow.Split,
            "prefix-list" => OnOverflow.PrefixList,
            "summarize" => OnOverflow.Summarize,
            _ => OnOverflow.Fail,
        },
        PrefixListHeadroom = result.GetValue(_headroom),
        AddressesPerRule = result.GetValue(_perRule),
        Whole = result.GetValue(_whole),
    };

    // A cover allows more than was asked for: every range of it is said, however many there are.
    private void SayWhatIsAdded(RuleSetCover cover)
    {
        foreach (var (rule, added) in cover.Added)
        {
            _terminal.Notice($"{string.Join(", ", rule.Labels)}: {added.AddressCount} addresses are allowed that were not asked for");
            foreach (var range in added.Ranges)
            {
                _terminal.Notice($"added {range}, {range.AddressCount} addresses");
            }
        }
    }

    private DefaultDeny? ReadDefaultDeny(ParseResult result)
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
            _terminal.Notice("--default-deny without --allow-dns: names resolve only through the loopback interface");
        }

        return new DefaultDeny { Action = denyWith == "drop" ? DenyAction.Drop : DenyAction.Reject, AllowDns = dns, AllowDhcp = dhcp };
    }

    private static RuleSet Narrow(RuleSet rules, Networks.IpFamily family)
    {
        try
        {
            return rules.Only(family);
        }
        catch (InvalidOperationException e)
        {
            throw CliException.Input(e.Message, e);
        }
    }
}

using System.CommandLine;
using System.Text;

namespace FirewallRules.Cli.Live;

/// <summary>The option that names a live state, and its reading.</summary>
/// <param name="what">What is done with it, as the start of a sentence.</param>
/// <param name="isRequired">Whether it must be given.</param>
internal sealed class LiveOptions(string what, bool isRequired)
{
    private const string System = "system";

    // A ruleset with a million elements has some tens of megabytes.
    private const int MaxBytes = 256 * 1024 * 1024;

    private readonly Option<string[]> _live = new("--live")
    {
        HelpName = "FILE|-|system",
        Description = $"{what}: a file or '-' with what the platform prints (see 'fwrules verify --live-command'), or 'system' to list the firewalls "
            + "of this Linux host. Can be repeated for platforms with several listings.",
    };

    public void AddTo(Command command) => command.Options.Add(_live);

    public bool IsGiven(ParseResult result) => result.GetValue(_live) is { Length: > 0 };

    /// <summary>Refuses a state that is given in two ways.</summary>
    public void Check(ParseResult result)
    {
        var names = result.GetValue(_live) ?? [];
        CliException.UsageIf(isRequired && names.Length == 0, "Say where the live rules are: --live FILE, --live - or --live system.");
        CliException.UsageIf(names.Contains(System, StringComparer.Ordinal) && names.Length > 1, "--live: 'system' and files exclude each other.");
        CliException.UsageIf(names.Count(name => name == "-") > 1, "Standard input can be read only once.");
    }

    /// <summary>Reads the texts, or runs the programs that print them.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="format">The format of the rules; empty for what the kernel has.</param>
    /// <param name="terminal">The standard streams.</param>
    /// <exception cref="CliException">A text cannot be read, or a program fails.</exception>
    public IReadOnlyList<LiveText> Read(ParseResult result, string format, Terminal terminal)
        => (result.GetValue(_live) ?? []) is [System] ? ReadSystem(format) : [.. (result.GetValue(_live) ?? []).Select(name => ReadFile(name, terminal))];

    /// <summary>The addresses of this host, where its own rules are read; otherwise <see langword="null"/>.</summary>
    public AddressSet? ReadHost(ParseResult result) => result.GetValue(_live) is [System] ? LinuxHost.Addresses() : null;

    /// <summary>Runs the programs of this host. Rules of nftables and iptables apply side by side, so that both are listed.</summary>
    /// <param name="format">The format whose listing is needed; empty for whatever there is.</param>
    /// <exception cref="CliException">The format is not one of this host, or a program fails.</exception>
    public static IReadOnlyList<LiveText> ReadSystem(string format)
    {
        CliException.UsageIf(!OperatingSystem.IsLinux(), "--live system lists the firewalls of Linux: name a file instead.");
        var isNftables = format.StartsWith("nftables", StringComparison.Ordinal);
        CliException.UsageIf(
            !isNftables && format is not ("" or "iptables" or "ipset" or "iptables-restore" or "ip6tables-restore"),
            $"--live system does not apply to --format {format}: name a file instead.");
        List<LiveText> texts = [];
        Add(LiveTextKind.Nftables, "nft", isNftables, "-j", "list", "ruleset");
        Add(LiveTextKind.NftablesText, "nft", isNeeded: false, "list", "ruleset");
        Add(LiveTextKind.Iptables, "iptables-save", Needs("ip6tables-restore") || LinuxHost.HasTables("/proc/net/ip_tables_names"));
        Add(LiveTextKind.Ip6tables, "ip6tables-save", Needs("iptables-restore") || LinuxHost.HasTables("/proc/net/ip6_tables_names"));
        Add(LiveTextKind.Ipset, "ipset", isNeeded: false, "save");
        return texts.Count > 0 ? texts : throw CliException.Input("Neither nft nor iptables-save is installed, so --live system has nothing to read.");

        bool Needs(string otherFamily) => !isNftables && format.Length > 0 && format != otherFamily;

        void Add(LiveTextKind kind, string program, bool isNeeded, params string[] arguments)
        {
            if (!isNeeded && !LinuxHost.Has(program))
            {
                return;
            }

            // iptables-save of iptables-nft says so where there are tables that only the other program lists.
            var text = LinuxHost.Run(program, arguments) with { Kind = kind };
            var legacy = program.Replace("tables-save", "tables-legacy-save", StringComparison.Ordinal);
            texts.Add(text.Text.Contains($"use {legacy} to see them", StringComparison.Ordinal) && LinuxHost.Has(legacy)
                ? text with { Text = text.Text + LinuxHost.Run(legacy).Text }
                : text);
        }
    }

    private static LiveText ReadFile(string name, Terminal terminal)
    {
        var bytes = InputFile.ReadAll(name, terminal, MaxBytes);
        var shown = name == "-" ? "standard input" : $"'{name}'";
        if (bytes.Length > MaxBytes)
        {
            throw CliException.Input($"--live: {shown} is larger than 256 MiB.");
        }

        var text = new LiveText(shown, Encoding.UTF8.GetString(bytes));
        return text.Kind switch
        {
            LiveTextKind.Other => throw CliException.Input($"--live: {shown} is none of the listings that can be read. See 'fwrules verify --live-command'."),
            LiveTextKind.Empty => throw CliException.Input($"--live: {shown} is empty: has the program that wrote it failed?"),
            _ => text,
        };
    }
}

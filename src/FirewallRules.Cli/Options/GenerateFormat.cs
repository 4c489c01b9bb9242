using FirewallRules.Emitters;

namespace FirewallRules.Cli.Options;

/// <summary>The values of <see cref="FormatOptions"/>, and the checks that they fit the format and each other.</summary>
internal sealed partial record GenerateFormat(string Format)
{
    private const string Linux = "iptables, ipset, nftables, firewalld";

    public string? Mode { get; init; }

    public string? Table { get; init; }

    public bool SharedTable { get; init; }

    public int? Priority { get; init; }

    public int? JumpPosition { get; init; }

    public DefaultDeny? DefaultDeny { get; init; }

    /// <summary>The first option of the default deny that is more than dropping, as it is written.</summary>
    public string? BeyondDrop { get; init; }

    public bool Remove { get; init; }

    public int? IpsetThreshold { get; init; }

    public int? MaxRules { get; init; }

    public OnOverflow? OnOverflow { get; init; }

    public int? SplitHeadroom { get; init; }

    public int? PrefixListSize { get; init; }

    public int? AddressesPerRule { get; init; }

    public bool FullNsg { get; init; }

    public AwsWafScope? WafScope { get; init; }

    public string? NsgName { get; init; }

    public int? FirstPriority { get; init; }

    public AddressSet LocalAddresses { get; init; } = AddressSet.Empty;

    public string? LocalSecurityGroup { get; init; }

    public bool AllowEmpty { get; init; }

    public bool HasNamePrefix { get; init; }

    public required string NamePrefix { get; init; }

    private string Underscored => NamePrefix.Replace('-', '_');

    /// <summary>The table that mode table uses by default; another one where the prefix cannot be its name.</summary>
    private NftablesTable OwnTable
        => NftablesTable.TryParse($"inet/{Underscored}", out var own) && !NftablesForeignTables.Contains(own) ? own : NftablesTable.InetDatadog;

    private bool IsNftables => Format.StartsWith("nftables", StringComparison.Ordinal);

    private bool IsWaf => Format.StartsWith("aws-waf-", StringComparison.Ordinal);

    private bool IsAws => Format.StartsWith("aws-", StringComparison.Ordinal) && !IsWaf;

    private bool IsIpGroups => Format.StartsWith("azure-ip-groups-", StringComparison.Ordinal);

    private bool IsAzure => Format.StartsWith("azure-", StringComparison.Ordinal) && !IsIpGroups;

    private bool IsWindows => Format is "windows" or "netsh";

    private bool IsList => Format is "lines" or "json" or "csv";

    /// <exception cref="CliException">An option does not apply to the format, or its value is invalid.</exception>
    public IRuleEmitter ToEmitter()
    {
        CheckHostFirewallOptions();
        CheckCloudOptions();
        CheckAzureOptions();
        CheckListOptions();
        CheckNames();
        CheckAllowedFamilies();
        return Format switch
        {
            "firewalld" => Firewalld(),
            "ufw" => Ufw(),
            "ipset" => Ipset(),
            _ => IsNftables ? Nftables() : IsAws ? Aws() : IsWaf ? Waf() : IsAzure ? Azure() : IsIpGroups ? IpGroups() : IsWindows ? Windows()
                : IsList ? List() : Iptables(),
        };
    }

    private void CheckHostFirewallOptions()
    {
        CliException.UsageIf(
            Mode is not null && !IsNftables && (Format != "ipset" || Mode != "sets"),
            $"--mode {Mode} does not apply to --format {Format}: --mode applies to nftables and nftables-json, and --mode sets also to ipset.");
        Refuse(Table is not null && !IsNftables, "--table", "nftables and nftables-json");
        CliException.UsageIf(
            SharedTable && (!IsNftables || Mode != "table"),
            "--shared-table applies to --format nftables and nftables-json with --mode table: other modes do not add base chains to a table.");
        CliException.UsageIf(
            Priority is not null && (!IsNftables || Mode != "table") && Format != "firewalld",
            "--priority applies to --format firewalld, and to nftables and nftables-json with --mode table: other modes write no base chain.");
        Refuse(JumpPosition is not null && Format is not ("iptables" or "ipset"), "--jump-position", "iptables and ipset");
        CliException.UsageIf(JumpPosition is not null && Mode == "sets", "--jump-position does not apply with --mode sets, which writes no jump.");
        Refuse(IpsetThreshold is not null && Format != "iptables", "--ipset-threshold", "iptables");
        CliException.UsageIf(
            Remove && (IsAws || IsWaf || IsAzure || IsIpGroups),
            $"--remove does not apply to --format {Format}: it applies to the formats of host firewalls. The scripts of aws-cli, aws-waf-cli and "
                + "azure-cli take --remove when they are run.");
        CliException.UsageIf(
            DefaultDeny is not null && (IsAws || IsWaf || IsWindows || IsIpGroups || IsList),
            $"--default-deny does not apply to --format {Format}: it applies to {Linux} and azure."
                + (IsList ? "" : " The header of the output says how to block all other traffic."));
        CliException.UsageIf(
            DefaultDeny is not null && Format == "ufw",
            "--default-deny does not apply to --format ufw, which has a default policy of its own: run 'ufw default deny outgoing' or "
                + "'ufw default deny incoming'.");
        CliException.UsageIf(
            DefaultDeny is { Forward: true } && Format == "firewalld",
            "--forward does not apply to --format firewalld, which accepts translated connections before any policy.");
        CliException.UsageIf(
            DefaultDeny is not null && IsNftables && Mode != "table",
            "--default-deny requires --mode table, because the default policy of an existing chain is not changed. Add --mode table "
                + (Table is null ? "" : "and leave out --table ")
                + $"to use a table of its own, {OwnTable}.");
        CliException.UsageIf(DefaultDeny is not null && Mode == "sets", "--default-deny needs rules, and --mode sets writes sets only.");
        Refuse(AddressesPerRule is not null && !IsWindows && !IsAzure, "--addresses-per-rule", "windows, netsh and the azure formats");
    }

    private void CheckCloudOptions()
    {
        CliException.UsageIf(
            DefaultDeny is { Action: DenyAction.Reject } && IsAzure, "The azure formats support --default-deny only with --deny-with drop.");
        CliException.UsageIf(
            BeyondDrop is not null && IsAzure,
            $"{BeyondDrop} does not apply to --format {Format}: add other rules of the NSG with a higher priority instead.");
        Refuse(MaxRules is not null && !IsAws && !IsAzure, "--max-rules", "the formats for AWS security groups and Azure NSGs");
        Refuse(OnOverflow is not null && !IsAws && !IsAzure, "--on-overflow", "the formats for AWS security groups and Azure NSGs");
        Refuse(WafScope is not null && !IsWaf, "--waf-scope", "aws-waf-cli, aws-waf-cloudformation and aws-waf-terraform");
        Refuse(SplitHeadroom is not null && !IsAws, "--split-headroom", "the formats for AWS security groups");
        CliException.UsageIf(
            SplitHeadroom is not null && OnOverflow != FirewallRules.OnOverflow.Split, "--split-headroom requires --on-overflow split.");
        Refuse(PrefixListSize is not null && !IsAws, "--prefix-list-size", "the formats for AWS security groups");
        CliException.UsageIf(
            PrefixListSize is not null && OnOverflow != FirewallRules.OnOverflow.PrefixList, "--prefix-list-size requires --on-overflow prefix-list.");
        Refuse(FullNsg && !IsAzure, "--full-nsg", "azure-arm, azure-bicep and azure-terraform");
        CliException.UsageIf(
            FullNsg && Format == "azure-cli",
            "--full-nsg does not apply to azure-cli, which changes single rules of an existing NSG: use azure-arm, azure-bicep or azure-terraform.");
        CliException.UsageIf(
            IsAzure && OnOverflow == FirewallRules.OnOverflow.Split,
            "Azure cannot split rules over several NSGs, because a subnet and a network interface have one each: use --on-overflow fail or "
                + "summarize.");
        CliException.UsageIf(
            IsAzure && OnOverflow == FirewallRules.OnOverflow.PrefixList,
                "Azure NSGs cannot refer to prefix lists: use --on-overflow fail or summarize.");
        CliException.UsageIf(
            Format is ("aws-json" or "aws-cli-json" or "aws-tfvars") && OnOverflow == FirewallRules.OnOverflow.PrefixList,
            $"{Format} cannot create prefix lists: use aws-cli, aws-cloudformation or aws-terraform.");
        CliException.UsageIf(
            Format == "aws-cli-json" && OnOverflow is (FirewallRules.OnOverflow.Split or FirewallRules.OnOverflow.Summarize),
            "aws-cli-json supports only --on-overflow fail: it is for one group, and has no place to list added addresses. Use aws-json, aws-cli, "
                + "aws-cloudformation or aws-terraform.");
    }

    private void CheckAzureOptions()
    {
        Refuse(NsgName is not null && !IsAzure, "--nsg-name", "the formats for an Azure NSG");
        Refuse(FirstPriority is not null && !IsAzure, "--first-priority", "the formats for an Azure NSG");
        Refuse(!LocalAddresses.IsEmpty && !IsAzure, "--local-address", "the formats for an Azure NSG");
        Refuse(LocalSecurityGroup is not null && !IsAzure, "--local-asg", "the formats for an Azure NSG");
        CliException.UsageIf(
            !LocalAddresses.IsEmpty && LocalSecurityGroup is not null,
            "--local-address and --local-asg exclude each other: Azure accepts either in a rule.");
        CheckAzureName(NsgName, "--nsg-name");
        CheckAzureName(LocalSecurityGroup, "--local-asg");
    }

    private static void CheckAzureName(string? name, string option)
        => CliException.UsageIf(
            name is not null && !IsAzureName(name),
            $"{option}: '{name}' is not a name: write 1 to 80 letters, digits, '_', '.' and '-', starting with a letter or digit, not ending "
                + "with '.' or '-'.");

    private static bool IsAzureName(string name)
        => name.Length is >= 1 and <= 80 && char.IsAsciiLetterOrDigit(name[0]) && name[^1] is not ('.' or '-')
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-');

    private void CheckListOptions()
    {
        Refuse(AllowEmpty && !IsList, "--allow-empty", "lines, json and csv");
        CliException.UsageIf(Remove && IsList, $"--remove does not apply to --format {Format}: a list is not applied to a firewall.");
        CliException.UsageIf(HasNamePrefix && IsList, $"--name-prefix does not apply to --format {Format}: a list contains no names.");
    }

    // A table or file of one family does not have rules of the other.
    private void CheckAllowedFamilies()
    {
        var table = IsNftables && Table is not null ? NftablesTable.Parse(Table).Family : null;
        IpFamily? only = (Format, table) switch
        {
            ("iptables-restore", _) or (_, "ip") => IpFamily.IPv4,
            ("ip6tables-restore", _) or (_, "ip6") => IpFamily.IPv6,
            _ => null,
        };
        if (only is not { } family || Remove || DefaultDeny is null)
        {
            return;
        }

        var lost = DefaultDeny.Allow?.Rules.FirstOrDefault(rule => !rule.Remote.Has(family)) is { } rule ? $"--{rule.Labels[0]}"
            : !DefaultDeny.DnsServers.IsEmpty && !FirewallRules.Remote.Of(DefaultDeny.DnsServers).Has(family) ? "--dns-server"
            : null;
        CliException.UsageIf(
            lost is not null,
            $"{lost} has no effect: it has no {family} addresses, and {(table is null ? $"--format {Format}" : $"--table {Table}")} is for {family}.");
    }

    private void CheckNames()
    {
        CliException.UsageIf(
            !IsPrefix(NamePrefix) || (IsAws && NamePrefix.StartsWith("sg-", StringComparison.Ordinal)),
            $"--name-prefix: '{NamePrefix}' is not a name prefix: write 1 to 16 lower-case letters, digits and hyphens, a letter first"
            + (IsAws ? ", not starting with 'sg-'." : IsNftables ? ". Hyphens become underscores." : "."));
        CliException.UsageIf(
            Format == "firewalld" && NamePrefix.Length > FirewalldOptions.MaxPrefixLength,
            $"--name-prefix: '{NamePrefix}' is too long for firewalld, whose policies have short names: write at most "
                + $"{FirewalldOptions.MaxPrefixLength} characters.");
        _ = Table is null ? null : TableArgument.Read(Table);
        CliException.UsageIf(
            Mode == "table" && Table is null && !NftablesTable.TryParse($"inet/{Underscored}", out _),
            $"--name-prefix: '{Underscored}' is a keyword of nftables and cannot be the name of the table: write another prefix, or set the "
                + "table with --table.");
        CheckTable();
    }

    private void CheckTable()
    {
        if (Mode != "table" || SharedTable || Remove || !NftablesForeignTables.Contains(NftablesTable.Parse(Table ?? $"inet/{Underscored}")))
        {
            return;
        }

        throw CliException.Usage(Table is null
            ? $"--name-prefix: --mode table would use the table inet/{Underscored}, which distributions or other programs use: write another prefix, "
                + "or add --shared-table if that is intended."
            : $"--table: --mode table would add base chains to {Table}, which distributions or other programs use. Leave out --table to use the "
                + $"table {OwnTable}, or add --shared-table if that is intended.");
    }

    private void Refuse(bool wrong, string option, string formats)
        => CliException.UsageIf(wrong, $"{option} does not apply to --format {Format}: it applies to {formats}.");

    private static bool IsPrefix(string text)
        => text.Length is >= 1 and <= 16 && char.IsAsciiLetterLower(text[0])
            && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    /// <summary>What is to be installed on a Linux host.</summary>
    public InstallPlan ToInstallPlan(IReadOnlyList<Direction> directions, InstallCommand command)
    {
        var nftables = NftablesOptions();
        return new InstallPlan(Format, nftables.Mode, nftables.EffectiveTable, NamePrefix, directions, DefaultDeny?.Forward == true, command);
    }

    private NftablesEmitter Nftables() => new(NftablesOptions());

    private NftablesOptions NftablesOptions() => new()
    {
        Output = Format == "nftables-json" ? NftablesOutput.Json : NftablesOutput.Script,
        Mode = Mode switch
        {
            null or "include" => NftablesMode.Include,
            "table" => NftablesMode.Table,
            _ => NftablesMode.Sets,
        },
        Table = Table is null ? null : NftablesTable.Parse(Table),
        AllowSharedTable = SharedTable,
        Priority = Priority ?? 0,
        NamePrefix = Underscored,
        DefaultDeny = Remove ? null : DefaultDeny,
        Remove = Remove,
    };

    private PlainListEmitter List() => new(new PlainListOptions
    {
        Output = Format switch { "json" => PlainListOutput.Json, "csv" => PlainListOutput.Csv, _ => PlainListOutput.Lines },
        AllowEmpty = AllowEmpty,
    });

    private IpsetEmitter Ipset() => new(IpsetOptions());

    private IpsetOptions IpsetOptions() => new()
    {
        SetsOnly = Mode == "sets",
        JumpPosition = JumpPosition ?? 1,
        DefaultDeny = DefaultDeny,
        Remove = Remove,
        NamePrefix = NamePrefix,
    };

    private IptablesEmitter Iptables() => new(IptablesOptions());

    private IptablesOptions IptablesOptions()
    {
        var defaults = new IptablesOptions();
        return defaults with
        {
            Output = Format switch
            {
                "iptables" => IptablesOutput.Script,
                "iptables-restore" => IptablesOutput.RestoreIPv4,
                "ip6tables-restore" => IptablesOutput.RestoreIPv6,
                _ => throw new InvalidOperationException($"The format {Format} has no emitter."),
            },
            NamePrefix = NamePrefix,
            IpsetThreshold = IpsetThreshold ?? defaults.IpsetThreshold,
            JumpPosition = JumpPosition ?? defaults.JumpPosition,
            DefaultDeny = DefaultDeny,
            Remove = Remove,
        };
    }

    private FirewalldEmitter Firewalld()
    {
        var defaults = new FirewalldOptions();
        return new(defaults with { NamePrefix = NamePrefix, Priority = Priority ?? defaults.Priority, DefaultDeny = DefaultDeny, Remove = Remove });
    }

    private UfwEmitter Ufw() => new(new UfwOptions { NamePrefix = NamePrefix, Remove = Remove });

    private WindowsFirewallEmitter Windows() => new(WindowsOptions());

    private WindowsFirewallOptions WindowsOptions()
    {
        var defaults = new WindowsFirewallOptions();
        return defaults with
        {
            Output = Format == "netsh" ? WindowsFirewallOutput.Netsh : WindowsFirewallOutput.PowerShell,
            NamePrefix = NamePrefix,
            Group = NamePrefix == defaults.NamePrefix ? defaults.Group : $"FirewallRules {NamePrefix}",
            AddressesPerRule = AddressesPerRule ?? defaults.AddressesPerRule,
            Remove = Remove,
        };
    }

    private AwsSecurityGroupEmitter Aws() => new(AwsOptions());

    private AwsSecurityGroupOptions AwsOptions()
    {
        var defaults = new AwsSecurityGroupOptions();
        return defaults with
        {
            Output = Format switch
            {
                "aws-json" => AwsSecurityGroupOutput.Json,
                "aws-cli-json" => AwsSecurityGroupOutput.CliInput,
                "aws-cloudformation" => AwsSecurityGroupOutput.CloudFormation,
                "aws-terraform" => AwsSecurityGroupOutput.Terraform,
                "aws-tfvars" => AwsSecurityGroupOutput.TerraformVariables,
                _ => AwsSecurityGroupOutput.Cli,
            },
            NamePrefix = NamePrefix,
            MaxRules = MaxRules ?? defaults.MaxRules,
            OnOverflow = OnOverflow ?? defaults.OnOverflow,
            SplitHeadroom = SplitHeadroom ?? defaults.SplitHeadroom,
            PrefixListSize = PrefixListSize,
        };
    }
}

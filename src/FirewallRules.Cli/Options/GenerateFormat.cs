namespace FirewallRules.Cli.Options;

/// <summary>The values of <see cref="FormatOptions"/>, and the checks that they fit the format and each other.</summary>
internal sealed record GenerateFormat(string Format)
{
    private const string Linux = "iptables, ipset, nftables";

    public string? Mode { get; init; }

    public string? Table { get; init; }

    public DefaultDeny? DefaultDeny { get; init; }

    public bool Remove { get; init; }

    public int? IpsetThreshold { get; init; }

    public int? MaxRules { get; init; }

    public OnOverflow? OnOverflow { get; init; }

    public int? PrefixListHeadroom { get; init; }

    public int? AddressesPerRule { get; init; }

    public bool FullNsg { get; init; }

    public string? NsgName { get; init; }

    public int? FirstPriority { get; init; }

    public AddressSet LocalAddresses { get; init; } = AddressSet.Empty;

    public string? LocalSecurityGroup { get; init; }

    public required string NamePrefix { get; init; }

    private string Underscored => NamePrefix.Replace('-', '_');

    private bool IsNftables => Format.StartsWith("nftables", StringComparison.Ordinal);

    private bool IsAws => Format.StartsWith("aws-", StringComparison.Ordinal);

    private bool IsIpGroups => Format.StartsWith("azure-ip-groups-", StringComparison.Ordinal);

    private bool IsAzure => Format.StartsWith("azure-", StringComparison.Ordinal) && !IsIpGroups;

    private bool IsWindows => Format is "windows" or "netsh";

    /// <exception cref="CliException">An option does not apply to the format, or its value is invalid.</exception>
    public IRuleEmitter ToEmitter()
    {
        CheckHostFirewallOptions();
        CheckCloudOptions();
        CheckAzureOptions();
        CheckNames();
        return IsNftables ? Nftables()
            : IsAws ? Aws()
            : IsAzure ? Azure()
            : IsIpGroups ? IpGroups()
            : IsWindows ? Windows()
            : Format == "ipset" ? Ipset()
            : Iptables();
    }

    private void CheckHostFirewallOptions()
    {
        CliException.UsageIf(
            Mode is not null && !IsNftables && (Format != "ipset" || Mode != "sets"),
            $"--mode {Mode} does not apply to --format {Format}: --mode applies to nftables and nftables-json, and --mode sets also to ipset.");
        Refuse(Table is not null && !IsNftables, "--table", "nftables and nftables-json");
        Refuse(IpsetThreshold is not null && Format != "iptables", "--ipset-threshold", "iptables");
        CliException.UsageIf(
            Remove && (IsAws || IsAzure || IsIpGroups),
            $"--remove does not apply to --format {Format}: it applies to the formats of host firewalls. The scripts of aws-cli and "
                + "azure-cli take --remove when they are run.");
        CliException.UsageIf(
            DefaultDeny is not null && (IsAws || IsWindows || IsIpGroups),
            $"--default-deny does not apply to --format {Format}: it applies to {Linux} and azure. The header of the output says how to block "
                + "all other traffic.");
        CliException.UsageIf(
            DefaultDeny is not null && IsNftables && Mode != "table",
            "--default-deny requires --mode table: the default policy of an existing chain is not changed.");
        CliException.UsageIf(DefaultDeny is not null && Mode == "sets", "--default-deny needs rules, and --mode sets writes sets only.");
        Refuse(AddressesPerRule is not null && !IsWindows && !IsAzure, "--addresses-per-rule", "windows, netsh and the azure formats");
    }

    private void CheckCloudOptions()
    {
        CliException.UsageIf(
            DefaultDeny is { AllowDns: true } or { AllowDhcp: true } or { Action: DenyAction.Reject } && IsAzure,
            "The azure formats support --default-deny only with --deny-with drop, and without --allow-dns and --allow-dhcp.");
        Refuse(MaxRules is not null && !IsAws && !IsAzure, "--max-rules", "the aws and azure formats");
        Refuse(OnOverflow is not null && !IsAws && !IsAzure, "--on-overflow", "the aws and azure formats");
        Refuse(PrefixListHeadroom is not null && !IsAws, "--prefix-list-headroom", "the aws formats");
        CliException.UsageIf(
            PrefixListHeadroom is not null && OnOverflow != FirewallRules.OnOverflow.PrefixList,
            "--prefix-list-headroom requires --on-overflow prefix-list.");
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
            Format == "aws-json" && OnOverflow == FirewallRules.OnOverflow.PrefixList,
            "aws-json cannot create prefix lists: use aws-cli, aws-cloudformation or aws-terraform.");
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

    private void CheckNames()
    {
        CliException.UsageIf(
            !IsPrefix(NamePrefix) || (IsAws && NamePrefix.StartsWith("sg-", StringComparison.Ordinal)),
            $"--name-prefix: '{NamePrefix}' is not a name prefix: write 1 to 16 lower-case letters, digits and hyphens, a letter first"
            + (IsAws ? ", not starting with 'sg-'." : IsNftables ? ". Hyphens become underscores." : "."));
        _ = Table is null ? null : TableArgument.Read(Table);
        CliException.UsageIf(
            Mode == "table" && Table is null && !NftablesTable.TryParse($"inet/{Underscored}", out _),
            $"--name-prefix: '{Underscored}' is a keyword of nftables and cannot be the name of the table: write another prefix, or set the "
                + "table with --table.");
    }

    private void Refuse(bool wrong, string option, string formats)
        => CliException.UsageIf(wrong, $"{option} does not apply to --format {Format}: it applies to {formats}.");

    private static bool IsPrefix(string text)
        => text.Length is >= 1 and <= 16 && char.IsAsciiLetterLower(text[0])
            && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private NftablesEmitter Nftables() => new(new NftablesOptions
    {
        Output = Format == "nftables-json" ? NftablesOutput.Json : NftablesOutput.Script,
        Mode = Mode switch
        {
            null or "include" => NftablesMode.Include,
            "table" => NftablesMode.Table,
            _ => NftablesMode.Sets,
        },
        Table = Table is not null ? NftablesTable.Parse(Table) : Mode == "table" ? NftablesTable.Parse($"inet/{Underscored}") : null,
        NamePrefix = Underscored,
        DefaultDeny = DefaultDeny,
        Remove = Remove,
    });

    private IpsetEmitter Ipset() => new(new IpsetOptions
    {
        SetsOnly = Mode == "sets",
        DefaultDeny = DefaultDeny,
        Remove = Remove,
        NamePrefix = NamePrefix,
    });

    private IptablesEmitter Iptables()
    {
        var defaults = new IptablesOptions();
        return new(defaults with
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
            DefaultDeny = DefaultDeny,
            Remove = Remove,
        });
    }

    private WindowsFirewallEmitter Windows()
    {
        var defaults = new WindowsFirewallOptions();
        return new(defaults with
        {
            Output = Format == "netsh" ? WindowsFirewallOutput.Netsh : WindowsFirewallOutput.PowerShell,
            NamePrefix = NamePrefix,
            Group = NamePrefix == defaults.NamePrefix ? defaults.Group : $"FirewallRules {NamePrefix}",
            AddressesPerRule = AddressesPerRule ?? defaults.AddressesPerRule,
            Remove = Remove,
        });
    }

    private AwsSecurityGroupEmitter Aws()
    {
        var defaults = new AwsSecurityGroupOptions();
        return new(defaults with
        {
            Output = Format switch
            {
                "aws-json" => AwsSecurityGroupOutput.Json,
                "aws-cloudformation" => AwsSecurityGroupOutput.CloudFormation,
                "aws-terraform" => AwsSecurityGroupOutput.Terraform,
                _ => AwsSecurityGroupOutput.Cli,
            },
            NamePrefix = NamePrefix,
            MaxRules = MaxRules ?? defaults.MaxRules,
            OnOverflow = OnOverflow ?? defaults.OnOverflow,
            PrefixListHeadroom = PrefixListHeadroom ?? defaults.PrefixListHeadroom,
        });
    }

    private AzureIpGroupEmitter IpGroups() => new(new AzureIpGroupOptions
    {
        Output = Format == "azure-ip-groups-bicep" ? AzureIpGroupOutput.Bicep : AzureIpGroupOutput.Arm,
        NamePrefix = NamePrefix,
    });

    private AzureNsgEmitter Azure()
    {
        var defaults = new AzureNsgOptions();
        return new(defaults with
        {
            Output = Format switch
            {
                "azure-bicep" => AzureNsgOutput.Bicep,
                "azure-cli" => AzureNsgOutput.Cli,
                "azure-terraform" => AzureNsgOutput.Terraform,
                _ => AzureNsgOutput.Arm,
            },
            NamePrefix = NamePrefix,
            MaxRules = MaxRules ?? defaults.MaxRules,
            OnOverflow = OnOverflow ?? defaults.OnOverflow,
            AddressesPerRule = AddressesPerRule ?? defaults.AddressesPerRule,
            FullNsg = FullNsg,
            NsgName = NsgName ?? defaults.NsgName,
            FirstPriority = FirstPriority ?? defaults.FirstPriority,
            LocalAddresses = LocalAddresses,
            LocalSecurityGroup = LocalSecurityGroup,
            DenyOtherTraffic = DefaultDeny is not null,
        });
    }
}

namespace FirewallRules.Cli.Options;

/// <summary>What <see cref="FormatOptions"/> were given, checked against each other.</summary>
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

    public bool Whole { get; init; }

    public required string NamePrefix { get; init; }

    private string Underscored => NamePrefix.Replace('-', '_');

    private bool IsNftables => Format.StartsWith("nftables", StringComparison.Ordinal);

    private bool IsAws => Format.StartsWith("aws-", StringComparison.Ordinal);

    private bool IsAzure => Format.StartsWith("azure-", StringComparison.Ordinal);

    private bool IsWindows => Format is "windows" or "netsh";

    /// <exception cref="CliException">An option does not go with the format, or its value is out of range.</exception>
    public IRuleEmitter ToEmitter()
    {
        Refuse(Mode is not null && !IsNftables && (Format != "ipset" || Mode != "sets"), "--mode goes with nftables, and 'sets' with ipset");
        Refuse(Table is not null && !IsNftables, "--table goes with nftables");
        Refuse(IpsetThreshold is not null && Format != "iptables", "--ipset-threshold goes with --format iptables");
        Refuse(Remove && (IsAws || IsAzure), "--remove goes with the host firewalls; the scripts of aws-cli and azure-cli take --remove when they are run");
        Refuse(DefaultDeny is not null && (IsAws || IsWindows), $"--default-deny goes with {Linux} and azure; the header says how to close the rest elsewhere");
        Refuse(DefaultDeny is { AllowDns: true } or { AllowDhcp: true } or { Action: DenyAction.Reject } && IsAzure, "azure knows only --default-deny --deny-with drop, without --allow-dns and --allow-dhcp");
        Refuse((MaxRules is not null || OnOverflow is not null) && !IsAws && !IsAzure, "--max-rules and --on-overflow go with aws and azure");
        Refuse(PrefixListHeadroom is not null && !IsAws, "--prefix-list-headroom goes with aws");
        Refuse(AddressesPerRule is not null && !IsWindows && !IsAzure, "--addresses-per-rule goes with windows, netsh and azure");
        Refuse(Whole && !IsAzure, "--whole goes with azure");
        Refuse(NamePrefix.Contains('_'), "--name-prefix takes hyphens; where a format has none, they become underscores");
        try
        {
            return IsNftables ? Nftables() : IsAws ? Aws() : IsAzure ? Azure() : IsWindows ? Windows() : Format == "ipset" ? Ipset() : Iptables();
        }
        catch (ArgumentException e)
        {
            throw CliException.Usage(e);
        }
        catch (FormatException e)
        {
            throw CliException.Usage(e.Message);
        }
    }

    private NftablesEmitter Nftables() => new(new NftablesOptions
    {
        Format = Format == "nftables-json" ? NftablesFormat.Json : NftablesFormat.Script,
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
                _ => throw CliException.Usage($"There is no format '{Format}'."),
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
                "aws-cloudformation" => AwsSecurityGroupOutput.CloudFormationJson,
                "aws-cloudformation-yaml" => AwsSecurityGroupOutput.CloudFormationYaml,
                "aws-terraform" => AwsSecurityGroupOutput.Terraform,
                _ => AwsSecurityGroupOutput.Cli,
            },
            NamePrefix = NamePrefix,
            MaxRules = MaxRules ?? defaults.MaxRules,
            OnOverflow = OnOverflow ?? defaults.OnOverflow,
            PrefixListHeadroom = PrefixListHeadroom ?? defaults.PrefixListHeadroom,
        });
    }

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
            Whole = Whole,
            CloseRest = DefaultDeny is not null,
        });
    }

    private static void Refuse(bool wrong, string message)
    {
        if (wrong)
        {
            throw CliException.Usage(message + ".");
        }
    }
}

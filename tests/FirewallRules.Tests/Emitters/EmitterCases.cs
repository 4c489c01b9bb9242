namespace FirewallRules.Tests.Emitters;

/// <summary>Every emitter with every option that changes the shape of its output.</summary>
internal static class EmitterCases
{
    private static readonly DefaultDeny Deny = new() { AllowDhcp = true, AllowDns = true };
    private static readonly RuleSet Office = RuleSet.Of(Rule.Ingress(Sets.Of("192.0.2.0/28"), Protocol.Tcp, 22, "office"));
    private static readonly DefaultDeny Drop = new() { Action = DenyAction.Drop, LogsPerMinute = 0 };

    /// <summary>Those that are shown in the gallery.</summary>
    public static IReadOnlyList<EmitterCase> Gallery { get; } =
    [
        .. BuiltInEmitters.All.Where(emitter => emitter is not AwsSecurityGroupEmitter and not AwsWafEmitter and not AzureIpGroupEmitter)
            .Select(emitter => new EmitterCase(emitter.Name, ExtensionOf(emitter), emitter)),
        Iptables("iptables-deny", new() { DefaultDeny = Deny }),
        Iptables("iptables-remove", new() { Remove = true }),
        Iptables("iptables-restore-remove", new() { Remove = true, Output = IptablesOutput.RestoreIPv4 }),
        Iptables("ip6tables-restore-deny", new() { DefaultDeny = Drop, Output = IptablesOutput.RestoreIPv6 }),
        Iptables("iptables-restore-deny-forward", new() { DefaultDeny = Deny with { Forward = true, Allow = Office }, Output = IptablesOutput.RestoreIPv4 }),
        Ipset("ipset-sets", new() { SetsOnly = true }),
        Ipset("ipset-remove", new() { Remove = true }),
        Nftables("nftables-table", new() { Mode = NftablesMode.Table }),
        Nftables("nftables-table-deny", new() { Mode = NftablesMode.Table, DefaultDeny = Deny }),
        Nftables("nftables-table-deny-forward", new() { Mode = NftablesMode.Table, DefaultDeny = Deny with { Forward = true } }),
        Nftables("nftables-sets", new() { Mode = NftablesMode.Sets }),
        Nftables("nftables-remove", new() { Remove = true }),
        Nftables("nftables-table-remove", new() { Mode = NftablesMode.Table, Remove = true }),
        Nftables("nftables-given-table-remove", new() { Mode = NftablesMode.Table, Table = NftablesTable.Parse("inet/office"), Remove = true }),
        Nftables("nftables-sets-remove", new() { Mode = NftablesMode.Sets, Remove = true }),
        Nftables("nftables-json-table-deny", new() { Mode = NftablesMode.Table, DefaultDeny = Deny, Output = NftablesOutput.Json }),
        Nftables("nftables-json-remove", new() { Remove = true, Output = NftablesOutput.Json }),
        Firewalld("firewalld-deny", new() { DefaultDeny = Deny }),
        Firewalld("firewalld-remove", new() { Remove = true }),
        Ufw("ufw-remove", new() { Remove = true }),
        .. AwsCases.Gallery,
        Azure("azure-arm-whole-deny", new() { FullNsg = true, DenyOtherTraffic = true }),
        Azure("azure-arm-deny", new() { DenyOtherTraffic = true }),
        Azure("azure-bicep-whole", new() { FullNsg = true, Output = AzureNsgOutput.Bicep }),
        Azure("azure-bicep-deny", new() { DenyOtherTraffic = true, Output = AzureNsgOutput.Bicep }),
        Azure("azure-cli-deny", new() { DenyOtherTraffic = true, Output = AzureNsgOutput.Cli }),
        Azure("azure-terraform-whole", new() { FullNsg = true, Output = AzureNsgOutput.Terraform }),
        Azure("azure-terraform-deny", new() { DenyOtherTraffic = true, Output = AzureNsgOutput.Terraform }),
        Windows("windows-remove", new() { Remove = true }),
        Windows("netsh-remove", new() { Remove = true, Output = WindowsFirewallOutput.Netsh }),
    ];

    /// <summary>All of them, for laws.</summary>
    public static IReadOnlyList<EmitterCase> All { get; } =
    [
        .. Gallery,
        Iptables("iptables-always-sets", new() { IpsetThreshold = 0 }),
        Iptables("iptables-never-sets", new() { IpsetThreshold = int.MaxValue, DefaultDeny = Drop }),
        Iptables("iptables-longest-prefix", new() { NamePrefix = "abcdefghijklmno-", IpsetThreshold = 0 }),
        Ipset("ipset-deny", new() { DefaultDeny = Deny, NamePrefix = "p" }),
        Ipset("ipset-sets-remove", new() { SetsOnly = true, Remove = true }),
        Nftables("nftables-table-drop", new() { Mode = NftablesMode.Table, DefaultDeny = Drop, NamePrefix = "abcdefghijklmno_" }),
        Nftables("nftables-json-table", new() { Mode = NftablesMode.Table, Output = NftablesOutput.Json }),
        Nftables("nftables-table-priority", new() { Mode = NftablesMode.Table, Priority = -10, Table = NftablesTable.Parse("inet/office") }),
        Nftables("nftables-json-table-priority", new() { Mode = NftablesMode.Table, Priority = 400, Output = NftablesOutput.Json }),
        Nftables(
            "nftables-json-table-deny-forward",
            new() { Mode = NftablesMode.Table, DefaultDeny = Drop with { Forward = true }, Output = NftablesOutput.Json }),
        Nftables("nftables-json-sets", new() { Mode = NftablesMode.Sets, Output = NftablesOutput.Json }),
        Nftables("nftables-named", new() { Table = NftablesTable.Parse("inet/my_table"), NamePrefix = "x" }),
        Firewalld("firewalld-longest-prefix", new() { NamePrefix = "abcdefghijkl-", Priority = -1 }),
        Firewalld("firewalld-deny-drop", new() { DefaultDeny = Drop }),
        Ufw("ufw-longest-prefix", new() { NamePrefix = "abcdefghijklmno-" }),
        .. AwsCases.More,
        .. Enum.GetValues<AzureNsgOutput>().Select(output => Azure(
            $"azure-chunks-{output.ToString().ToLowerInvariant()}",
            new() { Output = output, AddressesPerRule = 7, FirstPriority = 100, NamePrefix = "abcdefghijklmno-", NsgName = "My_nsg.1" })),
        Azure("azure-arm-whole", new() { FullNsg = true }),
        Azure("azure-bicep-whole-deny", new() { FullNsg = true, DenyOtherTraffic = true, Output = AzureNsgOutput.Bicep }),
        Azure("azure-terraform-whole-deny", new() { FullNsg = true, DenyOtherTraffic = true, Output = AzureNsgOutput.Terraform }),
        Windows("windows-small", new() { AddressesPerRule = 1, NamePrefix = "abcdefghijklmno-", Group = "x" }),
        Windows("windows-large", new() { AddressesPerRule = 1000 }),
        Windows("netsh-small", new() { AddressesPerRule = 7, Group = "Our.own_group - 2", Output = WindowsFirewallOutput.Netsh }),
    ];

    /// <summary>Those that allow something when they are loaded.</summary>
    public static IEnumerable<EmitterCase> Allowing
        => All.Where(one => !one.Name.Contains("remove", StringComparison.Ordinal) && !SetsAlone.Contains(one.Name));

    private static readonly HashSet<string> SetsAlone = new(StringComparer.Ordinal) { "ipset-sets", "nftables-sets", "nftables-json-sets", "lines" };

    private static EmitterCase Iptables(string name, IptablesOptions options) => Case(name, new IptablesEmitter(options));

    private static EmitterCase Ipset(string name, IpsetOptions options) => Case(name, new IpsetEmitter(options));

    private static EmitterCase Nftables(string name, NftablesOptions options) => Case(name, new NftablesEmitter(options));

    private static EmitterCase Firewalld(string name, FirewalldOptions options) => Case(name, new FirewalldEmitter(options));

    private static EmitterCase Ufw(string name, UfwOptions options) => Case(name, new UfwEmitter(options));

    private static EmitterCase Windows(string name, WindowsFirewallOptions options) => Case(name, new WindowsFirewallEmitter(options));

    private static EmitterCase Case(string name, IRuleEmitter emitter) => new(name, ExtensionOf(emitter), emitter);

    private static EmitterCase Azure(string name, AzureNsgOptions options)
    {
        var emitter = new AzureNsgEmitter(options);
        return new(name, ExtensionOf(emitter), emitter);
    }

    private static string ExtensionOf(IRuleEmitter emitter) => emitter.Name switch
    {
        "nftables" => ".nft",
        "nftables-json" or "azure-arm" => ".json",
        "azure-bicep" => ".bicep",
        "azure-terraform" => ".tf",
        "iptables" or "ipset" or "firewalld" or "ufw" or "azure-cli" => ".sh",
        "windows" => ".ps1",
        "json" => ".json",
        "csv" => ".csv",
        "netsh" or "lines" => ".txt",
        _ => ".rules",
    };
}

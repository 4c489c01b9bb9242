using FirewallRules.Cli.Applying;

namespace FirewallRules.Cli.Options;

/// <content>The firewall of this host.</content>
internal sealed partial record GenerateFormat
{
    /// <summary>The formats that can be applied.</summary>
    public static IReadOnlyList<string> ApplyFormats { get; } = ["nftables", "iptables", "ipset"];

    /// <summary>The firewall of this host that the format is for.</summary>
    /// <exception cref="CliException">The format is not one that can be applied.</exception>
    public HostFirewall ToHostFirewall() => Format switch
    {
        "nftables" => new NftablesFirewall(this, NftablesOptions()),
        "iptables" => new IptablesFirewall(this, IptablesOptions()),
        "ipset" => IptablesFirewall.Of(this, IpsetOptions()),
        "firewalld" => throw CliException.Usage(
            "--format firewalld cannot be applied, because what firewalld does cannot be read back and compared with the rules: run the script that "
                + "'fwrules generate --format firewalld' writes."),
        _ => throw CliException.Usage($"--format {Format} cannot be applied: the formats are {string.Join(", ", ApplyFormats)}."),
    };
}

namespace FirewallRules.Cli.Live;

/// <summary>The commands that print the live state of each format.</summary>
internal static class LiveCommands
{
    private const string Xtables =
        """
        iptables-save >iptables.txt
        ip6tables-save >ip6tables.txt
        ipset save >ipset.txt
        """;

    private const string Nftables =
        """
        nft -j list ruleset >ruleset.json
        nft list ruleset >ruleset.txt
        """;

    /// <summary>The commands, each on lines of its own. Those of Linux are all needed where both firewalls are in use.</summary>
    /// <param name="format">The format.</param>
    /// <exception cref="CliException">The live state of the format cannot be read.</exception>
    public static string For(string format)
    {
        CliException.UsageIf(
            !GenerateFormat.LiveFormats.Contains(format, StringComparer.Ordinal),
            $"--live-command does not apply to --format {format}: it applies to {string.Join(", ", GenerateFormat.LiveFormats)}.");
        return format switch
        {
            "nftables" or "nftables-json" => $"{Nftables}\n{Xtables}\n",
            "windows" or "netsh" => WindowsFirewallState.Command + "\n",
            _ when format.StartsWith("aws-", StringComparison.Ordinal) => AwsSecurityGroupState.Script,
            _ when format.StartsWith("azure-", StringComparison.Ordinal) => "az network nsg show --resource-group RESOURCE-GROUP --name NSG --output json\n",
            _ => $"{Xtables}\n{Nftables}\n",
        };
    }
}

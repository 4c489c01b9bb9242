using FirewallRules.Tests.Emitters.Azure;

namespace FirewallRules.Tests.Emitters.Readers;

/// <summary>Reads an output of any emitter back.</summary>
internal static class OutputReader
{
    public static Allowed Read(string emitter, string output) => emitter switch
    {
        "nftables" => NftScriptReader.Read(output),
        "nftables-json" => NftJsonReader.Read(output),
        "iptables" or "ipset" => ShellScriptReader.Read(output),
        "iptables-restore" => Restore(output, IpFamily.IPv4),
        "ip6tables-restore" => Restore(output, IpFamily.IPv6),
        "firewalld" => FirewalldReader.Read(output),
        "ufw" => UfwReader.Read(output),
        "azure-arm" => AzureSecurityRules.ToAllowed(AzureArmReader.Read(output)),
        "azure-bicep" => AzureSecurityRules.ToAllowed(AzureBicepReader.Read(output)),
        "azure-cli" => AzureSecurityRules.ToAllowed(AzureCliReader.Read(output)),
        "azure-terraform" => AzureSecurityRules.ToAllowed(AzureTerraformReader.Read(output)),
        "windows" => PowerShellReader.Read(output),
        "netsh" => Netsh(output),
        "json" => PlainListReader.Json(output),
        "csv" => PlainListReader.Csv(output),
        _ when emitter.StartsWith("aws-", StringComparison.Ordinal) => AwsReader.Allowed(AwsReader.Read(emitter, output)),
        _ => throw new ArgumentOutOfRangeException(nameof(emitter), emitter, "There is no reader for this format yet: write one."),
    };

    private static Allowed Netsh(string output)
    {
        var store = new NetshStore();
        store.Run(output);
        return store.Allowed();
    }

    private static Allowed Restore(string output, IpFamily family)
        => RestoreReader.Read(
            [.. output.TrimEnd('\n').Split('\n').Where(line => !line.StartsWith('#'))],
            family,
            new Dictionary<string, AddressSet>(StringComparer.Ordinal));
}

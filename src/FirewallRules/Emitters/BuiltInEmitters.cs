namespace FirewallRules;

/// <summary>The emitters of this library, each with its default options.</summary>
public static class BuiltInEmitters
{
    /// <summary>All of them, in the order in which the documentation lists them.</summary>
    public static IReadOnlyList<IRuleEmitter> All { get; } =
    [
        new IptablesEmitter(),
        new IptablesEmitter(new IptablesOptions { Output = IptablesOutput.RestoreIPv4 }),
        new IptablesEmitter(new IptablesOptions { Output = IptablesOutput.RestoreIPv6 }),
        new IpsetEmitter(),
        new NftablesEmitter(),
        new NftablesEmitter(new NftablesOptions { Output = NftablesOutput.Json }),
        new FirewalldEmitter(),
        new UfwEmitter(),
        new AwsSecurityGroupEmitter(),
        new AwsSecurityGroupEmitter(new AwsSecurityGroupOptions { Output = AwsSecurityGroupOutput.Json }),
        new AwsSecurityGroupEmitter(new AwsSecurityGroupOptions { Output = AwsSecurityGroupOutput.CliInput }),
        new AwsSecurityGroupEmitter(new AwsSecurityGroupOptions { Output = AwsSecurityGroupOutput.CloudFormation }),
        new AwsSecurityGroupEmitter(new AwsSecurityGroupOptions { Output = AwsSecurityGroupOutput.Terraform }),
        new AwsSecurityGroupEmitter(new AwsSecurityGroupOptions { Output = AwsSecurityGroupOutput.TerraformVariables }),
        new AwsWafEmitter(),
        new AwsWafEmitter(new AwsWafOptions { Output = AwsWafOutput.CloudFormation }),
        new AwsWafEmitter(new AwsWafOptions { Output = AwsWafOutput.Terraform }),
        new WindowsFirewallEmitter(),
        new WindowsFirewallEmitter(new WindowsFirewallOptions { Output = WindowsFirewallOutput.Netsh }),
        new AzureNsgEmitter(),
        new AzureNsgEmitter(new AzureNsgOptions { Output = AzureNsgOutput.Bicep }),
        new AzureNsgEmitter(new AzureNsgOptions { Output = AzureNsgOutput.Cli }),
        new AzureNsgEmitter(new AzureNsgOptions { Output = AzureNsgOutput.Terraform }),
        new AzureIpGroupEmitter(),
        new AzureIpGroupEmitter(new AzureIpGroupOptions { Output = AzureIpGroupOutput.Bicep }),
        new PlainListEmitter(),
        new PlainListEmitter(new PlainListOptions { Output = PlainListOutput.Json }),
        new PlainListEmitter(new PlainListOptions { Output = PlainListOutput.Csv }),
    ];
}

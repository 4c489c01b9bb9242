namespace FirewallRules.Cli.Options;

/// <content>The emitters for AWS WAF and Azure.</content>
internal sealed partial record GenerateFormat
{
    private AwsWafEmitter Waf() => new(new AwsWafOptions
    {
        Output = Format switch
        {
            "aws-waf-cloudformation" => AwsWafOutput.CloudFormation,
            "aws-waf-terraform" => AwsWafOutput.Terraform,
            _ => AwsWafOutput.Cli,
        },
        Scope = WafScope ?? AwsWafScope.Regional,
        NamePrefix = NamePrefix,
    });

    private AzureIpGroupEmitter IpGroups() => new(new AzureIpGroupOptions
    {
        Output = Format == "azure-ip-groups-bicep" ? AzureIpGroupOutput.Bicep : AzureIpGroupOutput.Arm,
        NamePrefix = NamePrefix,
    });

    private AzureNsgEmitter Azure() => new(AzureOptions());

    private AzureNsgOptions AzureOptions()
    {
        var defaults = new AzureNsgOptions();
        return defaults with
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
        };
    }
}

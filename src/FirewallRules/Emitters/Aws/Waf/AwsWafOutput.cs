namespace FirewallRules;

/// <summary>The output for IP sets of AWS WAF. <c>default</c> is <see cref="Cli"/>.</summary>
public enum AwsWafOutput
{
    /// <summary>A POSIX shell script for the AWS CLI that creates, updates and deletes the IP sets.</summary>
    Cli = 0,

    /// <summary>A CloudFormation template (JSON).</summary>
    CloudFormation = 1,

    /// <summary>Terraform configuration for the provider hashicorp/aws, version 5 or later.</summary>
    Terraform = 2,
}

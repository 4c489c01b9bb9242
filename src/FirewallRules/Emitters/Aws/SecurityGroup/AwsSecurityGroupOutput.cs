namespace FirewallRules;

/// <summary>The output for a security group. <c>default</c> is <see cref="Cli"/>.</summary>
public enum AwsSecurityGroupOutput
{
    /// <summary>A POSIX shell script for the AWS CLI that updates the rules of the group whose id it is given.</summary>
    Cli = 0,

    /// <summary>
    /// The permissions as JSON. For rules of one direction it is the array for <c>--ip-permissions file://…</c>. For rules of both, or with
    /// <see cref="OnOverflow.Split"/> or <see cref="OnOverflow.Summarize"/>, it is an object with <c>comment</c> and the arrays <c>egress</c> and
    /// <c>ingress</c>; for several groups these are in the array <c>groups</c>.
    /// </summary>
    Json = 1,

    /// <summary>A CloudFormation template (JSON).</summary>
    CloudFormation = 2,

    /// <summary>Terraform configuration for the provider hashicorp/aws, version 5 or later.</summary>
    Terraform = 3,
}

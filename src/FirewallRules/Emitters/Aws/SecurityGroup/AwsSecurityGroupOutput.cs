namespace FirewallRules;

/// <summary>What is written for a security group. <c>default</c> is <see cref="Cli"/>.</summary>
public enum AwsSecurityGroupOutput
{
    /// <summary>A POSIX shell script around the aws command, which takes the group's id and brings its rules up to date.</summary>
    Cli = 0,

    /// <summary>
    /// The permissions as JSON. For rules of one direction it is the array that <c>--ip-permissions file://…</c> takes; for both, or where
    /// <see cref="OnOverflow"/> is <see cref="OnOverflow.Split"/> or <see cref="OnOverflow.Summarize"/>, an object with <c>comment</c> and
    /// the arrays <c>egress</c> and <c>ingress</c>, which stand in <c>groups</c> where there are several groups.
    /// </summary>
    Json = 1,

    /// <summary>A CloudFormation template in JSON.</summary>
    CloudFormationJson = 2,

    /// <summary>A CloudFormation template in YAML.</summary>
    CloudFormationYaml = 3,

    /// <summary>Terraform for the provider hashicorp/aws, version 5 or later.</summary>
    Terraform = 4,
}

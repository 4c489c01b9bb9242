namespace FirewallRules;

/// <summary>The output for a security group. <c>default</c> is <see cref="Cli"/>.</summary>
public enum AwsSecurityGroupOutput
{
    /// <summary>A POSIX shell script for the AWS CLI that updates the rules of the group whose id it is given.</summary>
    Cli = 0,

    /// <summary>
    /// The permissions as JSON: an object with <c>comment</c>, the header, and <c>groups</c>, an array with an object for each group. That has the
    /// arrays <c>egress</c> and <c>ingress</c>, each in the form of <c>IpPermissions</c>; a direction without rules is absent and is not to be changed.
    /// </summary>
    Json = 1,

    /// <summary>A CloudFormation template (JSON).</summary>
    CloudFormation = 2,

    /// <summary>Terraform configuration for the provider hashicorp/aws, version 5 or later.</summary>
    Terraform = 3,

    /// <summary>
    /// The input of one call of the AWS CLI: <c>aws ec2 authorize-security-group-egress --group-id ID --cli-input-json file://…</c>, or
    /// <c>-ingress</c>. It is an object with <c>IpPermissions</c>, for rules of one direction and one group that are not authorized yet.
    /// </summary>
    CliInput = 4,

    /// <summary>
    /// Values of Terraform variables (<c>*.auto.tfvars.json</c>), for modules of your own or the one in <c>deploy/terraform/aws-security-group</c>. The
    /// variable <c>PREFIX_rules</c> is a list of objects with <c>direction</c>, <c>protocol</c>, <c>from_port</c>, <c>to_port</c>, <c>family</c>,
    /// <c>group</c> (from 0), <c>description</c> and <c>prefixes</c>; <c>PREFIX_source</c> is the header.
    /// </summary>
    TerraformVariables = 5,
}

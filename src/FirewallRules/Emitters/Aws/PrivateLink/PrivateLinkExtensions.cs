using FirewallRules.Emitters;

namespace FirewallRules;

/// <summary>Writes what creates and checks the endpoints of a <see cref="PrivateLink"/>, and the settings of the Agent.</summary>
public static class PrivateLinkExtensions
{
    /// <summary>A CloudFormation template (JSON).</summary>
    /// <param name="link">The site and its services.</param>
    /// <param name="options">The options; <see cref="PrivateLinkOptions.VpcPrefixes"/> is required.</param>
    /// <exception cref="LimitExceededException">The prefixes or the resources exceed a limit of AWS.</exception>
    /// <exception cref="EmitterOptionsException">The options contradict each other, or CloudFormation does not support them.</exception>
    /// <example>
    /// <code>
    /// var link = PrivateLink.For(Site.Us1, PrivateLinkService.Metrics, PrivateLinkService.Traces);
    /// Console.Write(link.ToCloudFormation(new PrivateLinkOptions { VpcPrefixes = AddressSet.Parse("10.0.0.0/16") }));
    /// </code>
    /// </example>
    public static string ToCloudFormation(this PrivateLink link, PrivateLinkOptions options)
        => Write(link, options, static (plan, writer) => PrivateLinkTemplate.Of(plan).Write(writer, PrivateLinkUsage.Template(plan)));

    /// <summary>Terraform configuration for the provider hashicorp/aws, version 5 or later; 5.100 or later across regions.</summary>
    /// <param name="link">The site and its services.</param>
    /// <param name="options">The options; <see cref="PrivateLinkOptions.VpcPrefixes"/> is required.</param>
    /// <exception cref="LimitExceededException">The prefixes exceed the rules of a security group.</exception>
    /// <exception cref="EmitterOptionsException">The options contradict each other.</exception>
    /// <example>
    /// <code>
    /// var options = new PrivateLinkOptions { VpcPrefixes = AddressSet.Parse("10.0.0.0/16"), Topology = PrivateLinkTopology.CrossRegion };
    /// Console.Write(PrivateLink.ForAll(Site.Ap1).ToTerraform(options));
    /// </code>
    /// </example>
    public static string ToTerraform(this PrivateLink link, PrivateLinkOptions options)
        => Write(link, options, static (plan, writer) => new PrivateLinkTerraformWriter(writer, plan).Write());

    /// <summary>
    /// A POSIX shell script for the AWS CLI that takes the VPC and its subnets as arguments. It can be run repeatedly; <c>--remove</c> removes
    /// what it created.
    /// </summary>
    /// <example>
    /// <code>
    /// var options = new PrivateLinkOptions { VpcPrefixes = AddressSet.Parse("10.0.0.0/16") };
    /// Console.Write(PrivateLink.For(Site.Us1, PrivateLinkService.LogsAgent).ToAwsCli(options));
    /// </code>
    /// </example>
    /// <inheritdoc cref="ToTerraform" />
    public static string ToAwsCli(this PrivateLink link, PrivateLinkOptions options)
        => Write(link, options, static (plan, writer) => new PrivateLinkScriptWriter(writer, plan).Write());

    /// <summary>A POSIX shell script that checks the endpoint services and the host names with the AWS CLI and dig.</summary>
    /// <remarks><see cref="PrivateLinkOptions.VpcPrefixes"/> must be those of the VPC that contains the endpoints.</remarks>
    /// <example>
    /// <code>
    /// var options = new PrivateLinkOptions { VpcPrefixes = AddressSet.Parse("10.0.0.0/16") };
    /// Console.Write(PrivateLink.For(Site.Us1, PrivateLinkService.LogsAgent).ToVerifyScript(options));
    /// </code>
    /// </example>
    /// <inheritdoc cref="ToTerraform" />
    public static string ToVerifyScript(this PrivateLink link, PrivateLinkOptions options)
        => Write(link, options, static (plan, writer) => new PrivateLinkVerifyWriter(writer, plan).Write());

    /// <summary>The settings of the Agent for its <c>datadog.yaml</c>; only comments if it needs none.</summary>
    /// <param name="link">The site and its services.</param>
    /// <param name="options">The options; <see langword="null"/> for the defaults.</param>
    /// <example>
    /// <code>
    /// var options = new PrivateLinkOptions { AgentVersion = new Version(7, 18) };
    /// Console.Write(PrivateLink.For(Site.Us1, PrivateLinkService.LogsAgent).ToDatadogYaml(options));
    /// </code>
    /// </example>
    public static string ToDatadogYaml(this PrivateLink link, PrivateLinkOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(link);
        return PrivateLinkAgentSettings.Yaml(link, options ?? new PrivateLinkOptions());
    }

    /// <summary>The settings of the Agent as environment variables, one per line; only comments if it needs none.</summary>
    /// <param name="link">The site and its services.</param>
    /// <param name="options">The options; <see langword="null"/> for the defaults.</param>
    /// <example>
    /// <code>
    /// Console.Write(PrivateLink.For(Site.Us1, PrivateLinkService.LogsAgent).ToEnvironment());
    /// </code>
    /// </example>
    public static string ToEnvironment(this PrivateLink link, PrivateLinkOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(link);
        return PrivateLinkAgentSettings.Environment(link, options ?? new PrivateLinkOptions());
    }

    private static string Write(PrivateLink link, PrivateLinkOptions options, Action<PrivateLinkPlan, TextWriter> write)
    {
        ArgumentNullException.ThrowIfNull(link);
        ArgumentNullException.ThrowIfNull(options);
        var plan = PrivateLinkPlan.Of(link, options);
        using var writer = new StringWriter();
        write(plan, writer);
        return writer.ToString();
    }
}

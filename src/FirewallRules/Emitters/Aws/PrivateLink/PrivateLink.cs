using FirewallRules.Catalogs;
using FirewallRules.Emitters;

namespace FirewallRules;

/// <summary>The way to services of a Datadog site over AWS PrivateLink: which endpoints it takes, and all that makes and checks them.</summary>
/// <remarks>Immutable. Several services can share one endpoint, which is then made once.</remarks>
public sealed class PrivateLink
{
    private PrivateLink(Site site, IReadOnlyList<PrivateLinkService> services)
    {
        (Site, Services) = (site, services);
        (Region, var endpoints) = PrivateLinkCatalog.Sites[site];
        Endpoints = [.. endpoints.Where(endpoint => endpoint.Services.Any(services.Contains))];
    }

    /// <summary>The sites that offer it.</summary>
    public static IReadOnlyList<Site> Sites { get; } = [.. Site.Known.Where(PrivateLinkCatalog.Sites.ContainsKey)];

    /// <summary>The site.</summary>
    public Site Site { get; }

    /// <summary>The AWS region in which the site offers its endpoint services, such as <c>us-east-1</c>.</summary>
    public string Region { get; }

    /// <summary>The services, each once, in the order of <see cref="PrivateLinkService.Known"/>.</summary>
    public IReadOnlyList<PrivateLinkService> Services { get; }

    /// <summary>The endpoints that those services take, each once, in the vendor's order.</summary>
    public IReadOnlyList<PrivateLinkEndpoint> Endpoints { get; }

    /// <summary>The way to services of a site.</summary>
    /// <exception cref="NotSupportedException">The site does not offer PrivateLink; the message says what it has instead.</exception>
    /// <exception cref="ArgumentException">No service is given, or the site does not offer one of them; the message says where it is offered.</exception>
    public static PrivateLink For(Site site, params PrivateLinkService[] services)
    {
        ArgumentNullException.ThrowIfNull(services);
        var offered = Offered(site);
        if (services.Length == 0)
        {
            throw new ArgumentException("Give at least one service.", nameof(services));
        }

        return services.FirstOrDefault(service => !offered.Contains(service)) is { } missing
            ? throw new ArgumentException(
                $"Site {site} offers no '{missing}' over PrivateLink; it is there on {string.Join(", ", Sites.Where(other => Offered(other).Contains(missing)))}.", nameof(services))
            : new PrivateLink(site, [.. PrivateLinkService.Known.Where(services.Contains)]);
    }

    /// <summary>The way to all services that a site offers.</summary>
    /// <inheritdoc cref="Offered" path="/exception" />
    public static PrivateLink ForAll(Site site) => new(site, Offered(site));

    /// <summary>The services that a site offers.</summary>
    /// <exception cref="NotSupportedException">The site does not offer PrivateLink; the message says what it has instead.</exception>
    public static IReadOnlyList<PrivateLinkService> Offered(Site site)
    {
        ArgumentNullException.ThrowIfNull(site);
        if (!PrivateLinkCatalog.Sites.TryGetValue(site, out var known))
        {
            var instead = AlternativeOf(site) is { } alternative ? $"It has {alternative} instead" : "It has nothing of the kind";
            throw new NotSupportedException($"Site {site} does not offer AWS PrivateLink. {instead}; {string.Join(", ", Sites)} offer it.");
        }

        var offered = known.Endpoints.SelectMany(endpoint => endpoint.Services).ToHashSet();
        return [.. PrivateLinkService.Known.Where(offered.Contains)];
    }

    /// <summary>What a site without PrivateLink has instead, such as <c>Azure Private Link (westus2)</c>; <see langword="null"/> where nothing is known.</summary>
    public static string? AlternativeOf(Site site)
    {
        ArgumentNullException.ThrowIfNull(site);
        return PrivateLinkCatalog.Alternatives.GetValueOrDefault(site);
    }

    /// <summary>A CloudFormation template in JSON.</summary>
    /// <exception cref="ArgumentException"><see cref="PrivateLinkOptions.VpcPrefixes"/> is empty, or VPCs of Agents are given and the topology is not peering.</exception>
    /// <exception cref="LimitExceededException">There are more prefixes or resources than AWS takes.</exception>
    /// <exception cref="InvalidOperationException">CloudFormation cannot authorize VPCs of other accounts.</exception>
    public string ToCloudFormation(PrivateLinkOptions options) => Written(options, static (plan, writer) => PrivateLinkTemplate.Of(plan).WriteJson(writer, PrivateLinkUsage.Template(plan)));

    /// <summary>A CloudFormation template in YAML.</summary>
    /// <inheritdoc cref="ToCloudFormation" path="/exception" />
    public string ToCloudFormationYaml(PrivateLinkOptions options)
        => Written(options, static (plan, writer) => PrivateLinkTemplate.Of(plan).WriteYaml(writer, PrivateLinkUsage.Template(plan)));

    /// <summary>A Terraform module for the provider hashicorp/aws, version 5 or later, and 5.100 across regions.</summary>
    /// <exception cref="ArgumentException"><see cref="PrivateLinkOptions.VpcPrefixes"/> is empty, or VPCs of Agents are given and the topology is not peering.</exception>
    /// <exception cref="LimitExceededException">There are more prefixes than AWS takes.</exception>
    public string ToTerraform(PrivateLinkOptions options) => Written(options, static (plan, writer) => new PrivateLinkTerraformWriter(writer, plan).Write());

    /// <summary>A POSIX shell script around the aws command, which takes the VPC and its subnets and can be run again; <c>--remove</c> undoes it.</summary>
    /// <inheritdoc cref="ToTerraform" path="/exception" />
    public string ToAwsCli(PrivateLinkOptions options) => Written(options, static (plan, writer) => new PrivateLinkScriptWriter(writer, plan).Write());

    /// <summary>A POSIX shell script that checks with the aws and dig commands that the endpoint services and the names are as they should be.</summary>
    /// <remarks>The prefixes of the options are here those of the VPC that holds the endpoints.</remarks>
    /// <inheritdoc cref="ToTerraform" path="/exception" />
    public string ToVerifyScript(PrivateLinkOptions options) => Written(options, static (plan, writer) => new PrivateLinkVerifyWriter(writer, plan).Write());

    /// <summary>What the Agent needs in its <c>datadog.yaml</c>; comments alone where it needs nothing.</summary>
    public string ToDatadogYaml(PrivateLinkOptions? options = null) => PrivateLinkAgentSettings.Yaml(this, options ?? new PrivateLinkOptions());

    /// <summary>What the Agent needs in its environment, one variable a line; comments alone where it needs nothing.</summary>
    public string ToEnvironment(PrivateLinkOptions? options = null) => PrivateLinkAgentSettings.Environment(this, options ?? new PrivateLinkOptions());

    /// <summary>The site and the services, such as <c>us1: metrics, traces</c>.</summary>
    public override string ToString() => $"{Site}: {string.Join(", ", Services)}";

    private string Written(PrivateLinkOptions options, Action<PrivateLinkPlan, TextWriter> write)
    {
        ArgumentNullException.ThrowIfNull(options);
        var plan = PrivateLinkPlan.Of(this, options);
        using var writer = new StringWriter();
        write(plan, writer);
        return writer.ToString();
    }
}

namespace FirewallRules.Emitters;

/// <summary>The settings of the Agent. Source: the PrivateLink guide of Datadog's documentation.</summary>
internal static class PrivateLinkAgentSettings
{
    // The first versions of both lines that send logs over HTTPS by themselves.
    private static readonly Version Agent6 = new(6, 19);
    private static readonly Version Agent7 = new(7, 19);

    private enum Need
    {
        No,
        Unknown,
        Yes,
    }

    public static string Yaml(PrivateLink link, PrivateLinkOptions options) => Write(link, options, ["logs_config:", "  force_use_http: true"]);

    public static string Environment(PrivateLink link, PrivateLinkOptions options) => Write(link, options, ["DD_LOGS_CONFIG_FORCE_USE_HTTP=true"]);

    private static string Write(PrivateLink link, PrivateLinkOptions options, string[] setting)
    {
        using var writer = new StringWriter();
        writer.Line($"# Written by FirewallRules {OutputHeader.ToolVersion}.");
        writer.Line($"# Settings of the Datadog Agent behind AWS PrivateLink to {OutputText.Comment(link.ToString())}");
        writer.Line("# The Lambda extension needs none. Where it takes its API key from AWS Secrets Manager (DD_API_KEY_SECRET_ARN),");
        writer.Line("# its VPC needs an endpoint for Secrets Manager too.");
        writer.Line("# Restart the Agent once the endpoints are available.");
        writer.Line("#");
        var need = Needed(link, options);
        writer.Line("# " + Explain(need, link, options));
        foreach (var line in need == Need.No ? [] : setting)
        {
            writer.Line(need == Need.Unknown ? "# " + line : line);
        }

        return writer.ToString();
    }

    private static string Explain(Need need, PrivateLink link, PrivateLinkOptions options) => need switch
    {
        Need.Yes when options.Topology == PrivateLinkTopology.Peering => "With VPC peering the Agent is told to send logs over HTTPS, the only way through PrivateLink:",
        Need.Yes => "An Agent older than 6.19 or 7.19 is told to send logs over HTTPS, the only way through PrivateLink:",
        Need.Unknown => "Uncomment this for an Agent older than 6.19 or 7.19; later ones send logs over HTTPS by themselves, the only way through PrivateLink:",
        _ when !link.Services.Contains(PrivateLinkService.LogsAgent) => "It needs no setting: logs-agent is not among the services.",
        _ => "It needs no setting: from 6.19 and 7.19 on the Agent sends logs over HTTPS by itself.",
    };

    private static Need Needed(PrivateLink link, PrivateLinkOptions options)
    {
        if (!link.Services.Contains(PrivateLinkService.LogsAgent))
        {
            return Need.No;
        }

        return options switch
        {
            { Topology: PrivateLinkTopology.Peering } => Need.Yes,
            { AgentVersion: null } => Need.Unknown,
            { AgentVersion: var version } => version < Agent6 || (version.Major == Agent7.Major && version < Agent7) ? Need.Yes : Need.No,
        };
    }
}

namespace FirewallRules.Emitters;

/// <summary>The settings of the Agent. Source: the PrivateLink guide of Datadog's documentation.</summary>
internal static class PrivateLinkAgentSettings
{
    // The first versions that send logs over HTTPS by default.
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
        var need = Needed(link, options);
        string[] header =
        [
            $"Written by FirewallRules {OutputHeader.ToolVersion}.",
            $"Settings of the Datadog Agent for AWS PrivateLink to {OutputText.Comment(link.ToString())}",
            "The Lambda extension needs no settings. If it reads its API key from AWS Secrets Manager (DD_API_KEY_SECRET_ARN),",
            "its VPC needs an endpoint for Secrets Manager too.",
            "Restart the Agent when the endpoints are available.",
            "",
            Explain(need, link, options),
        ];
        writer.WriteComments(header, "#");
        foreach (var line in need == Need.No ? [] : setting)
        {
            writer.Line(need == Need.Unknown ? "# " + line : line);
        }

        return writer.ToString();
    }

    private static string Explain(Need need, PrivateLink link, PrivateLinkOptions options) => need switch
    {
        Need.Yes when options.Topology == PrivateLinkTopology.Peering
            => "With VPC peering, configure the Agent to send logs over HTTPS, which PrivateLink requires:",
        Need.Yes => "Agents before 6.19 and 7.19 must be configured to send logs over HTTPS, which PrivateLink requires:",
        Need.Unknown
            => "Uncomment this for Agents before 6.19 and 7.19. Later ones send logs over HTTPS by default, which PrivateLink requires:",
        _ when !link.Services.Contains(PrivateLinkService.LogsAgent) => "No settings are needed: logs-agent is not one of the services.",
        _ => "No settings are needed: the Agent sends logs over HTTPS by default from 6.19 and 7.19.",
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

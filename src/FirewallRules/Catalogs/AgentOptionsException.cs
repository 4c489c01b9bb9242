namespace FirewallRules;

/// <summary><see cref="AgentOptions"/> request something that the version of the Agent or the site does not have.</summary>
public sealed class AgentOptionsException : ArgumentException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="error">What does not fit.</param>
    /// <param name="version">The version of the Agent.</param>
    /// <param name="service">The service.</param>
    /// <param name="site">The site of the document; <see langword="null"/> when unknown.</param>
    /// <param name="port">The documented port of the service, where that matters.</param>
    public AgentOptionsException(AgentOptionsError error, AgentVersion version, AgentService service, Site? site = null, int? port = null)
        : base(Describe(error, version, service, site, port), "options")
        => (Error, Version, Service, Site, Port) = (error, version, service, site, port);

    /// <summary>What does not fit.</summary>
    public AgentOptionsError Error { get; }

    /// <summary>The version of the Agent.</summary>
    public AgentVersion Version { get; }

    /// <summary>The service.</summary>
    public AgentService Service { get; }

    /// <summary>The site of the document; <see langword="null"/> when unknown.</summary>
    public Site? Site { get; }

    /// <summary>The documented port for <see cref="AgentOptionsError.PortNotConfigurable"/>; <see langword="null"/> otherwise.</summary>
    public int? Port { get; }

    private static string Describe(AgentOptionsError error, AgentVersion version, AgentService service, Site? site, int? port)
    {
        ArgumentNullException.ThrowIfNull(version);
        ArgumentNullException.ThrowIfNull(service);
        return error switch
        {
            AgentOptionsError.NoLogs => $"AgentOptions.LogsOverTcp is true, but Agent {version} does not send logs.",
            AgentOptionsError.SiteUnknown
                => "AgentOptions.LogsOverTcp is true, but its port differs by site, which is unknown: read the document with IpRangesReadOptions.Site.",
            AgentOptionsError.NoLogsOverTcp => $"AgentOptions.LogsOverTcp is true, but site {site?.Name} has no TCP intake for logs.",
            AgentOptionsError.ServiceNotAvailable => $"Agent {version} does not have the service '{service}'. Leave it null in AgentOptions.",
            AgentOptionsError.NotInbound => $"Agent {version} does not have an inbound service '{service}'; its inbound services are {Inbound(version)}.",
            AgentOptionsError.PortNotConfigurable
                => $"The port of '{service}' is {port} in Agent {version}; no setting to change it is documented.",
            _ => $"AgentOptions.Services lists '{service}' more than once. Combine the remote addresses in one entry.",
        };
    }

    private static string Inbound(AgentVersion version)
        => string.Join(", ", version.Ports.Where(port => port.Service.Direction == Direction.Ingress).Select(port => port.Service).Distinct());
}

namespace FirewallRules;

/// <summary>Why <see cref="AgentOptions"/> do not fit a version of the Agent or a site.</summary>
public enum AgentOptionsError
{
    /// <summary>Logs over TCP are required, but this version of the Agent does not send logs.</summary>
    NoLogs,

    /// <summary>Logs over TCP are required, but their port differs by site, and the site of the document is unknown.</summary>
    SiteUnknown,

    /// <summary>Logs over TCP are required, but the site has no TCP intake.</summary>
    NoLogsOverTcp,

    /// <summary>This version of the Agent does not have the outbound service.</summary>
    ServiceNotAvailable,

    /// <summary>This version of the Agent does not have the inbound service.</summary>
    NotInbound,

    /// <summary>The port of the service is documented as fixed for this version.</summary>
    PortNotConfigurable,

    /// <summary>The service is listed more than once.</summary>
    DuplicateService,
}

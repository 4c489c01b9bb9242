using FirewallRules.Catalogs;

namespace FirewallRules.Rules;

/// <summary>Makes rules from the rows of the Agent's port catalog.</summary>
internal sealed class AgentRules
{
    private readonly AgentVersion _version;
    private readonly IpRangesDocument _document;
    private readonly AgentOptions _options;
    private readonly List<string> _missing = [];

    private AgentRules(AgentVersion version, IpRangesDocument document, AgentOptions options)
        => (_version, _document, _options) = (version, document, options);

    /// <summary>The rules, and the labels of sections that the document does not have.</summary>
    public static (IReadOnlyList<Rule> Rules, IReadOnlyList<string> Missing) Of(AgentVersion version, IpRangesDocument document, AgentOptions options)
    {
        var rules = new AgentRules(version, document, options);
        rules.Check(options);
        return ([.. rules.Outbound(), .. rules.Local(), .. rules.Opened()], rules._missing);
    }

    private IEnumerable<AgentPort> Ports => _version.Ports.Where(port => port.Site is null || port.Site == _document.Site);

    private IEnumerable<AgentPort> Inbound => Ports.Where(port => port.Service.Direction == Direction.Ingress);

    private void Check(AgentOptions options)
    {
        if (options.LogsOverTcp == true && Ports.All(port => port.Service != AgentService.LogsOverTcp))
        {
            throw Refuse(
                _version == AgentVersion.V5 ? AgentOptionsError.NoLogs
                    : _document.Site is null ? AgentOptionsError.SiteUnknown
                    : AgentOptionsError.NoLogsOverTcp,
                AgentService.LogsOverTcp);
        }

        foreach (var (service, given) in new[]
        {
            (AgentService.Kubelet, options.Kubelet is not null),
            (AgentService.Autoscaling, options.Autoscaling is not null),
            (AgentService.RemoteConfigurationTest, options.RemoteConfigurationTest is not null),
        })
        {
            if (given && Ports.All(port => port.Service != service))
            {
                throw Refuse(AgentOptionsError.ServiceNotAvailable, service);
            }
        }

        for (var i = 0; i < options.Services.Count; i++)
        {
            _ = options.Services[i] ?? throw new ArgumentException($"AgentOptions.Services[{i}] is null.", nameof(options));
        }

        foreach (var selection in options.Services)
        {
            Check(options, selection);
        }
    }

    private void Check(AgentOptions options, AgentServiceSelection selection)
    {
        var port = Inbound.FirstOrDefault(port => port.Service == selection.Service)
            ?? throw Refuse(AgentOptionsError.NotInbound, selection.Service);
        if (selection.Port is not null && selection.Port != port.Port && port.Setting is null)
        {
            throw Refuse(AgentOptionsError.PortNotConfigurable, selection.Service, port.Port);
        }

        if (options.Services.Count(other => other.Service == selection.Service) > 1)
        {
            throw Refuse(AgentOptionsError.DuplicateService, selection.Service);
        }
    }

    private AgentOptionsException Refuse(AgentOptionsError error, AgentService service, int? port = null)
        => new(error, _version, service, _document.Site, port);

    private IEnumerable<Rule> Outbound()
    {
        foreach (var port in Ports.Where(port => port.Service.Direction == Direction.Egress))
        {
            if (port.Remote == AgentRemote.Datadog)
            {
                foreach (var rule in IsWanted(port) ? ToDatadog(port) : [])
                {
                    yield return rule;
                }
            }
            else if (Remote(port.Service) is { } remote)
            {
                yield return Make(port.Service, port.Port, remote, [port.Service.Name]);
            }
        }
    }

    private bool IsWanted(AgentPort port)
        => port.Service == AgentService.LogsOverTcp ? _options.LogsOverTcp ?? port.IsOnByDefault : port.IsOnByDefault;

    private Remote? Remote(AgentService service)
        => service == AgentService.Ntp ? _options.NtpServers
            : service == AgentService.Kubelet ? _options.Kubelet is { } node ? FirewallRules.Remote.Of(node) : null
            : service == AgentService.Autoscaling ? _options.Autoscaling
            : _options.RemoteConfigurationTest;

    private IEnumerable<Rule> ToDatadog(AgentPort port)
    {
        foreach (var section in port.Sections)
        {
            if (_document.TryGetSection(section, out var found) || !AgentCatalog.AddedLater.Contains(section))
            {
                found ??= _document[section];
                yield return new Rule(
                    Direction.Egress, port.Service.Protocol, [port.Port], found.Addresses, [section.Name], [_document.Provenance], [_version.Catalog]);
            }
            else
            {
                _missing.Add($"{section} (the document has no such section)");
            }
        }
    }

    // One rule per protocol: they apply to the same addresses, and the labels list the services.
    private IEnumerable<Rule> Local()
        => from port in Inbound
           where _options.LocalServices && port.IsOnByDefault && _options.Services.All(selection => selection.Service != port.Service)
           group port by port.Service.Protocol into protocol
           select new Rule(
               Direction.Ingress,
               protocol.Key,
               protocol.Select(port => (PortRange)port.Port),
               AgentCatalog.Loopback,
               protocol.Select(port => port.Service.Name),
               [],
               [_version.Catalog]);

    private IEnumerable<Rule> Opened()
        => from selection in _options.Services
           let port = selection.Port ?? Inbound.First(port => port.Service == selection.Service).Port
           let loopback = FirewallRules.Remote.Of(AgentCatalog.Loopback)
           select Make(selection.Service, port, selection.Remote is null ? loopback : loopback.Union(selection.Remote), [selection.Service.Name]);

    private Rule Make(AgentService service, int port, Remote remote, IEnumerable<string> labels)
        => new(service.Direction, service.Protocol, [port], remote, labels, [], [_version.Catalog]);
}

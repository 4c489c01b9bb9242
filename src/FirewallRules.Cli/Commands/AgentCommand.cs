using System.CommandLine;

namespace FirewallRules.Cli.Commands;

/// <summary>Writes the rules for a host with the Datadog Agent.</summary>
internal sealed class AgentCommand
{
    public const string Name = "agent";

    public const string Examples =
        """
        fwrules agent v7 --format nftables
        fwrules agent v7 --format iptables --ntp-server 10.0.0.1,10.0.0.2 --open dogstatsd=10.0.0.0/8
        fwrules agent v7 --format nftables --mode table --default-deny --allow-dns --no-local
        fwrules agent v7 --format aws-terraform --document ip-ranges.json --site eu1 --no-ntp
        fwrules agent v6 --format ipset --kubelet 192.0.2.17 --no-logs-tcp
        fwrules agent v7 --format windows --open gui=local --open dogstatsd:9125=10.1.0.0/16,10.2.0.0/16
        """;

    private static readonly AddressSet LinkLocal = AddressSet.Parse("fe80::/10");

    private readonly Argument<string> _version = new("VERSION")
    {
        HelpName = "VERSION",
        Description = "The major version of the Agent: v7, v6 or v5 (also for v4).",
    };

    private readonly DocumentOptions _documents = new();
    private readonly AgentServiceOptions _services = new();

    private readonly Option<string[]> _ntpServers = Addresses(
        "--ntp-server", RemoteArgument.HelpName, "The NTP servers, 123/udp (default: any, because the Agent uses host names).");

    private readonly Option<bool> _noNtp = new("--no-ntp") { Description = "Write no rule for NTP." };

    private readonly Option<bool> _tcpLogs = new("--logs-tcp")
    {
        Description = "Also allow logs over TCP. Deprecated, and only for us1 (10516/tcp) and eu1 (443/tcp) (default: only for v6).",
    };

    private readonly Option<bool> _noTcpLogs = new("--no-logs-tcp") { Description = "Write no rule for logs over TCP." };

    private readonly Option<string[]> _kubelet = Addresses(
        "--kubelet",
        "CIDR,...",
        "v7, v6: the addresses of the node whose kubelet the Agent queries, 10250/tcp and 10255/tcp (default: no rule).");

    private readonly Option<string[]> _autoscaling = Addresses(
        "--autoscaling",
        RemoteArgument.HelpName,
        "v7: the destination for autoscaling on custom metrics, 8443/tcp (default: no rule, because it is undocumented).");

    private readonly Option<string[]> _configurationTest = Addresses(
        "--remote-configuration-test",
        RemoteArgument.HelpName,
        "v7: the destination for the test of Remote Configuration, 8042/tcp (default: no rule, because it is undocumented).");

    private readonly Terminal _terminal;
    private readonly RuleTask _task;

    private AgentCommand(Terminal terminal, RuleTask task) => (_terminal, _task) = (terminal, task);

    /// <param name="terminal">The standard streams.</param>
    /// <param name="task">What is done with the rules; null to write them.</param>
    public static Command Create(Terminal terminal, RuleTask? task = null)
    {
        task ??= new WriteRules(terminal);
        var verb = new AgentCommand(terminal, task);
        var command = new VerbCommand(Name,
            task.Describe("rules for a host with the Datadog Agent: its connections to Datadog and its own services. See 'fwrules ports agent'."),
            task.ExamplesFor(Examples));
        verb._version.CompletionSources.Add([.. AgentVersion.Known.Select(version => version.Key)]);
        command.Arguments.Add(verb._version);
        verb._task.AddFormatTo(command);
        verb._documents.AddTo(command);
        verb._services.AddTo(command);
        Option[] options =
        [
            verb._ntpServers, verb._noNtp, verb._tcpLogs, verb._noTcpLogs, verb._kubelet, verb._autoscaling, verb._configurationTest,
        ];
        foreach (var option in options)
        {
            command.Options.Add(option);
        }

        verb._task.AddTo(command);
        command.SetAction(verb.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        _task.Check(result);
        var version = ReadVersion(result.GetRequiredValue(_version));
        var options = ReadOptions(result, version);
        CheckServices(version, options);
        var document = _task.ReadRemove(result)
            ? await ReadForRemovalAsync(result, version, cancellationToken)
            : await _documents.ReadAsync(result, _terminal, onlySection: null, cancellationToken);
        CheckLogs(version, options, document);
        var rules = Make(version, document, options);
        if (!_task.ReadRemove(result))
        {
            NoticeRisks(version, options, document.Site);
        }

        var job = new RuleJob(rules, document.Site!)
        {
            WithoutInbound = "--no-local leaves out the inbound direction unless a service is opened",
            FromDocument = other => Make(version, other, options),
        };
        return await _task.RunAsync(result, job, cancellationToken);
    }

    private async Task<IpRangesDocument> ReadForRemovalAsync(ParseResult result, AgentVersion version, CancellationToken cancellationToken)
    {
        var (site, document) = await _documents.ReadForRemovalAsync(result, _terminal, onlySection: null, cancellationToken);
        var needed = version.Ports.SelectMany(port => port.Sections).Distinct().ToList();
        return document is not null && needed.TrueForAll(section => document.TryGetSection(section, out _))
            ? document
            : NamesOnly.Document(site, needed);
    }

    public static AgentVersion ReadVersion(string text)
        => AgentVersion.TryParse(text, out var version)
            ? version
            : throw CliException.Usage(Nearest.Describe("Agent version", text, AgentVersion.Known.Select(known => known.Key)));

    private AgentOptions ReadOptions(ParseResult result, AgentVersion version)
    {
        var ntp = ReadRemote(result, _ntpServers);
        CliException.UsageIf(ntp is not null && result.GetValue(_noNtp), "--ntp-server and --no-ntp exclude each other.");
        CliException.UsageIf(result.GetValue(_tcpLogs) && result.GetValue(_noTcpLogs), "--logs-tcp and --no-logs-tcp exclude each other.");
        return new AgentOptions
        {
            NtpServers = result.GetValue(_noNtp) ? null : ntp ?? Remote.Any,
            LogsOverTcp = result.GetValue(_tcpLogs) ? true : result.GetValue(_noTcpLogs) ? false : null,
            Kubelet = result.GetValue(_kubelet) is { Length: > 0 } node ? RemoteArgument.ReadAddresses("--kubelet", node) : null,
            Autoscaling = ReadRemote(result, _autoscaling),
            RemoteConfigurationTest = ReadRemote(result, _configurationTest),
            LocalServices = _services.ReadLocal(result),
            Services = _services.Read(result, version),
        };
    }

    private static Remote? ReadRemote(ParseResult result, Option<string[]> option)
        => result.GetValue(option) is { Length: > 0 } values ? RemoteArgument.Read(option.Name, values) : null;

    private static void CheckServices(AgentVersion version, AgentOptions options)
    {
        foreach (var (option, given, service) in new[]
        {
            ("--kubelet", options.Kubelet is not null, AgentService.Kubelet),
            ("--autoscaling", options.Autoscaling is not null, AgentService.Autoscaling),
            ("--remote-configuration-test", options.RemoteConfigurationTest is not null, AgentService.RemoteConfigurationTest),
        })
        {
            CliException.UsageIf(
                given && version.Ports.All(port => port.Service != service),
                $"{option} does not apply to Agent {version}, which has no such connection.");
        }
    }

    private static void CheckLogs(AgentVersion version, AgentOptions options, IpRangesDocument document)
        => CliException.UsageIf(
            options.LogsOverTcp == true
                && !version.Ports.Any(port => port.Service == AgentService.LogsOverTcp && (port.Site is null || port.Site == document.Site)),
            $"--logs-tcp: Agent {version} cannot send logs over TCP to site {document.Site}.");

    private static RuleSet Make(AgentVersion version, IpRangesDocument document, AgentOptions options)
    {
        try
        {
            return RuleSet.ForAgent(version, document, options);
        }
        catch (KeyNotFoundException e)
        {
            var missing = version.Ports.SelectMany(port => port.Sections).Distinct().Where(section => !document.TryGetSection(section, out _));
            throw CliException.Input($"The document ({document}) lacks sections that Agent {version} needs: {string.Join(", ", missing)}.", e);
        }
    }

    private void NoticeRisks(AgentVersion version, AgentOptions options, Site? site)
    {
        if (options.NtpServers is { IsAnyIPv4: true, IsAnyIPv6: true })
        {
            _terminal.Warn("ntp: any address is allowed on 123/udp, because the servers are host names; --ntp-server restricts it, "
                + "--no-ntp leaves it out");
        }

        if (version.Ports.Any(port => port.Service == AgentService.LogsOverTcp && port.Site == site && (options.LogsOverTcp ?? port.IsOnByDefault)))
        {
            _terminal.Notice("logs over TCP are deprecated; --no-logs-tcp leaves them out");
        }

        foreach (var port in version.Ports.Where(port => port.NonLocalSetting is not null
            && options.Services.Any(opened => opened.Service == port.Service && opened.Remote is not null)))
        {
            _terminal.Notice($"{port.Service}: the Agent accepts data from other hosts only if {port.NonLocalSetting} is true");
        }

        foreach (var port in version.Ports.Where(port => options.LocalServices
            && port.ListensOn.Overlaps(LinkLocal)
            && options.Services.All(opened => opened.Service != port.Service)))
        {
            _terminal.Notice($"{port.Service}: {port.ListensOn.Intersect(LinkLocal)} is left out, because it is a loopback address only on "
                + "macOS; elsewhere it is another host on the link");
        }
    }

    private static Option<string[]> Addresses(string name, string helpName, string description)
        => new(name) { HelpName = helpName, Description = description + " Can be repeated." };
}

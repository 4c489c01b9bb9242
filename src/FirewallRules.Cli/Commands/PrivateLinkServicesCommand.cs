using System.CommandLine;

namespace FirewallRules.Cli.Commands;

/// <summary>Lists what sites offer over AWS PrivateLink.</summary>
internal static class PrivateLinkServicesCommand
{
    public const string Name = "services";

    public const string Examples =
        """
        fwrules privatelink services
        fwrules privatelink services --site ap1 --json
        """;

    public static Command Create(Terminal terminal)
    {
        var site = PrivateLinkServiceOptions.NewSite();
        var json = new Option<bool>("--json") { Description = "Write JSON, including all host names and sources." };
        var command = new VerbCommand(Name, "List the services that a site offers over AWS PrivateLink, and their endpoints.", Examples);
        command.Options.Add(site);
        command.Options.Add(json);
        command.SetAction(result =>
        {
            Table.Write(
                terminal,
                result.GetValue(json) ? new TableJson<PrivateLinkServiceRow>(CliJsonContext.Default.PrivateLinkServiceRowArray) : null,
                ["SERVICE", "NAME", "HOST", "PRIVATE DNS NAME", "SERVICE NAME"],
                Rows(PrivateLinkServiceOptions.ReadSite(result, site)),
                row => [row.Service, row.Name, row.Host, row.PrivateDnsName, row.ServiceName]);
            return ExitCode.Ok;
        });
        return command;
    }

    private static PrivateLinkServiceRow[] Rows(Site site)
    {
        var link = PrivateLink.ForAll(site);
        return [.. from service in link.Services
                   let endpoint = link.Endpoints.Single(endpoint => endpoint.Services.Contains(service))
                   select new PrivateLinkServiceRow(
                       service.Key, service.Name, service.HostAt(site), endpoint.PrivateDnsName, endpoint.ServiceName, link.Region,
                           endpoint.HostNames, endpoint.Source)];
    }
}

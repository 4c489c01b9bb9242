using System.CommandLine;

namespace FirewallRules.Cli.Options;

/// <summary>The site and the services that are asked for.</summary>
internal sealed class PrivateLinkServiceOptions
{
    private readonly Argument<string[]> _services = new("SERVICE")
    {
        HelpName = "SERVICE",
        Arity = ArgumentArity.ZeroOrMore,
        Description = "Services of Datadog, such as metrics, traces, logs-agent; see 'fwrules privatelink services'.",
    };

    private readonly Option<bool> _all = new("--all") { Description = "All services that the site offers." };
    private readonly Option<string> _site = NewSite();

    public static Option<string> NewSite()
    {
        var site = new Option<string>("--site") { HelpName = "SITE", Description = "The Datadog site; see 'fwrules sites'.", DefaultValueFactory = _ => Site.Us1.Key };
        site.CompletionSources.Add([.. PrivateLink.Sites.Select(known => known.Key)]);
        return site;
    }

    public static Site ReadSite(ParseResult result, Option<string> option)
        => Site.TryParse(result.GetValue(option), out var site)
            ? site
            : throw CliException.Usage(Nearest.Describe("site", result.GetValue(option)!, Site.Known.Select(known => known.Key)));

    public void AddTo(Command command)
    {
        _services.CompletionSources.Add([.. PrivateLinkService.Known.Select(service => service.Key)]);
        command.Arguments.Add(_services);
        command.Options.Add(_all);
        command.Options.Add(_site);
    }

    public PrivateLink Read(ParseResult result)
    {
        var site = ReadSite(result, _site);
        var names = result.GetValue(_services) ?? [];
        if (result.GetValue(_all) == names.Length > 0)
        {
            throw CliException.Usage("Name services, or say --all; see 'fwrules privatelink services'.");
        }

        try
        {
            return names.Length == 0
                ? PrivateLink.ForAll(site)
                : PrivateLink.For(site, [.. names.Select(name => PrivateLinkService.TryParse(name, out var service) ? service : throw Unknown(name, site))]);
        }
        catch (ArgumentException e)
        {
            throw CliException.Usage(e);
        }
        catch (NotSupportedException e)
        {
            throw CliException.Usage(e.Message);
        }
    }

    private static CliException Unknown(string name, Site site)
        => CliException.Usage(Nearest.Describe("service", name, PrivateLink.Offered(site).Select(service => service.Key)));
}

using System.CommandLine;

namespace FirewallRules.Cli.Options;

/// <summary>The selected site and services.</summary>
internal sealed class PrivateLinkServiceOptions
{
    private readonly Argument<string[]> _services = new("SERVICE")
    {
        HelpName = "SERVICE",
        Arity = ArgumentArity.ZeroOrMore,
        Description = "Datadog services, such as metrics, traces or logs-agent; see 'fwrules privatelink services'.",
    };

    private readonly Option<bool> _all = new("--all") { Description = "Select all services that the site offers." };
    private readonly Option<string?> _site = NewSite();

    public static Option<string?> NewSite()
    {
        var site = new Option<string?>("--site") { HelpName = "SITE", Description = SiteOption.Describe("The Datadog site") };
        site.CompletionSources.Add([.. PrivateLink.Sites.Select(known => known.Key)]);
        return site;
    }

    /// <exception cref="CliException">There is no such site, or it does not offer AWS PrivateLink.</exception>
    public static Site ReadSite(ParseResult result, Option<string?> option)
    {
        var text = result.GetValue(option) ?? Site.Us1.Key;
        if (!Site.TryParse(text, out var site))
        {
            throw CliException.Usage(Nearest.Describe("site", text, Site.Known.Select(known => known.Key)));
        }

        return PrivateLink.Sites.Contains(site)
            ? site
            : throw CliException.Usage(
                $"Site {site} does not offer AWS PrivateLink{(PrivateLink.AlternativeOf(site) is { } other ? $"; it offers {other} instead" : "")}. "
                + $"Sites that offer it: {string.Join(", ", PrivateLink.Sites.Select(known => known.Key))}.");
    }

    public void AddTo(Command command)
    {
        _services.CompletionSources.Add([.. PrivateLinkService.Known.Select(service => service.Key)]);
        command.Arguments.Add(_services);
        command.Options.Add(_all);
        command.Options.Add(_site);
    }

    public bool IsGiven(ParseResult result) => result.GetValue(_services) is { Length: > 0 };

    /// <exception cref="CliException">There is no such service, or the site does not offer it.</exception>
    public PrivateLink Read(ParseResult result)
    {
        var site = ReadSite(result, _site);
        var names = result.GetValue(_services) ?? [];
        CliException.UsageIf(
            result.GetValue(_all) == names.Length > 0,
            "Give either services or --all; see 'fwrules privatelink services'.");
        return names.Length == 0 ? PrivateLink.ForAll(site) : PrivateLink.For(site, [.. names.Select(name => ReadService(name, site))]);
    }

    private static PrivateLinkService ReadService(string name, Site site)
    {
        var offered = PrivateLink.AvailableServices(site);
        if (!PrivateLinkService.TryParse(name, out var service))
        {
            var subcommands = new[] { PrivateLinkServicesCommand.Name, PrivateLinkVerifyCommand.Name, PrivateLinkRulesCommand.Name };
            throw CliException.Usage(Nearest.Describe("service", name, offered.Select(known => known.Key).Concat(subcommands)));
        }

        var elsewhere = PrivateLink.Sites.Where(other => PrivateLink.AvailableServices(other).Contains(service)).Select(other => other.Key);
        return offered.Contains(service)
            ? service
            : throw CliException.Usage($"Site {site} does not offer '{service}' over PrivateLink. Sites that offer it: "
                + $"{string.Join(", ", elsewhere)}.");
    }
}

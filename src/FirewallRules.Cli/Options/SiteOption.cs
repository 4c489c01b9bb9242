using System.CommandLine;

namespace FirewallRules.Cli.Options;

/// <summary>The option that selects the Datadog site.</summary>
internal sealed class SiteOption(string description)
{
    private readonly Option<string> _site = new("--site")
    {
        HelpName = "SITE",
        Description = description,
        DefaultValueFactory = _ => Site.Us1.Key,
    };

    public void AddTo(Command command)
    {
        _site.CompletionSources.Add([.. Site.Known.Select(site => site.Key)]);
        command.Options.Add(_site);
    }

    /// <exception cref="CliException">There is no such site.</exception>
    public Site Read(ParseResult result)
        => Site.TryParse(result.GetValue(_site), out var site)
            ? site
            : throw CliException.Usage(Nearest.Describe("site", result.GetValue(_site)!, Site.Known.Select(known => known.Key)));

    public bool IsGiven(ParseResult result) => result.GetResult(_site) is { Implicit: false };
}

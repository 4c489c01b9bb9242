using System.CommandLine;

namespace FirewallRules.Cli.Options;

/// <summary>The option that selects the Datadog site.</summary>
internal sealed class SiteOption(string what)
{
    private readonly Option<string?> _site = new("--site") { HelpName = "SITE", Description = Describe(what) };

    /// <summary>The help text: what the site is of, where the sites are listed, and the default.</summary>
    public static string Describe(string what) => $"{what}; see 'fwrules sites' (default: {Site.Us1}).";

    public void AddTo(Command command)
    {
        _site.CompletionSources.Add([.. Site.Known.Select(site => site.Key)]);
        command.Options.Add(_site);
    }

    /// <exception cref="CliException">There is no such site.</exception>
    public Site Read(ParseResult result)
        => result.GetValue(_site) is not { } text ? Site.Us1
            : Site.TryParse(text, out var site) ? site
            : throw CliException.Usage(Nearest.Describe("site", text, Site.Known.Select(known => known.Key)));

    public bool IsGiven(ParseResult result) => result.GetResult(_site) is { Implicit: false };
}

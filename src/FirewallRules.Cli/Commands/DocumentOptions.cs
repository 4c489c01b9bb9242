using System.CommandLine;
using FirewallRules.IpRanges;

namespace FirewallRules.Cli.Commands;

/// <summary>The options that say which document is used, and the reading of it.</summary>
internal sealed class DocumentOptions
{
    private readonly Option<string?> _document = new("--document")
    {
        HelpName = "FILE|-",
        Description = "The ip-ranges document to use instead of the embedded snapshot.",
    };

    private readonly Option<string> _site = new("--site")
    {
        HelpName = "SITE",
        Description = "The Datadog site that the document is of; see 'fwrules sites'.",
        DefaultValueFactory = _ => Site.Us1.Key,
    };

    public void AddTo(Command command)
    {
        _site.CompletionSources.Add([.. Site.Known.Select(site => site.Key)]);
        command.Options.Add(_document);
        command.Options.Add(_site);
    }

    /// <summary>Reads the document and names it on standard error.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="terminal">The standard streams.</param>
    /// <param name="onlySection">The section that a bare document holds, where only one can be meant.</param>
    public IpRangesDocument Read(ParseResult result, Terminal terminal, Section? onlySection = null)
    {
        if (!Site.TryParse(result.GetValue(_site), out var site))
        {
            throw CliException.Usage(Nearest.Describe("site", result.GetValue(_site)!, Site.Known.Select(known => known.Key)));
        }

        var path = result.GetValue(_document);
        if (path is null)
        {
            var snapshot = IpRangesSnapshot.Of(site);
            terminal.Notice($"using {snapshot}");
            return snapshot;
        }

        if (result.GetResult(_site) is null or { Implicit: true })
        {
            terminal.Notice($"--site is not given; the document is taken to be of {site}");
        }

        var name = InputFile.DisplayName(path);
        var bytes = InputFile.ReadAll(path, terminal, IpRangesDocument.MaxBytes);
        try
        {
            var options = new IpRangesReadOptions { Site = site, Origin = path == "-" ? name : Path.GetFileName(path), Section = onlySection };
            var document = IpRangesDocument.Parse(bytes, options);
            terminal.Notice($"using {document}");
            return document;
        }
        catch (IpRangesFormatException e)
        {
            throw CliException.Input($"{name}: {e.Message}", e);
        }
    }
}

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

    private readonly SiteOption _site = new("The Datadog site that the document is of; see 'fwrules sites'.");

    public void AddTo(Command command)
    {
        _document.CompletionSources.Add([.. DocumentArgument.Words]);
        command.Options.Add(_document);
        _site.AddTo(command);
    }

    /// <summary>Reads the document and names it on standard error.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="terminal">The standard streams.</param>
    /// <param name="onlySection">The section that a bare document holds, where only one can be meant.</param>
    public IpRangesDocument Read(ParseResult result, Terminal terminal, Section? onlySection = null)
    {
        var site = _site.Read(result);
        var text = result.GetValue(_document) ?? DocumentArgument.Embedded;
        if (DocumentArgument.NeedsSite(text) && !_site.IsGiven(result))
        {
            terminal.Notice($"--site is not given; the document is taken to be of {site}");
        }

        var document = DocumentArgument.Read(text, site, terminal, onlySection);
        terminal.Notice($"using {document}");
        return document;
    }
}

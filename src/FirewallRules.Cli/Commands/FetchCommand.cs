using System.CommandLine;

namespace FirewallRules.Cli.Commands;

/// <summary>Fetches a document and writes it as published.</summary>
internal sealed class FetchCommand
{
    public const string Name = "fetch";

    public const string Examples =
        """
        fwrules fetch --output ip-ranges.json
        fwrules fetch --site eu1 --section logs
        fwrules fetch --mirror https://mirror.example/datadog/{site}/ --site us3 --output us3.json
        fwrules fetch && fwrules diff embedded cache
        """;

    private readonly SiteOption _site = new("The Datadog site");
    private readonly Option<string?> _section = new("--section")
    {
        HelpName = "SECTION",
        Description = "Fetch only the document of this section, without caching it.",
    };

    private readonly OutputOption _output = new();
    private readonly GuardOptions _guard = new("Write the document", "Refuse the document if");
    private readonly ClientOptions _clients = new();
    private readonly Terminal _terminal;

    private FetchCommand(Terminal terminal) => _terminal = terminal;

    public static Command Create(Terminal terminal)
    {
        var verb = new FetchCommand(terminal);
        var command = new VerbCommand(Name,
            "Fetch the ip-ranges document of a site, or confirm that the one fetched last is current, and write it as published.",
            Examples);
        verb._site.AddTo(command);
        verb._section.CompletionSources.Add([.. Section.Known.Select(section => section.Name)]);
        command.Options.Add(verb._section);
        command.Options.Add(verb._output);
        verb._guard.AddTo(command);
        verb._clients.AddTo(command);
        command.SetAction(verb.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var site = _site.Read(result);
        var section = ReadSection(result);
        if (section is not null)
        {
            const string NotCached = "does not apply with --section, because the document of a section is not cached";
            _clients.RefuseCache(result, NotCached);
            _clients.RefuseOlder(result, NotCached);
        }

        var client = _clients.Create(result, _terminal, site, _guard);
        var fetch = section is null ? await client.FetchAsync(site, cancellationToken)
            : await client.FetchSectionAsync(site, section, cancellationToken);
        _terminal.Notice($"{fetch.Document}: {Describe(fetch.Outcome)}");
        OutputFile.Write(_output.Read(result), _terminal, stream => stream.Write(fetch.Body.Span));
        return ExitCode.Ok;
    }

    // A server may answer in the same way for a name in other letter case, but no document has such a section.
    private Section? ReadSection(ParseResult result)
        => result.GetValue(_section) is not { } text ? null
            : Section.TryParse(text, out var section) && !Section.Known.Any(known => known != section && IsSameName(known, section)) ? section
            : throw CliException.Usage(Nearest.Describe("section", text, Section.Known.Select(known => known.Name)));

    private static bool IsSameName(Section one, Section other) => string.Equals(one.Name, other.Name, StringComparison.OrdinalIgnoreCase);

    private static string Describe(IpRangesFetchOutcome outcome) => outcome switch
    {
        IpRangesFetchOutcome.Network => "the server sent it",
        IpRangesFetchOutcome.NotModified => "the server confirmed that it is current",
        _ => "from the cache, because it is newer than the answer of the server",
    };
}

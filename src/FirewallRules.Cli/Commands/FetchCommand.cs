using System.CommandLine;

namespace FirewallRules.Cli.Commands;

/// <summary>Fetches a document and writes it as it was published.</summary>
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

    private readonly SiteOption _site = new("The Datadog site whose document is fetched; see 'fwrules sites'.");
    private readonly Option<string?> _section = new("--section") { HelpName = "SECTION", Description = "Fetch the document of this section alone. It is not kept in the cache." };
    private readonly Option<string?> _output = new("--output") { HelpName = "FILE", Description = "Write to a file, whole or not at all, instead of standard output." };
    private readonly ClientOptions _clients = new();
    private readonly Terminal _terminal;

    private FetchCommand(Terminal terminal) => _terminal = terminal;

    public static Command Create(Terminal terminal)
    {
        var verb = new FetchCommand(terminal);
        var command = new Command(Name, "Fetches the ip-ranges document of a site, or confirms that the one fetched last is current, and writes it as published.");
        verb._site.AddTo(command);
        verb._section.CompletionSources.Add([.. Section.Known.Select(section => section.Name)]);
        command.Options.Add(verb._section);
        command.Options.Add(verb._output);
        verb._clients.AddTo(command);
        command.SetAction(verb.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var site = _site.Read(result);
        var client = _clients.Create(result, _terminal, site);
        var section = ReadSection(result);
        var fetch = section is null ? await client.FetchAsync(site, cancellationToken) : await client.FetchSectionAsync(site, section, cancellationToken);
        _terminal.Notice($"{fetch.Document}: {Describe(fetch.Outcome)}");
        OutputFile.Write(result.GetValue(_output), _terminal, stream => stream.Write(fetch.Body.Span));
        return ExitCode.Ok;
    }

    private Section? ReadSection(ParseResult result)
        => result.GetValue(_section) is not { } text ? null
            : Section.TryParse(text, out var section) ? section
            : throw CliException.Usage(Nearest.Describe("section", text, Section.Known.Select(known => known.Name)));

    private static string Describe(IpRangesFetchOutcome outcome) => outcome switch
    {
        IpRangesFetchOutcome.Network => "the server sent it",
        IpRangesFetchOutcome.NotModified => "the server confirmed that it is current",
        _ => "the cache has it, which is newer than what the server sent",
    };
}

using System.CommandLine;
using System.Text;
using System.Text.Json;

namespace FirewallRules.Cli.Commands;

/// <summary>Tells which sections, locations, ports and live rules an address belongs to.</summary>
internal sealed class WhichCommand
{
    public const string Name = "which";

    public const string Examples =
        """
        fwrules which 3.233.147.10
        fwrules which 3.233.147.10:443/tcp --live system
        fwrules which [2600:1f18:24e6:b900::1]:443
        fwrules which 100.28.212.7 --document ip-ranges.json --site us1
        fwrules which 44.192.28.9 --history /var/lib/datadog-documents --json

        Without --document, the embedded document and those in the cache are asked, of all sites. With --live, a port is needed. The exit code is
        0 if a section contains the address, and 1 if none does.
        """;

    private readonly Argument<string> _address = new("ADDRESS")
    {
        HelpName = WhichArgument.HelpName,
        Description = "The address or prefix, and a port. An IPv6 address with a port needs brackets.",
    };

    private readonly Option<string[]> _documents = new("--document")
    {
        HelpName = "FILE|-|URL",
        Description = "Ask this ip-ranges document instead. Can be repeated.",
    };

    private readonly Option<bool> _json = new("--json") { Description = "Write JSON." };
    private readonly SiteOption _site = new("The Datadog site of the documents that are given");
    private readonly HistoryOption _history = new("Also say since which document in this folder a section contains the address.");
    private readonly LiveOptions _live = new("Also name the rule that decides about the address", isRequired: false);
    private readonly ClientOptions _clients = new();
    private readonly Terminal _terminal;

    private WhichCommand(Terminal terminal) => _terminal = terminal;

    public static Command Create(Terminal terminal)
    {
        var verb = new WhichCommand(terminal);
        var command = new VerbCommand(Name,
            "Tell which sections, locations, ports and live rules an address belongs to, and since when.", Examples);
        command.Arguments.Add(verb._address);
        command.Options.Add(verb._documents);
        verb._site.AddTo(command);
        verb._history.AddTo(command);
        verb._live.AddTo(command);
        command.Options.Add(verb._json);
        verb._clients.AddReadingTo(command);
        command.SetAction(verb.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var asked = WhichArgument.Read(result.GetRequiredValue(_address));
        _live.Check(result);
        _history.Check(result);
        CliException.UsageIf(_live.IsGiven(result) && asked.Port is null, $"--live needs a port: write {asked.Text}:443/tcp, for example.");
        var documents = await ReadAsync(result, cancellationToken);
        var live = _live.IsGiven(result) ? ReadLive(result) : null;
        var report = new WhichLookup(asked).Look(documents, live);
        OutputFile.Write(null, _terminal, stream => stream.Write(Encoding.UTF8.GetBytes(result.GetValue(_json)
            ? JsonSerializer.Serialize(report, CliJsonContext.Default.WhichReport).ReplaceLineEndings("\n") + "\n"
            : WhichText.Of(report))));
        return report.Matches.Count > 0 ? ExitCode.Ok : ExitCode.Different;
    }

    private async Task<IReadOnlyList<IpRangesDocument>> ReadAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var site = _site.Read(result);
        var older = _history.IsGiven(result) ? _history.Read(result, site) : [];
        if (result.GetValue(_documents) is { Length: > 0 } given)
        {
            _clients.RefuseCache(result, "does not apply with --document");
            var source = new DocumentSource(_clients);
            List<IpRangesDocument> read = [];
            foreach (var text in given)
            {
                read.Add(await source.ReadAsync(text, site, result, _terminal, onlySection: null, cancellationToken));
            }

            return HistoryOption.Ordered(older.Concat(read));
        }

        List<IpRangesDocument> known = [];
        foreach (var one in Site.Known)
        {
            if (IpRangesSnapshot.Has(one))
            {
                known.AddRange([IpRangesSnapshot.Of(one).Located, IpRangesSnapshot.Of(one)]);
            }

            if (await CachedAsync(result, one, cancellationToken) is { } cached)
            {
                known.Add(cached);
            }
        }

        return HistoryOption.Ordered(older.Concat(known).Distinct());
    }

    // The other documents answer, too.
    private async Task<IpRangesDocument?> CachedAsync(ParseResult result, Site site, CancellationToken cancellationToken)
    {
        try
        {
            return (await _clients.Create(result, _terminal, site).GetCachedAsync(site, cancellationToken))?.Document;
        }
        catch (IpRangesCacheException e)
        {
            _terminal.Notice(Failure.Explain(e).Message);
            return null;
        }
    }

    private LiveState ReadLive(ParseResult result)
    {
        var texts = _live.Read(result, "", _terminal);
        var format = texts.Select(text => text.Kind).Order().First() switch
        {
            LiveTextKind.Nftables or LiveTextKind.NftablesText => "nftables",
            LiveTextKind.Aws => "aws-cli",
            LiveTextKind.Windows => "windows",
            LiveTextKind.Json => "azure-cli",
            _ => "iptables",
        };
        return new GenerateFormat(format) { NamePrefix = "datadog" }.ReadLive(texts, _live.ReadHost(result));
    }
}

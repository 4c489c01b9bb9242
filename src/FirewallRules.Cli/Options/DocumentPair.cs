using System.CommandLine;

namespace FirewallRules.Cli.Options;

/// <summary>The arguments that select an old and a new document, and the reading of both.</summary>
internal sealed class DocumentPair
{
    private readonly Argument<string> _old = new("OLD")
    {
        HelpName = "OLD",
        Description = "The document in use: a file, '-' for standard input, an https address, 'cache' for the one fetched last, or "
            + "'embedded' for the snapshot.",
    };

    private readonly Argument<string> _new = new("NEW") { HelpName = "NEW", Description = "The document that replaces it, given in the same way." };
    private readonly SiteOption _site = new("The Datadog site of the documents");
    private readonly ClientOptions _clients = new();

    /// <param name="command">The command.</param>
    /// <param name="areOptional">Whether another option can replace the documents.</param>
    public void AddArgumentsTo(Command command, bool areOptional = false)
    {
        if (areOptional)
        {
            _old.Arity = _new.Arity = ArgumentArity.ZeroOrOne;
        }

        _old.CompletionSources.Add([.. DocumentSource.Words]);
        _new.CompletionSources.Add([.. DocumentSource.Words]);
        command.Arguments.Add(_old);
        command.Arguments.Add(_new);
    }

    public void AddOptionsTo(Command command)
    {
        _site.AddTo(command);
        _clients.AddReadingTo(command);
    }

    /// <summary>Whether a document is given.</summary>
    public bool IsGiven(ParseResult result) => result.GetValue(_old) is not null;

    /// <summary>The site of the documents.</summary>
    public Site ReadSite(ParseResult result) => _site.Read(result);

    /// <summary>Refuses two documents that cannot both be read, and options without an effect.</summary>
    public void Check(ParseResult result)
    {
        var missing = result.GetValue(_old) is null ? "OLD and NEW" : result.GetValue(_new) is null ? "NEW" : null;
        CliException.UsageIf(
            missing is not null, $"'{result.CommandResult.Command.Name}' requires {missing}. See 'fwrules {result.CommandResult.Command.Name} --help'.");
        string[] both = [result.GetRequiredValue(_old), result.GetRequiredValue(_new)];
        CliException.UsageIf(both is ["-", "-"], "Standard input can be read only once.");
        if (!both.Contains(DocumentSource.Cache, StringComparer.Ordinal))
        {
            _clients.RefuseCache(result, "requires 'cache' as one of the documents");
        }

        var addresses = both.Where(DocumentSource.IsAddress).ToList();
        if (addresses.Count == 0)
        {
            _clients.RefuseServer(result, "requires an https address as one of the documents");
        }
        else if (addresses.Distinct(StringComparer.Ordinal).Count() == 2 && !AreOnOneServer(addresses))
        {
            _clients.RefuseHeaders(result, "does not apply to documents on two servers, because it would be sent to both: fetch one of them first");
        }
    }

    /// <param name="result">The command line.</param>
    /// <param name="terminal">The standard streams.</param>
    /// <param name="sections">The selected sections; empty for all.</param>
    /// <param name="cancellationToken">Ends a fetch.</param>
    public async Task<(IpRangesDocument Old, IpRangesDocument Updated)> ReadAsync(
        ParseResult result, Terminal terminal, IReadOnlyCollection<Section> sections, CancellationToken cancellationToken)
    {
        var (oldText, newText) = (result.GetRequiredValue(_old), result.GetRequiredValue(_new));
        var site = _site.Read(result);
        var onlySection = sections.Count == 1 ? sections.Single() : null;
        var source = new DocumentSource(_clients);
        var old = await source.ReadAsync(oldText, site, result, terminal, onlySection, cancellationToken);
        var updated = await source.ReadAsync(newText, site, result, terminal, onlySection, cancellationToken);
        if ((DocumentSource.NeedsSite(oldText) || DocumentSource.NeedsSite(newText)) && !_site.IsGiven(result))
        {
            terminal.Notice($"--site is not given; assuming that the documents are of {site}");
        }

        RefuseUnknown(sections, old, updated);
        return (old, updated);
    }

    private static bool AreOnOneServer(List<string> addresses)
        => Uri.TryCreate(addresses[0], UriKind.Absolute, out var one) && Uri.TryCreate(addresses[1], UriKind.Absolute, out var other)
            && HeaderHandler.IsSameServer(one, other);

    private static void RefuseUnknown(IEnumerable<Section> asked, IpRangesDocument old, IpRangesDocument updated)
    {
        var known = old.Sections.Concat(updated.Sections).Select(section => section.Section).Distinct().ToList();
        if (asked.FirstOrDefault(section => !known.Contains(section)) is { } missing)
        {
            throw CliException.Usage(Nearest.Describe("section", missing.Name, known.Select(section => section.Name)));
        }
    }
}

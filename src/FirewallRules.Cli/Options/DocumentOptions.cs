using System.CommandLine;

namespace FirewallRules.Cli.Options;

/// <summary>The options that select the document, and its reading.</summary>
internal sealed class DocumentOptions
{
    private const string AnyAge = "any";

    private static readonly TimeSpan DefaultMaxAge = TimeSpan.FromDays(1);

    private readonly Option<string?> _document = new("--document")
    {
        HelpName = "FILE|-|URL|cache",
        Description = "The ip-ranges document: a file, '-' for standard input, an https address, or 'cache' for the one fetched last "
            + "(default: the embedded document).",
    };

    private readonly Option<bool> _fetch =
        new("--fetch") { Description = "Fetch the document. If that fails, use the one fetched last, or else the embedded one, up to --max-age." };
    private readonly Option<bool> _offline =
        new("--offline")
        {
            Description =
            "Use the document fetched last, or else the embedded one, up to --max-age, without using the network."
        };

    private readonly Option<string?> _maxAge = new("--max-age")
    {
        HelpName = "TIME|any",
        Description = "The maximum age of a document from the cache or the embedded one, such as 12h or 7d (default: 1d with --fetch, any without).",
    };

    private readonly SiteOption _site = new("The Datadog site of the document");
    private readonly GuardOptions _guard = new("With --fetch: use the document", "With --fetch: refuse the document if");
    private readonly ClientOptions _clients = new();

    public void AddTo(Command command)
    {
        _document.CompletionSources.Add([.. DocumentSource.Words]);
        command.Options.Add(_document);
        _site.AddTo(command);
        command.Options.Add(_fetch);
        command.Options.Add(_offline);
        command.Options.Add(_maxAge);
        _guard.AddTo(command);
        _clients.AddTo(command);
    }

    public Site ReadSite(ParseResult result) => _site.Read(result);

    /// <summary>Reads or fetches the document and names it on standard error.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="terminal">The standard streams.</param>
    /// <param name="onlySection">The section that a bare document holds, where only one can be meant.</param>
    /// <param name="cancellationToken">Ends a fetch.</param>
    /// <param name="forLocations">Whether locations are selected, for which an older document is embedded.</param>
    public async Task<IpRangesDocument> ReadAsync(
        ParseResult result, Terminal terminal, Section? onlySection, CancellationToken cancellationToken, bool forLocations = false)
    {
        var (site, text) = Check(result);
        var (fetch, maxAge) = (result.GetValue(_fetch), ReadMaxAge(result));
        var age = new DocumentAge(terminal, maxAge);
        if (fetch || result.GetValue(_offline))
        {
            return await FetchAsync(result, terminal, site, fetch, age, forLocations, cancellationToken);
        }

        var source = new DocumentSource(_clients);
        switch (text ?? DocumentSource.Embedded)
        {
            case DocumentSource.Embedded:
                return age.Accept(DocumentSource.Snapshot(site), forLocations, "add --fetch")
                    ?? throw TooOld($"The embedded document of {site}", maxAge, "add --fetch");
            case DocumentSource.Cache:
                return age.Accept(await source.CachedAsync(site, result, terminal, cancellationToken))
                    ?? throw TooOld($"The document of {site} in the cache", maxAge, "use --fetch instead");
        }

        var document = await source.ReadAsync(text!, site, result, terminal, onlySection, cancellationToken);
        if (!_site.IsGiven(result))
        {
            terminal.Notice($"--site is not given; assuming that the document is of {site}");
        }

        terminal.Notice($"using {document}");
        return document;
    }

    /// <summary>
    /// Reads the document for a removal, which needs the names of sections only: nothing is fetched, and a document that cannot be read is no
    /// error.
    /// </summary>
    /// <returns>The site, and the document if there is one.</returns>
    public async Task<(Site Site, IpRangesDocument? Document)> ReadForRemovalAsync(
        ParseResult result, Terminal terminal, Section? onlySection, CancellationToken cancellationToken)
    {
        var (site, text) = Check(result);
        try
        {
            if (result.GetValue(_fetch) || result.GetValue(_offline))
            {
                return (site, (await _clients.Create(result, terminal, site).GetCachedAsync(site, cancellationToken))?.Document ?? Snapshot(site));
            }

            return (site, text is null ? Snapshot(site)
                : DocumentSource.IsAddress(text) ? null
                : await new DocumentSource(_clients).ReadAsync(text, site, result, terminal, onlySection, cancellationToken));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or IpRangesClientException or CliException { ExitCode: ExitCode.Input })
        {
            terminal.Warn($"{Failure.Explain(e).Message} --remove does not need it");
            return (site, null);
        }
    }

    private static IpRangesDocument? Snapshot(Site site) => IpRangesSnapshot.Has(site) ? IpRangesSnapshot.Of(site) : null;

    private (Site Site, string? Text) Check(ParseResult result)
    {
        var (site, text) = (_site.Read(result), result.GetValue(_document));
        var (fetch, offline) = (result.GetValue(_fetch), result.GetValue(_offline));
        CliException.UsageIf(
            (fetch && offline) || (text is not null && (fetch || offline)),
                "--document, --fetch and --offline exclude each other: use one of them.");
        CliException.UsageIf(
            result.GetValue(_maxAge) is not null && text is not null && DocumentSource.NeedsSite(text),
            "--max-age does not apply to a file or an address that is given with --document.");
        _ = ReadMaxAge(result);
        RefuseUnused(result, text, fetch, offline);
        return (site, text);
    }

    private async Task<IpRangesDocument> FetchAsync(
        ParseResult result, Terminal terminal, Site site, bool ask, DocumentAge age, bool forLocations, CancellationToken cancellationToken)
    {
        var client = _clients.Create(result, terminal, site, _guard);
        string? failure = null;
        if (ask)
        {
            try
            {
                var fetched = await client.FetchAsync(site, cancellationToken);
                terminal.Notice($"using {fetched.Document}, which the server "
                    + $"{(fetched.Outcome == IpRangesFetchOutcome.Network ? "sent" : "confirmed")} now");
                return fetched.Document;
            }
            catch (IpRangesClientException e)
            {
                // Such a document was fetched successfully: using another one instead would hide what someone must look at. An older one may come
                // from a server of the network that lags behind. What cannot be read in the cache does not serve instead, either.
                if (e.Error is IpRangesClientError.Changed or IpRangesClientError.Shrunk or IpRangesClientError.Grown or IpRangesClientError.CacheUnusable)
                {
                    throw;
                }

                failure = ClientErrorText.Describe(e);
                terminal.Warn(failure);
            }
        }

        return age.Accept(NotOlderThanSnapshot(await client.GetCachedAsync(site, cancellationToken), terminal))
            ?? (Snapshot(site) is { } snapshot ? age.Accept(snapshot, forLocations, ask ? null : "run 'fwrules fetch'") : null)
            ?? throw CliException.Input(age.Max == TimeSpan.MaxValue
                ? $"There is no document of {site} in the cache, and none is embedded: run 'fwrules fetch --site {site}' first."
                : $"Neither the cache nor fwrules itself has a document of {site} that is at most {DurationText.Describe(age.Max)} old: "
                + (failure is null ? "fetch it, or accept an older one with --max-age." : "accept an older one with --max-age."));
    }

    // An old document may have been fetched from a mirror, or accepted once.
    private static IpRangesFetch? NotOlderThanSnapshot(IpRangesFetch? cached, Terminal terminal)
    {
        if (cached?.Document is not { Site: { } site } document || Snapshot(site) is not { } snapshot
            || !document.IsOlderThan(snapshot))
        {
            return cached;
        }

        terminal.Notice($"ignoring {document} from the cache, because the embedded document is newer");
        return null;
    }

    // An option that would have no effect is refused.
    private void RefuseUnused(ParseResult result, string? text, bool fetch, bool offline)
    {
        if (!fetch)
        {
            _guard.Refuse(result, "requires --fetch");
            if (!offline && text is null or DocumentSource.Embedded)
            {
                _clients.RefuseSpecialPurpose(result, "does not apply to the embedded document, which has no such addresses");
            }

            var isAddress = text is not null && DocumentSource.IsAddress(text);
            _clients.RefuseFetching(result, isAddress ? "does not apply to an address that is given with --document" : "requires --fetch");
            if (!isAddress)
            {
                _clients.RefuseServer(result, "requires --fetch, or an https address with --document");
            }

            if (!offline && text != DocumentSource.Cache)
            {
                _clients.RefuseCache(result, "requires --fetch, --offline or --document cache");
            }
        }
    }

    private static CliException TooOld(string document, TimeSpan maxAge, string advice)
        => CliException.Input($"{document} is more than {DurationText.Describe(maxAge)} old: {advice}, or accept it with a longer --max-age.");

    private TimeSpan ReadMaxAge(ParseResult result) => result.GetValue(_maxAge) switch
    {
        null => result.GetValue(_fetch) ? DefaultMaxAge : TimeSpan.MaxValue,
        AnyAge => TimeSpan.MaxValue,
        var text => DurationText.Read(text, "--max-age"),
    };
}

namespace FirewallRules.Client;

/// <summary>A fetched document, as received and as parsed.</summary>
internal sealed record SeenDocument(CachedIpRanges Entry, IpRangesDocument Document)
{
    /// <exception cref="IpRangesFormatException">The body is not an ip-ranges document.</exception>
    public static SeenDocument Read(CachedIpRanges entry, Section? section, bool allowSpecialPurpose)
    {
        var options = new IpRangesReadOptions
        {
            Site = entry.Site,
            Origin = IpRangesAddress.Authority(entry.Source),
            Section = section,
            AllowSpecialPurpose = allowSpecialPurpose,
        };
        var document = IpRangesDocument.Parse(entry.Body.Span, options);
        return new SeenDocument(entry with { Version = document.Version, Modified = document.Provenance.Modified }, document);
    }

    public bool IsOlderThan(SeenDocument other) => Document.IsOlderThan(other.Document);

    public IpRangesFetch ToFetch(IpRangesFetchOutcome outcome, IpRangesCacheProblem? problem) => new()
    {
        Document = Document,
        Outcome = outcome,
        FetchedAt = Entry.FetchedAt,
        Source = Entry.Source,
        Body = Entry.Body,
        CacheProblem = problem,
    };
}

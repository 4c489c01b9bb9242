namespace FirewallRules.Client;

/// <summary>A fetched document, as received and as parsed.</summary>
internal sealed record SeenDocument(CachedIpRanges Entry, IpRangesDocument Document)
{
    /// <exception cref="IpRangesFormatException">The body is not an ip-ranges document.</exception>
    public static SeenDocument Read(CachedIpRanges entry, Section? section)
    {
        var options = new IpRangesReadOptions { Site = entry.Site, Origin = IpRangesAddress.Authority(entry.Source), Section = section };
        var document = IpRangesDocument.Parse(entry.Body.Span, options);
        return new SeenDocument(entry with { Version = document.Version }, document);
    }

    /// <summary>Whether the document has a lower version than another; no version is the lowest.</summary>
    public bool IsOlderThan(SeenDocument other) => (Document.Version ?? -1) < (other.Document.Version ?? -1);

    /// <summary>Whether both have the same sections with the same addresses at the same locations.</summary>
    public bool HasSameContentAs(SeenDocument other)
        => Document.Sections.Count == other.Document.Sections.Count
            && Document.Sections.All(section => other.Document.TryGetSection(section.Section, out var twin) && HasSameContent(section, twin));

    public IpRangesFetch ToFetch(IpRangesFetchOutcome outcome)
        => new() { Document = Document, Outcome = outcome, FetchedAt = Entry.FetchedAt, Source = Entry.Source, Body = Entry.Body };

    private static bool HasSameContent(IpRangesSection one, IpRangesSection other)
        => one.Addresses.Equals(other.Addresses)
            && one.Locations.SequenceEqual(other.Locations, StringComparer.Ordinal)
            && one.Locations.All(location => one.AddressesAt(location).Equals(other.AddressesAt(location)));
}

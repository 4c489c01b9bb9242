namespace FirewallRules.Client;

/// <summary>A document that was fetched, as it came and as it reads.</summary>
internal sealed record SeenDocument(CachedIpRanges Entry, IpRangesDocument Document)
{
    /// <exception cref="IpRangesFormatException">The body is no document.</exception>
    public static SeenDocument Read(CachedIpRanges entry, Section? section)
    {
        var options = new IpRangesReadOptions { Site = entry.Site, Origin = IpRangesAddress.Authority(entry.Source), Section = section };
        var document = IpRangesDocument.Parse(entry.Body.Span, options);
        return new SeenDocument(entry with { Version = document.Version }, document);
    }

    /// <summary>Whether the document comes before another: a lower version, or none where the other has one.</summary>
    public bool IsOlderThan(SeenDocument other) => (Document.Version ?? -1) < (other.Document.Version ?? -1);

    /// <summary>Whether both say the same: the same sections with the same addresses, at the same locations, however they are written.</summary>
    public bool SaysTheSameAs(SeenDocument other)
        => Document.Sections.Count == other.Document.Sections.Count
            && Document.Sections.All(section => other.Document.TryGetSection(section.Name, out var twin) && SaysTheSame(section, twin));

    public IpRangesFetch ToFetch(IpRangesFetchOutcome outcome)
        => new() { Document = Document, Outcome = outcome, FetchedAt = Entry.FetchedAt, Source = Entry.Source, Body = Entry.Body };

    private static bool SaysTheSame(IpRangesSection one, IpRangesSection other)
        => one.Addresses.Equals(other.Addresses)
            && one.Locations.SequenceEqual(other.Locations, StringComparer.Ordinal)
            && one.Locations.All(location => one.AddressesAt(location).Equals(other.AddressesAt(location)));
}

namespace FirewallRules.Client;

/// <summary>Compares a fetched document with the one in use: the last one seen, or the baseline if that is newer.</summary>
internal sealed class DocumentGuard(IpRangesClientOptions options)
{
    /// <summary>The document in use; null when there is none.</summary>
    public IpRangesDocument? InUse(Site site, IpRangesDocument? last)
        => site != options.Site || options.Baseline is not { } baseline ? last
            : last is null || (!options.AllowOlder && last.IsOlderThan(baseline)) ? baseline
            : last;

    /// <exception cref="IpRangesClientException">The document is older than another one, or contradicts it.</exception>
    public void RefuseOlderOrChanged(FetchFailures failures, Uri uri, IpRangesDocument next, IpRangesDocument other)
    {
        if (options.AllowOlder || ReferenceEquals(next, other))
        {
            return;
        }

        var isBaseline = ReferenceEquals(other, options.Baseline);
        if (next.IsOlderThan(other))
        {
            throw failures.Older(uri, next, other.Provenance, isBaseline);
        }

        if (next.Version is not null && next.Version == other.Version && !HasSameContent(next, other))
        {
            throw failures.Changed(uri, next, other, isBaseline);
        }
    }

    /// <exception cref="IpRangesClientException">The document is older than the one of which this is known.</exception>
    public void RefuseOlder(FetchFailures failures, Uri uri, IpRangesDocument next, Provenance other)
    {
        if (!options.AllowOlder && next.Provenance.IsOlderThan(other))
        {
            throw failures.Older(uri, next, other, isBaseline: false);
        }
    }

    /// <summary>Compares the sections that were asked for with those of the document in use.</summary>
    /// <exception cref="IpRangesClientException">A section lost or gained more than the options accept.</exception>
    public void RefuseLargeChange(FetchFailures failures, Uri uri, IpRangesDocument next, IpRangesDocument? other, Section? section)
    {
        if (!options.RefuseLargeChanges || other is null || (section is not null && !other.TryGetSection(section, out _)))
        {
            return;
        }

        var diff = IpRangesDiff.Between(other, next, new IpRangesDiffOptions
        {
            ShrinkThreshold = options.ShrinkThreshold,
            GrowthFactor = options.GrowthFactor,
            Sections = section is null ? [] : [section],
        });
        if (diff.HasShrunk && !options.AcceptShrink)
        {
            throw failures.Shrunk(uri, diff);
        }

        if (diff.HasGrown && !options.AcceptGrowth)
        {
            throw failures.Grown(uri, diff);
        }
    }

    // The same sections with the same addresses at the same locations.
    private static bool HasSameContent(IpRangesDocument document, IpRangesDocument other)
        => document.Sections.Count == other.Sections.Count
            && document.Sections.All(section => other.TryGetSection(section.Section, out var twin) && HasSameContent(section, twin));

    private static bool HasSameContent(IpRangesSection one, IpRangesSection other)
        => one.Addresses.Equals(other.Addresses)
            && one.Locations.SequenceEqual(other.Locations, StringComparer.Ordinal)
            && one.Locations.All(location => one.AddressesAt(location).Equals(other.AddressesAt(location)));
}

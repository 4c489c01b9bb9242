using System.Globalization;

namespace FirewallRules.Client;

/// <summary>Finds what is certain about the document of a damaged file, because each half of a file has a checksum.</summary>
/// <remarks>
/// The lines of a header are certain when the last one has their checksum, and a document is when the header has its checksum. A checksum may be
/// damaged itself: it is recognized by half of its digits in place, which no other text has by chance.
/// </remarks>
internal static class CacheRecovery
{
    private const int HashLength = 64;
    private const int EnoughDigits = HashLength / 2;

    // A header has fewer lines.
    private const int MaxLines = 16;

    /// <param name="name">The file's name.</param>
    /// <param name="site">The site whose document it holds.</param>
    /// <param name="file">The content.</param>
    /// <returns>What is certain; null when nothing is.</returns>
    public static CacheFloor? Read(string name, Site site, ReadOnlyMemory<byte> file)
    {
        var ends = LineEnds(file.Span[..Math.Min(file.Length, CacheFile.MaxHeaderBytes)]);
        foreach (var end in ends)
        {
            var lastLine = file.Span[end..Math.Min(file.Length, end + CacheFile.LastLineLength)];
            if (Has(lastLine, CacheFile.Hash(file.Span[..end])))
            {
                return FromHeader(name, site, CacheFile.Fields(file.Span[..end]), file[Math.Min(file.Length, end + CacheFile.LastLineLength + 1)..]);
            }
        }

        foreach (var end in ends)
        {
            // The empty line before the document may be damaged, too.
            foreach (var start in new[] { end, end + 1 }.Where(start => start < file.Length))
            {
                var hash = CacheFile.Hash(file.Span[start..]);
                if (Has(file.Span[..end], hash) && Document(site, file[start..]) is { } document)
                {
                    return new CacheFloor(document.Provenance, hash, document);
                }
            }
        }

        return null;
    }

    private static CacheFloor? FromHeader(string name, Site site, ILookup<string, string> fields, ReadOnlyMemory<byte> rest)
    {
        if (!fields["file"].SequenceEqual([name], StringComparer.Ordinal) || fields["sha256"].SingleOrDefault() is not { } hash)
        {
            return null;
        }

        // Something may follow the document.
        if (int.TryParse(fields["length"].SingleOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            && length <= rest.Length && CacheFile.Hash(rest.Span[..length]) == hash && Document(site, rest[..length]) is { } document)
        {
            return new CacheFloor(document.Provenance, hash, document);
        }

        long? version = long.TryParse(fields["version"].SingleOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        return CacheFile.TryReadDay(fields, out var day) || version is not null
            ? new CacheFloor(new Provenance(site, version, day, "cache"), hash, Document: null)
            : null;
    }

    private static IpRangesDocument? Document(Site site, ReadOnlyMemory<byte> body)
        => IpRangesDocument.TryParse(body.Span, out var document, CacheFile.AnyPrefixes with { Site = site, Origin = "cache" }) ? document : null;

    private static List<int> LineEnds(ReadOnlySpan<byte> text)
    {
        var ends = new List<int>();
        for (var at = 0; ends.Count < MaxLines && text[at..].IndexOf((byte)'\n') is >= 0 and var next; at += next + 1)
        {
            ends.Add(at + next + 1);
        }

        return ends;
    }

    private static bool Has(ReadOnlySpan<byte> text, string hash)
    {
        for (var at = 0; at + EnoughDigits <= text.Length; at++)
        {
            var same = 0;
            for (var i = 0; i < HashLength && at + i < text.Length; i++)
            {
                same += text[at + i] == hash[i] ? 1 : 0;
            }

            if (same >= EnoughDigits)
            {
                return true;
            }
        }

        return false;
    }
}

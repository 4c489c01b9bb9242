using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FirewallRules.Networks;

namespace FirewallRules.Client;

/// <summary>The content of a file of the cache: a header of lines <c>key value</c>, an empty line, the document.</summary>
/// <remarks>
/// The last line of the header is the SHA-256 of all lines before it; one of these is the SHA-256 of the document, and one the name of the
/// file. So a file that is torn, edited or another's is told from a whole one. It is no signature: who may write to the folder can forge.
/// </remarks>
internal static class CacheFile
{
    private const string FirstLine = "FirewallRules cache 1\n";
    private const string LastKey = "header-sha256 ";
    private const int LastLineLength = 14 + 64 + 1;
    private const int MaxHeaderBytes = 8 * 1024;

    /// <summary>The size of the largest file that is read, in bytes.</summary>
    public const int MaxBytes = MaxHeaderBytes + IpRangesDocument.MaxBytes;

    /// <summary>The bytes of the header and of the empty line; the body of the entry follows them.</summary>
    /// <exception cref="ArgumentException">What the entry says of its body is not so.</exception>
    public static byte[] Header(string name, CachedIpRanges entry)
    {
        if (Refusal(entry) is { } refusal)
        {
            throw new ArgumentException($"The entry cannot be cached: {refusal}.", nameof(entry));
        }

        var header = new StringBuilder(FirstLine);
        Line("file", name);
        Line("source", entry.Source.AbsoluteUri);
        Line("fetched", entry.FetchedAt.ToString("O", CultureInfo.InvariantCulture));
        Line("version", entry.Version?.ToString(CultureInfo.InvariantCulture));
        Line("etag", entry.ETag);
        Line("last-modified", entry.LastModified?.ToString("O", CultureInfo.InvariantCulture));
        Line("length", entry.Body.Length.ToString(CultureInfo.InvariantCulture));
        Line("sha256", Hash(entry.Body.Span));
        return Encoding.UTF8.GetBytes($"{header}{LastKey}{Hash(Encoding.UTF8.GetBytes(header.ToString()))}\n\n");

        void Line(string key, string? value) => header.Append(value is null ? "" : $"{key} {value}\n");
    }

    /// <summary>Reads a whole file.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="site">The site whose document it holds.</param>
    /// <param name="file">The content.</param>
    /// <param name="refusal">Why it is not to be trusted, as a clause; null with a result.</param>
    public static CachedIpRanges? Read(string name, Site site, ReadOnlyMemory<byte> file, out string? refusal)
    {
        var start = file.Span[..Math.Min(file.Length, MaxHeaderBytes)].IndexOf("\n\n"u8) + 2;
        refusal = file.Length > MaxBytes ? "it is too large" : HeaderRefusal(file.Span, start);
        if (refusal is not null)
        {
            return null;
        }

        var lines = Encoding.UTF8.GetString(file.Span[..(start - 1 - LastLineLength)]).Split('\n');
        var fields = lines.Select(line => line.Split(' ', 2)).Where(line => line.Length == 2).ToLookup(line => line[0], line => line[1], StringComparer.Ordinal);
        var entry = Entry(site, key => fields[key].SingleOrDefault(), file[start..]);
        refusal = !fields["file"].SequenceEqual([name], StringComparer.Ordinal) ? "it was written as another file"
            : entry is null ? "its header is of an unknown form"
            : !fields["length"].SequenceEqual([entry.Body.Length.ToString(CultureInfo.InvariantCulture)], StringComparer.Ordinal) ? "it is not as long as its header says"
            : !fields["sha256"].SequenceEqual([Hash(entry.Body.Span)], StringComparer.Ordinal) ? "its document is damaged or was changed"
            : Refusal(entry);
        return refusal is null ? entry : null;
    }

    /// <param name="file">The content.</param>
    /// <param name="start">Where the document starts.</param>
    private static string? HeaderRefusal(ReadOnlySpan<byte> file, int start)
    {
        if (!file.StartsWith(Encoding.UTF8.GetBytes(FirstLine)))
        {
            return "it is no file of this cache, or of another version of it";
        }

        var end = start - 1 - LastLineLength;
        return end < 0 || !file[end..(start - 1)].SequenceEqual(Encoding.UTF8.GetBytes($"{LastKey}{Hash(file[..end])}\n"))
            ? "its header is torn, damaged or was changed"
            : null;
    }

    private static CachedIpRanges? Entry(Site site, Func<string, string?> field, ReadOnlyMemory<byte> body)
    {
        var understood = true;
        var (fetched, modified) = (Time(field("fetched")), Time(field("last-modified")));
        var version = field("version") is { } text && (understood &= long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) ? number : (long?)null;
        return understood && fetched is not null && Uri.TryCreate(field("source"), UriKind.Absolute, out var source) && source.AbsoluteUri.Length <= CachedIpRanges.LongestSource
            ? new CachedIpRanges { Site = site, Source = source, Body = body, Version = version, ETag = field("etag"), LastModified = modified, FetchedAt = fetched.Value }
            : null;

        DateTimeOffset? Time(string? text)
            => text is not null && (understood &= DateTimeOffset.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)) ? time : null;
    }

    private static string? Refusal(CachedIpRanges entry)
    {
        try
        {
            // Only whether it is a document: how wide its prefixes may be is for the reader's own options to say.
            var options = new IpRangesReadOptions { Site = entry.Site, ShortestIPv4Prefix = 1, ShortestIPv6Prefix = 1 };
            return IpRangesDocument.Parse(entry.Body.Span, options).Version == entry.Version ? null : "its document has another version than its header says";
        }
        catch (IpRangesFormatException e)
        {
            return $"its document is none: {PrintableText.Of(e.Message)}";
        }
    }

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexString(SHA256.HashData(bytes)).ToLowerInvariant();
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FirewallRules.Networks;

namespace FirewallRules.Client;

/// <summary>The format of a cache file: a header of lines <c>key value</c>, an empty line, the document.</summary>
/// <remarks>
/// The last line of the header is the SHA-256 of all lines before it, which include the SHA-256 of the document and the name of the file. So
/// a file that is truncated, edited or renamed is detected, and <see cref="CacheRecovery"/> knows which of its halves is intact. It is not a
/// signature: whoever may write to the folder can forge a file.
/// </remarks>
internal static class CacheFile
{
    private const string FirstLine = "FirewallRules cache 1\n";
    private const string LastKey = "header-sha256 ";
    private const string DayFormat = "yyyy-MM-dd";
    private const string NoDay = "none";

    /// <summary>The maximum size of the header, in bytes.</summary>
    public const int MaxHeaderBytes = 8 * 1024;

    /// <summary>The length of the last line of the header, in bytes, with its line end.</summary>
    public const int LastLineLength = 14 + 64 + 1;

    /// <summary>The maximum size of a file, in bytes.</summary>
    public const int MaxBytes = MaxHeaderBytes + IpRangesDocument.MaxBytes;

    /// <summary>Checks a document, but not which prefixes it has: that depends on the options of whoever uses it.</summary>
    public static IpRangesReadOptions AnyPrefixes { get; } = new() { ShortestIPv4Prefix = 1, ShortestIPv6Prefix = 1, AllowSpecialPurpose = true };

    /// <summary>Returns the header with the empty line; the body of the entry follows it.</summary>
    /// <exception cref="ArgumentException">The entry does not match its body.</exception>
    public static byte[] Header(string name, CachedIpRanges entry)
    {
        if (Refusal(entry, out var modified) is { } refusal)
        {
            throw new ArgumentException($"The entry cannot be cached: {refusal}.", nameof(entry));
        }

        var header = new StringBuilder(FirstLine);
        Line("file", name);
        Line("source", entry.Source.AbsoluteUri);
        Line("fetched", entry.FetchedAt.ToString("O", CultureInfo.InvariantCulture));
        Line("version", entry.Version?.ToString(CultureInfo.InvariantCulture));
        Line("modified", modified?.ToString(DayFormat, CultureInfo.InvariantCulture) ?? NoDay);
        Line("etag", entry.ETag);
        Line("last-modified", entry.LastModified?.ToString("O", CultureInfo.InvariantCulture));
        Line("length", entry.Body.Length.ToString(CultureInfo.InvariantCulture));
        Line("sha256", Hash(entry.Body.Span));
        return Encoding.UTF8.GetBytes($"{header}{LastKey}{Hash(Encoding.UTF8.GetBytes(header.ToString()))}\n\n");

        void Line(string key, string? value) => header.Append(value is null ? "" : $"{key} {value}\n");
    }

    /// <summary>Reads a complete file.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="site">The site whose document it holds.</param>
    /// <param name="file">The content.</param>
    /// <param name="refusal">Why the file is not used, as a clause; null with a result.</param>
    public static CachedIpRanges? Read(string name, Site site, ReadOnlyMemory<byte> file, out string? refusal)
    {
        var start = file.Span[..Math.Min(file.Length, MaxHeaderBytes)].IndexOf("\n\n"u8) + 2;
        refusal = file.Length == 0 ? "it is empty" : file.Length > MaxBytes ? "it is too large" : HeaderRefusal(file.Span, start);
        if (refusal is not null)
        {
            return null;
        }

        var fields = Fields(file.Span[..(start - 1 - LastLineLength)]);
        var entry = Entry(site, key => fields[key].SingleOrDefault(), file[start..]);
        DateOnly? modified = null;
        refusal = !Is("file", name) ? "it was written under another name"
            : entry is null ? "its header has an unknown format"
            : !Is("length", entry.Body.Length.ToString(CultureInfo.InvariantCulture)) ? "its length does not match its header"
            : !Is("sha256", Hash(entry.Body.Span)) ? "its document is damaged or was changed"
            : Refusal(entry, out modified);
        return refusal is null ? entry! with { Modified = modified } : null;

        bool Is(string key, string value) => fields[key].SequenceEqual([value], StringComparer.Ordinal);
    }

    /// <summary>The values of each key in the lines of a header.</summary>
    public static ILookup<string, string> Fields(ReadOnlySpan<byte> header)
        => Encoding.UTF8.GetString(header).Split('\n').Select(line => line.Split(' ', 2)).Where(line => line.Length == 2)
            .ToLookup(line => line[0], line => line[1], StringComparer.Ordinal);

    /// <summary>The day of modification in a header, which files of earlier versions do not have.</summary>
    /// <returns>Whether the header says that there is a day, or that there is none.</returns>
    public static bool TryReadDay(ILookup<string, string> fields, out DateOnly? day)
    {
        var text = fields["modified"].SingleOrDefault();
        day = DateOnly.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) ? read : null;
        return day is not null || text == NoDay;
    }

    /// <summary>The SHA-256 of bytes, in lower case.</summary>
    public static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexString(SHA256.HashData(bytes)).ToLowerInvariant();

    /// <param name="file">The content.</param>
    /// <param name="start">Where the document starts.</param>
    private static string? HeaderRefusal(ReadOnlySpan<byte> file, int start)
    {
        if (!file.StartsWith(Encoding.UTF8.GetBytes(FirstLine)))
        {
            return "it is not a cache file, or one of another format version";
        }

        var end = start - 1 - LastLineLength;
        return end < 0 || !file[end..(start - 1)].SequenceEqual(Encoding.UTF8.GetBytes($"{LastKey}{Hash(file[..end])}\n"))
            ? "its header is truncated, damaged or was changed"
            : null;
    }

    private static CachedIpRanges? Entry(Site site, Func<string, string?> field, ReadOnlyMemory<byte> body)
    {
        var isValid = true;
        var (fetched, modified) = (Time(field("fetched")), Time(field("last-modified")));
        var version = Number(field("version"));
        return isValid && fetched is not null
            && Uri.TryCreate(field("source"), UriKind.Absolute, out var source) && source.AbsoluteUri.Length <= CachedIpRanges.MaxSourceLength
            ? new CachedIpRanges
            {
                Site = site,
                Source = source,
                Body = body,
                Version = version,
                ETag = field("etag"),
                LastModified = modified,
                FetchedAt = fetched.Value,
            }
            : null;

        long? Number(string? text)
            => text is not null && (isValid &= long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) ? number : null;

        DateTimeOffset? Time(string? text)
            => text is not null && (isValid &= DateTimeOffset.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
                ? time
                : null;
    }

    private static string? Refusal(CachedIpRanges entry, out DateOnly? modified)
    {
        modified = null;
        try
        {
            var document = IpRangesDocument.Parse(entry.Body.Span, AnyPrefixes with { Site = entry.Site }).Provenance;
            modified = document.Modified;
            return document.Version == entry.Version ? null : "the version of its document does not match its header";
        }
        catch (IpRangesFormatException e)
        {
            return $"its document is invalid: {PrintableText.Of(e.Message)}";
        }
    }
}

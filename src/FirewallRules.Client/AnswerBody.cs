using System.IO.Compression;
using System.Net.Http.Headers;

namespace FirewallRules.Client;

/// <summary>Reads the body of an answer: unpacks what the handler has not, and stops when it has more than a document may.</summary>
internal static class AnswerBody
{
    private const int ChunkSize = 32 * 1024;

    /// <exception cref="IpRangesClientException">The body is too large, or packed or written in a way that is not read.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContent content, FetchFailures failures, Uri uri, CancellationToken cancellationToken)
    {
        CheckCharset(content.Headers.ContentType, failures, uri);
        if (content.Headers.ContentLength > IpRangesDocument.MaxBytes)
        {
            throw failures.TooLarge(uri);
        }

        var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var unpacked = Unpack(stream, content.Headers.ContentEncoding, failures, uri);
        await using (unpacked.ConfigureAwait(false))
        {
            try
            {
                return await ReadAsync(unpacked, failures, uri, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is InvalidDataException || (e is InvalidOperationException && unpacked is BrotliStream))
            {
                throw failures.NotUnpacked(uri, e);
            }
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream stream, FetchFailures failures, Uri uri, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        var chunk = new byte[ChunkSize];
        while (await stream.ReadAsync(chunk, cancellationToken).ConfigureAwait(false) is > 0 and var read)
        {
            if (body.Length + read > IpRangesDocument.MaxBytes)
            {
                throw failures.TooLarge(uri);
            }

            body.Write(chunk, 0, read);
        }

        return body.ToArray();
    }

    private static Stream Unpack(Stream stream, ICollection<string> encodings, FetchFailures failures, Uri uri)
        => string.Join(", ", encodings).ToLowerInvariant() switch
        {
            "" or "identity" => stream,
            "gzip" or "x-gzip" => new GZipStream(stream, CompressionMode.Decompress),
            "br" => new BrotliStream(stream, CompressionMode.Decompress),
            var other => throw failures.Encoding(uri, "content encoding", other),
        };

    private static void CheckCharset(MediaTypeHeaderValue? type, FetchFailures failures, Uri uri)
    {
        if (type?.CharSet?.Trim('"') is { Length: > 0 } charset && !IsUtf8(charset))
        {
            throw failures.Encoding(uri, "charset", charset);
        }
    }

    // Plain ASCII reads the same as UTF-8.
    private static bool IsUtf8(string charset) => charset.ToLowerInvariant() is "utf-8" or "utf8" or "us-ascii" or "ascii";
}

using System.IO.Compression;
using System.Net.Http.Headers;

namespace FirewallRules.Client;

/// <summary>Reads the body of a response: decompresses it unless the handler did, and stops at the maximum size of a document.</summary>
internal static class ResponseBody
{
    private const int ChunkSize = 32 * 1024;

    /// <exception cref="IpRangesClientException">The body is too large, or its compression or charset is not supported.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContent content, FetchFailures failures, Uri uri, CancellationToken cancellationToken)
    {
        CheckCharset(content.Headers.ContentType, failures, uri);
        if (content.Headers.ContentLength > IpRangesDocument.MaxBytes)
        {
            throw failures.TooLarge(uri);
        }

        var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var decompressed = Decompress(stream, content.Headers.ContentEncoding, failures, uri);
        await using (decompressed.ConfigureAwait(false))
        {
            try
            {
                return await ReadAsync(decompressed, failures, uri, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is InvalidDataException || (e is InvalidOperationException && decompressed is BrotliStream))
            {
                throw failures.Decompression(uri, e);
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

    private static Stream Decompress(Stream stream, ICollection<string> encodings, FetchFailures failures, Uri uri)
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

    // ASCII is a subset of UTF-8.
    private static bool IsUtf8(string charset) => charset.ToLowerInvariant() is "utf-8" or "utf8" or "us-ascii" or "ascii";
}

using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using Microsoft.Extensions.Logging;

namespace FirewallRules.Client;

/// <summary>The request for one document: sends it, follows allowed redirects, and reads the response.</summary>
internal sealed class DocumentRequest(
    HttpClient http, IpRangesClientOptions options, TimeProvider time, FetchFailures failures, Uri address, SeenDocument? last)
{
    private static readonly ProductHeaderValue UserAgent = new("FirewallRules", PackageVersion.Text);

    private readonly RedirectRule _redirects = new(options, failures, address);

    public FetchFailures Failures => failures;

    /// <summary>How important it is that a single attempt failed.</summary>
    public LogLevel RetryLevel { get; init; } = LogLevel.Warning;

    /// <summary>The number of attempts.</summary>
    public int Attempts { get; private set; }

    /// <summary>The last requested address.</summary>
    public Uri RequestedUri
    {
        get => field ?? address;
        private set;
    }

    /// <summary>The failure of the previous attempt.</summary>
    public IpRangesClientException? LastFailure { get; set; }

    public async ValueTask<DocumentResponse> SendAsync(CancellationToken cancellationToken)
    {
        (Attempts, RequestedUri) = (Attempts + 1, address);
        try
        {
            for (var redirects = 0; ; redirects++)
            {
                using var request = Request(RequestedUri);
                using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
                if (response.RequestMessage?.RequestUri is { } final && final != RequestedUri)
                {
                    // A handler may have made the address relative.
                    RequestedUri = _redirects.Check(RequestedUri, new Uri(RequestedUri, final), status: null);
                }

                if (RedirectRule.IsRedirect(response.StatusCode))
                {
                    RequestedUri = _redirects.Next(RequestedUri, response, redirects);
                    continue;
                }

                return await ReadAsync(request, response, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Authentication(e) is { } refused ? failures.Tls(RequestedUri, e, refused) : failures.Network(RequestedUri, e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            TimeSpan? limit = http.Timeout == Timeout.InfiniteTimeSpan ? null : http.Timeout;
            throw failures.Timeout(RequestedUri, limit, Attempts, e, last: null);
        }
    }

    private static AuthenticationException? Authentication(Exception e)
        => e.InnerException is null or AuthenticationException ? e.InnerException as AuthenticationException : Authentication(e.InnerException);

    private HttpRequestMessage Request(Uri uri)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, uri)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("br"));
        if (http.DefaultRequestHeaders.UserAgent.Count == 0)
        {
            request.Headers.UserAgent.Add(new ProductInfoHeaderValue(UserAgent));
        }

        // A validator is valid only for the address that sent it, not after a redirect or for another mirror.
        if (last?.Entry is { } entry && entry.Source == IpRangesAddress.Public(uri))
        {
            if (EntityTagHeaderValue.TryParse(entry.ETag, out var tag) && tag.Tag != "*")
            {
                request.Headers.IfNoneMatch.Add(tag);
            }
            else
            {
                request.Headers.IfModifiedSince = entry.LastModified;
            }
        }

        return request;
    }

    private async Task<DocumentResponse> ReadAsync(HttpRequestMessage request, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = response.StatusCode;
        var (etag, modified) = (response.Headers.ETag?.ToString(), response.Content.Headers.LastModified);
        if (status == HttpStatusCode.NotModified && (request.Headers.IfNoneMatch.Count > 0 || request.Headers.IfModifiedSince is not null))
        {
            return new DocumentResponse(RequestedUri, Body: null, etag, modified);
        }

        if (status != HttpStatusCode.OK)
        {
            var transient = status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || (int)status is >= 500 and < 600;
            throw failures.Status(RequestedUri, status, RetryAfter.Read(response.Headers, time.GetUtcNow()), transient);
        }

        var body = await ResponseBody.ReadAsync(response.Content, failures, RequestedUri, cancellationToken).ConfigureAwait(false);
        return new DocumentResponse(RequestedUri, body, etag, modified);
    }
}

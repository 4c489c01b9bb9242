using System.Net.Http.Headers;

namespace FirewallRules.Client;

/// <summary>The wait that a server requests with <c>Retry-After</c>.</summary>
internal static class RetryAfter
{
    private const string Name = "Retry-After";

    /// <summary>The longest wait that is reported: 68 years, the range of 32 bits.</summary>
    public static readonly TimeSpan Max = TimeSpan.FromSeconds(int.MaxValue);

    /// <summary>Reads the header.</summary>
    /// <param name="headers">The headers of the response.</param>
    /// <param name="now">The time to which a date is compared.</param>
    /// <returns>The wait: zero for a date in the past, at most <see cref="Max"/>; null without a header, or with one that is neither.</returns>
    public static TimeSpan? Read(HttpResponseHeaders headers, DateTimeOffset now)
        => headers.RetryAfter switch
        {
            { Delta: { } seconds } => seconds,
            { Date: { } date } => date <= now ? TimeSpan.Zero : date - now < Max ? date - now : Max,
            _ => IsNumber(headers) ? Max : null,
        };

    // The parser of the framework knows numbers of 32 bits.
    private static bool IsNumber(HttpResponseHeaders headers)
        => headers.NonValidated.TryGetValues(Name, out var values) && values.Count == 1
            && values.ToString().AsSpan().Trim(" \t") is { Length: > 0 } text && !text.ContainsAnyExceptInRange('0', '9');
}

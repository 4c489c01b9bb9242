using Microsoft.Extensions.Options;

namespace FirewallRules.Client;

/// <summary>What the attributes of the options cannot say: how options fit together, and what an address is.</summary>
internal sealed class IpRangesClientOptionsValidator : IValidateOptions<IpRangesClientOptions>
{
    private const string ResiliencePath = nameof(IpRangesClientOptions.Resilience) + ".";

    /// <exception cref="OptionsValidationException">An option is wrong; the message names each that is.</exception>
    public static void Check(IpRangesClientOptions options)
    {
        if (new IpRangesClientOptionsValidator().Validate(Options.DefaultName, options) is { Failed: true } result)
        {
            throw new OptionsValidationException(Options.DefaultName, typeof(IpRangesClientOptions), result.Failures);
        }
    }

    public ValidateOptionsResult Validate(string? name, IpRangesClientOptions options)
    {
        var result = new ValidateOptionsResultBuilder();
        result.AddResult(new IpRangesClientRangesValidator().Validate(name, options));
        CheckAddress(options, result);
        CheckHosts(options.AllowedRedirectHosts, result);
        if (options.CacheFolder is { Length: > 0 } folder && string.IsNullOrWhiteSpace(folder))
        {
            result.AddError("a folder has a name; null keeps nothing on disk.", nameof(options.CacheFolder));
        }

        if (options.Resilience is { } resilience)
        {
            CheckOrder(resilience, result);
        }

        return result.Build();
    }

    private static void CheckAddress(IpRangesClientOptions options, ValidateOptionsResultBuilder result)
    {
        const string Name = nameof(IpRangesClientOptions.BaseAddress);
        if (options.BaseAddress is not { } address)
        {
            return;
        }

        if (!address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp))
        {
            result.AddError("it has to be an absolute https address.", Name);
            return;
        }

        if (!IpRangesAddress.IsSafe(address, options.AllowHttp))
        {
            result.AddError(
                $"plain http lets whoever is on the way change the document: write https, or set {nameof(options.AllowHttp)} if that is accepted.", Name);
        }

        if (address.AbsoluteUri.Length > IpRangesAddress.Longest / 2)
        {
            result.AddError($"an address has at most {IpRangesAddress.Longest / 2} characters.", Name);
        }

        if (address.UserInfo.Length > 0)
        {
            result.AddError("user information in an address is not sent: let a handler of the HTTP client add what the mirror asks for.", Name);
        }

        if (address.Fragment.Length > 0)
        {
            result.AddError("a fragment is not sent: leave it out.", Name);
        }
    }

    private static void CheckHosts(IList<string> hosts, ValidateOptionsResultBuilder result)
    {
        for (var i = 0; i < hosts.Count; i++)
        {
            if (Uri.CheckHostName(hosts[i]) is not (UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6))
            {
                result.AddError(
                    "it has to be the name or the address of one host, without scheme, port and wildcard.",
                    $"{nameof(IpRangesClientOptions.AllowedRedirectHosts)}[{i}]");
            }
        }
    }

    private static void CheckOrder(IpRangesResilienceOptions resilience, ValidateOptionsResultBuilder result)
    {
        if (resilience.AttemptTimeout > resilience.TotalTimeout)
        {
            result.AddError($"an attempt cannot take longer than {nameof(resilience.TotalTimeout)}.", ResiliencePath + nameof(resilience.AttemptTimeout));
        }

        if (resilience.MaxRetryDelay < resilience.RetryDelay)
        {
            result.AddError($"the longest wait cannot be shorter than {nameof(resilience.RetryDelay)}.", ResiliencePath + nameof(resilience.MaxRetryDelay));
        }
    }
}

using Microsoft.Extensions.Options;

namespace FirewallRules.Client;

/// <summary>Validates what the attributes of the options cannot express: addresses, and options that depend on each other.</summary>
internal sealed class IpRangesClientOptionsValidator : IValidateOptions<IpRangesClientOptions>
{
    private const string ResiliencePath = nameof(IpRangesClientOptions.Resilience) + ".";

    /// <exception cref="OptionsValidationException">An option is invalid; the message lists all of them.</exception>
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
        result.AddResult(new IpRangesClientAttributesValidator().Validate(name, options));
        SiteOption.Check(options.UnknownSite, result);
        CheckAddress(options, result);
        CheckHosts(options.AllowedRedirectHosts, result);
        if (options.CacheFolder is { Length: > 0 } folder && string.IsNullOrWhiteSpace(folder))
        {
            result.AddError("the folder must not be blank; null disables the cache.", nameof(options.CacheFolder));
        }

        if (options.Baseline is { Site: var site } && site != options.Site)
        {
            result.AddError($"it must be a document of {nameof(options.Site)}, read with IpRangesReadOptions.Site.", nameof(options.Baseline));
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
            result.AddError("it must be an absolute https address.", Name);
            return;
        }

        if (!IpRangesAddress.IsSafe(address, options.AllowHttp))
        {
            result.AddError(
                $"it must be https: with plain http anyone on the network path can change the document. {nameof(options.AllowHttp)} accepts that.", Name);
        }

        if (address.AbsoluteUri.Length > IpRangesAddress.MaxLength / 2)
        {
            result.AddError($"it must have at most {IpRangesAddress.MaxLength / 2} characters.", Name);
        }

        if (address.UserInfo.Length > 0)
        {
            result.AddError("it must not contain user information; add the authentication in a handler of the HTTP client.", Name);
        }

        if (address.Fragment.Length > 0)
        {
            result.AddError("it must not contain a fragment.", Name);
        }
    }

    private static void CheckHosts(IList<string> hosts, ValidateOptionsResultBuilder result)
    {
        for (var i = 0; i < hosts.Count; i++)
        {
            if (Uri.CheckHostName(hosts[i]) is not (UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6))
            {
                result.AddError(
                    "it must be the name or address of a single host, without scheme, port and wildcard.",
                    $"{nameof(IpRangesClientOptions.AllowedRedirectHosts)}[{i}]");
            }
        }
    }

    private static void CheckOrder(IpRangesResilienceOptions resilience, ValidateOptionsResultBuilder result)
    {
        if (resilience.AttemptTimeout > resilience.TotalTimeout)
        {
            result.AddError($"it must not be longer than {nameof(resilience.TotalTimeout)}.", ResiliencePath + nameof(resilience.AttemptTimeout));
        }

        if (resilience.MaxRetryDelay < resilience.RetryDelay)
        {
            result.AddError($"it must not be shorter than {nameof(resilience.RetryDelay)}.", ResiliencePath + nameof(resilience.MaxRetryDelay));
        }
    }
}

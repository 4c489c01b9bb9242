using Microsoft.Extensions.Options;

namespace FirewallRules.Client;

/// <summary>Validates what the attributes of the options cannot express.</summary>
internal sealed class IpRangesWatcherOptionsValidator : IValidateOptions<IpRangesWatcherOptions>
{
    public ValidateOptionsResult Validate(string? name, IpRangesWatcherOptions options)
    {
        var result = new ValidateOptionsResultBuilder();
        result.AddResult(new IpRangesWatcherAttributesValidator().Validate(name, options));
        SiteOption.Check(options.UnknownSite, result);
        if (options.MaxRetryDelay < options.RetryDelay)
        {
            result.AddError($"it must not be shorter than {nameof(options.RetryDelay)}.", nameof(options.MaxRetryDelay));
        }

        if (options.StateFolder is { Length: > 0 } folder && string.IsNullOrWhiteSpace(folder))
        {
            result.AddError("the folder must not be blank; null is the folder of the client.", nameof(options.StateFolder));
        }

        return result.Build();
    }
}

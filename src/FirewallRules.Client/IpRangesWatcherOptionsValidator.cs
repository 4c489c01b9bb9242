using Microsoft.Extensions.Options;

namespace FirewallRules.Client;

/// <summary>What the attributes of the options cannot say.</summary>
internal sealed class IpRangesWatcherOptionsValidator : IValidateOptions<IpRangesWatcherOptions>
{
    public ValidateOptionsResult Validate(string? name, IpRangesWatcherOptions options)
    {
        var result = new ValidateOptionsResultBuilder();
        result.AddResult(new IpRangesWatcherRangesValidator().Validate(name, options));
        if (options.MaxRetryDelay < options.RetryDelay)
        {
            result.AddError($"the longest wait cannot be shorter than {nameof(options.RetryDelay)}.", nameof(options.MaxRetryDelay));
        }

        if (options.StateFolder is { Length: > 0 } folder && string.IsNullOrWhiteSpace(folder))
        {
            result.AddError("a folder has a name; null is the folder of the client.", nameof(options.StateFolder));
        }

        return result.Build();
    }
}

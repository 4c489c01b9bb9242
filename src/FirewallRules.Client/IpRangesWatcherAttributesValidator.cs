using Microsoft.Extensions.Options;

namespace FirewallRules.Client;

/// <summary>Validates the attributes of the options; generated at build time, without reflection.</summary>
[OptionsValidator]
internal sealed partial class IpRangesWatcherAttributesValidator : IValidateOptions<IpRangesWatcherOptions>;

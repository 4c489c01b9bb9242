using Microsoft.Extensions.Options;

namespace FirewallRules.Client;

/// <summary>Checks what the attributes of the options say; written at build time, without reflection.</summary>
[OptionsValidator]
internal sealed partial class IpRangesWatcherRangesValidator : IValidateOptions<IpRangesWatcherOptions>;

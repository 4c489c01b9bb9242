namespace FirewallRules;

/// <summary>Why an <see cref="IpRangesClient"/> did not follow a redirect.</summary>
public enum IpRangesRedirectError
{
    /// <summary>The target is another host, which <see cref="IpRangesClientOptions.AllowedRedirectHosts"/> does not list.</summary>
    OtherHost,

    /// <summary>The target is not an https address.</summary>
    NotHttps,

    /// <summary>More redirects in a row than <see cref="IpRangesClientOptions.MaxRedirects"/>.</summary>
    TooMany,

    /// <summary>The response has no valid target.</summary>
    NoTarget,

    /// <summary>The address of the target is too long.</summary>
    TargetTooLong,
}

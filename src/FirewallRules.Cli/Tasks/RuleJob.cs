namespace FirewallRules.Cli.Tasks;

/// <summary>The rules that a command line selects.</summary>
/// <param name="Rules">The rules.</param>
/// <param name="Site">The site.</param>
internal sealed record RuleJob(RuleSet Rules, Site Site)
{
    /// <summary>How to leave the inbound rules out, where that is possible.</summary>
    public string? WithoutInbound { get; init; }

    /// <summary>
    /// Makes the same rules from another document; <see langword="null"/> where they come from none, or from several.
    /// </summary>
    public Func<IpRangesDocument, RuleSet>? FromDocument { get; init; }
}

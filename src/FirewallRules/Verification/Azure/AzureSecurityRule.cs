namespace FirewallRules.Verification;

/// <summary>One security rule of an NSG.</summary>
internal sealed record AzureSecurityRule
{
    /// <summary>The name. Untrusted text.</summary>
    public required string Name { get; init; }

    /// <summary>The description; empty if there is none. Untrusted text.</summary>
    public required string Description { get; init; }

    public required int Priority { get; init; }

    public required Direction Direction { get; init; }

    public required LiveAction Action { get; init; }

    /// <summary>Protocol and source ports, and what has no model.</summary>
    public required LiveMatchBuilder Conditions { get; init; }

    /// <summary>The ports of the destination; <see langword="null"/> for all.</summary>
    public required IReadOnlyList<PortRange>? Ports { get; init; }

    /// <summary>Ports that are not known; <see langword="null"/> if there are none.</summary>
    public required string? UnknownPorts { get; init; }

    public required AzureAddresses Remote { get; init; }

    /// <summary>The side of the NSG.</summary>
    public required AzureAddresses Local { get; init; }

    /// <summary>The names of the application security groups on the side of the NSG, which then has no addresses.</summary>
    public required IReadOnlyList<string> LocalGroups { get; init; }

    /// <summary>The rule in a finding.</summary>
    public required string Text { get; init; }

    /// <summary>Whether Azure adds the rule to every NSG.</summary>
    public bool IsDefault => Priority > AzureDefaultRules.LastPriority;

    /// <summary>Whether the rule applies to everything that the NSG protects.</summary>
    public bool IsForEverything => LocalGroups.Count == 0 && Local.IsAny;
}

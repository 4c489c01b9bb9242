namespace FirewallRules.SystemTests;

/// <summary>A change to a firewall behind the back of this project.</summary>
/// <param name="Name">The name of its kind.</param>
/// <param name="Commands">What is run in the namespace.</param>
/// <param name="Expected">All findings; <see langword="null"/> when only packets tell what it does.</param>
internal sealed record Tampering(string Name, IReadOnlyList<TamperingCommand> Commands, IReadOnlyList<Claim>? Expected)
{
    /// <summary>Whether the verifier is told the addresses of the host.</summary>
    public bool IsOnKnownHost { get; init; }

    /// <summary>Whether others allow what ours no longer does, so that packets say nothing about it.</summary>
    public bool IsAllowedByOthers { get; init; }

    public override string ToString() => $"{Name}:\n{string.Join('\n', Commands)}";
}

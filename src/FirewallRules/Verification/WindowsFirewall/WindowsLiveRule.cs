namespace FirewallRules.Verification;

/// <summary>An enabled rule of the Windows Firewall for TCP or UDP.</summary>
/// <param name="Direction">The direction.</param>
/// <param name="Action">What it does.</param>
/// <param name="IsBypass">Whether it allows authenticated connections even where another rule blocks them.</param>
/// <param name="IsOurs">Whether it is of this project.</param>
/// <param name="IsLocal">Whether it is a rule of this computer and not of a group policy.</param>
/// <param name="Profiles">The names of the profiles in which it applies.</param>
/// <param name="Matches">What it matches, apart from profiles; one of these is enough.</param>
/// <param name="Text">The rule in a finding.</param>
internal sealed record WindowsLiveRule(
    Direction Direction,
    LiveAction Action,
    bool IsBypass,
    bool IsOurs,
    bool IsLocal,
    IReadOnlyList<string> Profiles,
    IReadOnlyList<LiveMatch> Matches,
    string Text);

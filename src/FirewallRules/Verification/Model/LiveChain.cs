namespace FirewallRules.Verification;

/// <summary>A list of rules, of which the first one that decides counts.</summary>
/// <param name="name">The name with what it is in, such as <c>inet filter output</c>. Untrusted text.</param>
/// <param name="isOurs">Whether this project wrote the chain.</param>
internal sealed class LiveChain(string name, bool isOurs)
{
    public string Name { get; } = name;

    public bool IsOurs { get; } = isOurs;

    /// <summary>Whether a return is how this chain allows a packet: others decide about it afterwards.</summary>
    public bool AllowsByReturn { get; init; }

    public List<LiveRule> Rules { get; } = [];
}

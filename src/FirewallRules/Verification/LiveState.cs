using FirewallRules.Verification;

namespace FirewallRules;

/// <summary>
/// The rules that a firewall has, as its platform prints them, with the options that this project's rules in it were written with. Read it with a
/// derived type, such as <c>NftablesState</c>, and compare it with <see cref="RuleSetVerifyExtensions.Verify"/>.
/// </summary>
public abstract class LiveState
{
    private protected LiveState()
    {
    }

    /// <summary>
    /// Adds another firewall of the same host that the same packets pass. This state's rules are compared; the other one can only override them, even
    /// where it has rules of this project.
    /// </summary>
    /// <remarks>
    /// On Linux, rules of nftables and iptables apply side by side. Where iptables is made with nftables (<c>iptables-nft</c>), <c>nft</c> lists its
    /// tables without most of their conditions: where both listings have a table, that of <c>iptables-save</c> is used.
    /// </remarks>
    /// <param name="other">The state of the other firewall.</param>
    /// <returns>A state of both.</returns>
    /// <example>
    /// <code>
    /// var iptables = IptablesState.Parse(File.ReadAllText("iptables.txt"), File.ReadAllText("ip6tables.txt"), File.ReadAllText("ipset.txt"));
    /// var live = NftablesState.Parse(File.ReadAllText("ruleset.json")).Beside(iptables);
    /// Console.WriteLine(RuleSet.For(Section.Logs).Verify(live));
    /// </code>
    /// </example>
    public LiveState Beside(LiveState other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new LiveStateView(this, Live.Beside(other.Live));
    }

    /// <summary>
    /// Adds the addresses of the host. Without them it is not known which rules about certain addresses of the host apply to it, so that such rules
    /// make results unknown.
    /// </summary>
    /// <param name="addresses">All addresses of all interfaces of the host. Without any of a family, those of the family stay unknown.</param>
    /// <returns>A state on that host.</returns>
    public LiveState OnHost(AddressSet addresses)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        return new LiveStateView(this, Live.On(addresses));
    }

    /// <summary>What the firewall does.</summary>
    internal abstract LivePolicy Live { get; }

    /// <summary>What it does, as it is judged for these rules.</summary>
    /// <exception cref="EmitterException">The platform or the options cannot express the rules.</exception>
    internal virtual LivePolicy LiveFor(RuleSet rules) => Live;

    /// <summary>What it would do with the rules alone, written with the options of this state.</summary>
    /// <exception cref="EmitterException">The platform or the options cannot express the rules.</exception>
    internal abstract LivePolicy Expect(RuleSet rules);
}

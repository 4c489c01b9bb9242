namespace FirewallRules.Verification;

/// <summary>One table of iptables.</summary>
/// <param name="name">The name, such as <c>filter</c>.</param>
/// <param name="isLegacy">Whether it is one of the kernel's own, rather than made with nftables; <see langword="null"/> when that is not said.</param>
internal sealed class IptablesTable(string name, bool? isLegacy)
{
    private static readonly LiveTraffic LocalEgress = new(Direction.Egress, IsForwarded: false);
    private static readonly LiveTraffic LocalIngress = new(Direction.Ingress, IsForwarded: false);
    private static readonly LiveTraffic[] Forwarded = [new(Direction.Egress, IsForwarded: true), new(Direction.Ingress, IsForwarded: true)];

    private readonly Dictionary<string, LiveChain> _chains = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LiveAction> _policies = new(StringComparer.Ordinal);

    public string Name { get; } = name;

    public bool? IsLegacy { get; } = isLegacy;

    /// <summary>The rules, by the chain that they are in, as words.</summary>
    public List<(LiveChain Chain, List<string> Words)> Rules { get; } = [];

    /// <summary>The base chains.</summary>
    public IEnumerable<LiveHook> Hooks(IpFamily family)
        => from policy in _policies
           let stage = Stage(policy.Key)
           where stage.Traffic.Length > 0
           select new LiveHook(
               _chains[policy.Key], stage.Traffic, family, ((long)stage.Number << 40) + Priority(policy.Key), stage.Number > 1, policy.Value)
           {
               // Only the first packet of a connection passes the chains that translate addresses.
               Phases = Name == "nat" ? LivePhases.First : LivePhases.All,
               IsRouted = stage.Number > 1,
           };

    /// <summary>The chain of that name; <see langword="null"/> when there is none.</summary>
    public LiveChain? Chain(string chain) => _chains.GetValueOrDefault(chain);

    /// <param name="chain">The chain.</param>
    /// <param name="policy">The policy as it is printed.</param>
    /// <param name="made">The chain of that name.</param>
    public void Declare(string chain, string policy, LiveChain made)
    {
        _chains[chain] = made;
        if (policy != "-")
        {
            _policies[chain] = policy == "DROP" ? LiveAction.Drop : LiveAction.Accept;
        }
    }

    private static (int Number, LiveTraffic[] Traffic) Stage(string chain) => chain switch
    {
        "PREROUTING" => (1, [LocalIngress, .. Forwarded]),
        "INPUT" => (2, [LocalIngress]),
        "FORWARD" => (2, Forwarded),
        "OUTPUT" => (2, [LocalEgress]),
        "POSTROUTING" => (3, [LocalEgress, .. Forwarded]),
        _ => (0, []),
    };

    // The priorities of netfilter: enum nf_ip_hook_priorities.
    private int Priority(string chain) => Name switch
    {
        "raw" => -300,
        "mangle" => -150,
        "nat" => chain is "INPUT" or "POSTROUTING" ? 100 : -100,
        "security" => 50,
        _ => 0,
    };
}

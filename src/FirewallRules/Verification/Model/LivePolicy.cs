namespace FirewallRules.Verification;

/// <summary>What a firewall does with new connections: its base chains, in the order in which a packet passes them.</summary>
/// <param name="hooks">The base chains, in any order.</param>
internal sealed class LivePolicy(IEnumerable<LiveHook> hooks)
{
    public IReadOnlyList<LiveHook> Hooks { get; } = [.. hooks.OrderBy(hook => hook.Order)];

    /// <summary>The sets of this project, by name, where they are compared themselves; <see langword="null"/> where rules are.</summary>
    public IReadOnlyDictionary<string, AddressSet>? Sets { get; init; }

    /// <summary>The names of sets that hold something else than addresses.</summary>
    public IReadOnlyCollection<string> OpaqueSets { get; init; } = [];

    /// <summary>The addresses of the host itself; <see langword="null"/> when they are not known.</summary>
    public AddressSet? HostAddresses { get; init; }

    /// <summary>
    /// The tables of nftables that this policy has in another and better form, such as <c>ip filter</c> where iptables made it.
    /// </summary>
    public IReadOnlySet<string> Replaced { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>The families that the state is known of.</summary>
    public IReadOnlyList<IpFamily> Families { get; init; } = [IpFamily.IPv4, IpFamily.IPv6];

    /// <summary>Tables that exist but were not read, such as <c>ip filter</c>.</summary>
    public IReadOnlySet<string> Unread { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>
    /// The names of all interfaces that there are, or of what the platform has in their place, such as profiles; <see langword="null"/> where
    /// packets can pass others than the rules name.
    /// </summary>
    public IReadOnlyList<string>? Interfaces { get; init; }

    /// <summary>Everything that was not understood and does not belong to a rule, such as a table of an unknown family.</summary>
    public IReadOnlyList<string> Unmodelled { get; init; } = [];

    /// <summary>Every chain that a packet can reach.</summary>
    public IReadOnlyCollection<LiveChain> Chains => field ??= ReachableFrom(Hooks.Select(hook => hook.Chain));

    /// <summary>The conditions of every rule that a packet can reach.</summary>
    public IEnumerable<LiveMatch> Matches => Chains.SelectMany(chain => chain.Rules).Select(rule => rule.Match);

    /// <summary>This policy with what else decides about the same packets, none of which is of this project.</summary>
    public LivePolicy Beside(LivePolicy other)
    {
        var copies = other.Chains.ToDictionary(chain => chain, chain => new LiveChain(chain.Name, isOurs: false));
        foreach (var (chain, copy) in copies)
        {
            copy.Rules.AddRange(chain.Rules.Select(rule => rule.Target is null ? rule : rule with { Target = copies[rule.Target] }));
        }

        var others = other.Hooks.Where(hook => !Replaced.Contains(hook.Table ?? "")).Select(hook => hook with { Chain = copies[hook.Chain] });
        return new LivePolicy(Hooks.Where(hook => !other.Replaced.Contains(hook.Table ?? "") || hook.Chain.IsOurs).Concat(others))
        {
            Sets = Sets,
            OpaqueSets = OpaqueSets,
            HostAddresses = HostAddresses ?? other.HostAddresses,
            Replaced = Replaced.Union(other.Replaced, StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal),
            Families = Families,
            Interfaces = Interfaces,
            Unread = Unread.Union(other.Unread, StringComparer.Ordinal)
                .Except(Hooks.Concat(other.Hooks).Select(hook => hook.Table ?? ""), StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal),
            Unmodelled = [.. Unmodelled.Union(other.Unmodelled, StringComparer.Ordinal)],
        };
    }

    /// <summary>This policy on a host with known addresses.</summary>
    public LivePolicy On(AddressSet host) => new(Hooks)
    {
        Sets = Sets,
        OpaqueSets = OpaqueSets,
        HostAddresses = host,
        Replaced = Replaced,
        Families = Families,
        Interfaces = Interfaces,
        Unread = Unread,
        Unmodelled = Unmodelled,
    };

    /// <summary>These chains, and every one that they lead to.</summary>
    public static HashSet<LiveChain> ReachableFrom(IEnumerable<LiveChain> chains)
    {
        var found = new HashSet<LiveChain>();
        var next = new Stack<LiveChain>(chains);
        while (next.TryPop(out var chain))
        {
            if (found.Add(chain))
            {
                foreach (var rule in chain.Rules.Where(rule => rule.Target is not null))
                {
                    next.Push(rule.Target!);
                }
            }
        }

        return found;
    }
}

using System.Text.Json;

namespace FirewallRules.Verification;

/// <summary>Says which traffic passes a base chain of nftables, and in which order.</summary>
internal static class NftablesHooks
{
    private const int Prerouting = 1;

    // Addresses of destinations are translated at this priority (NF_IP_PRI_NAT_DST).
    private const int TranslationPriority = -100;

    private static readonly LiveTraffic LocalEgress = new(Direction.Egress, IsForwarded: false);
    private static readonly LiveTraffic LocalIngress = new(Direction.Ingress, IsForwarded: false);
    private static readonly LiveTraffic[] Forwarded = [new(Direction.Egress, IsForwarded: true), new(Direction.Ingress, IsForwarded: true)];

    /// <param name="table">The table.</param>
    /// <param name="chain">The chain.</param>
    /// <param name="declaration">What was declared for it.</param>
    /// <param name="listing">What JSON leaves out; <see langword="null"/> when it is not known.</param>
    /// <returns>The hook; <see langword="null"/> where no TCP or UDP connection of an IP family passes.</returns>
    public static LiveHook? Of(NftablesTableState table, LiveChain chain, JsonElement declaration, NftablesListing? listing)
    {
        var name = NftablesValues.Text(declaration, "hook");
        var priority = NftablesValues.Number(declaration, "prio") ?? 0;
        var (stage, traffic) = Stage(table.Family, name);
        if (traffic.Length == 0 || table.IsDormant || listing?.IsDormant(table.Family, table.Name) == true)
        {
            return null;
        }

        var family = table.Family switch { "ip" => IpFamily.IPv4, "ip6" => IpFamily.IPv6, _ => (IpFamily?)null };
        var policy = NftablesValues.Text(declaration, "policy") is "drop" ? LiveAction.Drop : LiveAction.Accept;
        var isTranslated = stage > Prerouting || (stage == Prerouting && priority > TranslationPriority);
        IReadOnlyList<string> devices = name is not ("ingress" or "egress") ? []
            : Devices(declaration) is { Count: > 0 } printed ? printed
            : listing?.Devices(table.Family, table.Name, NftablesValues.Text(declaration, "name") ?? "") ?? [];
        return new LiveHook(OnDevice(chain, devices, name, policy), traffic, family, ((long)stage << 40) + priority, isTranslated, policy)
        {
            // Only the first packet of a connection passes the chains that translate addresses.
            Phases = NftablesValues.Text(declaration, "type") is "nat" ? LivePhases.First : LivePhases.All,
            IsRouted = stage > Prerouting,
            Table = $"{table.Family} {table.Name}",
        };
    }

    private static (int Stage, LiveTraffic[] Traffic) Stage(string family, string? hook) => (family, hook) switch
    {
        ("netdev", "ingress") or ("inet", "ingress") => (0, [LocalIngress, .. Forwarded]),
        ("netdev", "egress") => (4, [LocalEgress, .. Forwarded]),
        ("ip" or "ip6" or "inet", "prerouting") => (Prerouting, [LocalIngress, .. Forwarded]),
        ("ip" or "ip6" or "inet", "input") => (2, [LocalIngress]),
        ("ip" or "ip6" or "inet", "forward") => (2, Forwarded),
        ("ip" or "ip6" or "inet", "output") => (2, [LocalEgress]),
        ("ip" or "ip6" or "inet", "postrouting") => (3, [LocalEgress, .. Forwarded]),
        _ => (0, []),
    };

    private static IReadOnlyList<string> Devices(JsonElement declaration)
        => !declaration.TryGetProperty("dev", out var device) ? []
            : device.ValueKind == JsonValueKind.Array ? NftablesValues.Names([.. device.EnumerateArray()]) ?? []
            : NftablesValues.Names([device]) ?? [];

    // A chain of a device sees only what passes that interface. Several versions of nft do not print in JSON which one it is.
    private static LiveChain OnDevice(LiveChain chain, IReadOnlyList<string> names, string? hook, LiveAction policy)
    {
        if (hook is not ("ingress" or "egress"))
        {
            return chain;
        }

        var condition = LiveMatch.Everything;
        if (names.Count == 0)
        {
            condition = condition with { Unmodelled = "a device that is not printed" };
        }
        else
        {
            var named = new LiveInterface(names);
            condition = hook == "ingress" ? condition with { In = named } : condition with { Out = named };
        }

        var entry = new LiveChain(chain.Name, chain.IsOurs);
        entry.Rules.Add(new LiveRule(condition, LiveAction.Jump, chain, "device"));
        entry.Rules.Add(new LiveRule(condition, policy, Target: null, $"policy {policy.ToString().ToLowerInvariant()}"));
        entry.Rules.Add(new LiveRule(LiveMatch.Everything, LiveAction.Accept, Target: null, "other devices"));
        return entry;
    }
}

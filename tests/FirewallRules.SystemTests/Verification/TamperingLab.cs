using System.Diagnostics;
using System.Net.Sockets;

namespace FirewallRules.SystemTests;

/// <summary>A wire on which tampering after tampering is tried, and packets tell whether a verdict is right.</summary>
internal sealed class TamperingLab : IDisposable
{
    // Those of the rules, and others that tamperings open or lead to.
    private static readonly int[] s_tcp = [22, 443, 444, 8080, 9000, 9001, 9002, 9003, 10516];
    private static readonly int[] s_udp = [123, 5000, 5003, 5004, 5353];

    // What passes answers at once. What is blocked costs this time, and what passes late is asked again.
    private static readonly TimeSpan s_glance = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private readonly Wire _wire = new();
    private readonly Listeners[] _listeners;

    public TamperingLab() => _listeners =
    [
        Listeners.Open(_wire.World, s_tcp), Listeners.Open(_wire.Host, s_tcp), Listeners.OpenUdp(_wire.World, s_udp), Listeners.OpenUdp(_wire.Host, s_udp),
    ];

    /// <summary>The rules that every host here has.</summary>
    public static RuleSet Rules { get; } = RuleSet.Of(
        Rule.Egress(Samples.Set("1.0.0.0/24 1.0.2.0/23 8.8.8.8/32 203.0.113.0/25 2600::/32 2a00:1::/64"), Protocol.Tcp, [443, 10516], "one"),
        Rule.Egress(Samples.Set("9.9.9.0/24 11.0.0.0/9 2620:fe::/48"), Protocol.Udp, new PortRange(5000, 5003), "two"),
        Rule.Ingress(Samples.Set("44.0.0.0/16 46.0.0.0/17 2a05::/16"), Protocol.Tcp, new PortRange(9000, 9002), "three"),
        Rule.Ingress(Samples.Set("192.0.2.0/24 2001:db8:1::/48"), Protocol.Udp, 5353, "four"));

    public NetworkNamespace Host => _wire.Host;

    /// <summary>The addresses of the host.</summary>
    public static AddressSet Addresses { get; } = AddressSet.From(
        [Cidr.FromAddress(Wire.HostAddress(AddressFamily.InterNetwork)), Cidr.FromAddress(Wire.HostAddress(AddressFamily.InterNetworkV6))]);

    /// <summary>Removes every firewall.</summary>
    public void Clear()
    {
        foreach (var table in new[] { "filter", "nat", "mangle", "raw", "security" })
        {
            foreach (var command in new[] { "iptables", "ip6tables" })
            {
                var text = $"*{table}\n{string.Concat(BuiltIn(table).Select(chain => $":{chain} ACCEPT\n"))}COMMIT\n";
                Host.Run($"{command}-legacy-restore", [], text).MustSucceed();
            }
        }

        Host.Nft("flush ruleset\n");

        // A list of sets uses its members, and the kernel lets go of a deleted rule's set a moment later.
        Host.Run("ipset", ["flush"]).MustSucceed();
        var clock = Stopwatch.StartNew();
        while (!Host.Run("ipset", ["destroy"]).Succeeded && clock.Elapsed < s_patience)
        {
            Thread.Sleep(50);
        }

        Host.Run("ipset", ["destroy"]).MustSucceed();
    }

    /// <summary>Sends packets to points in and around the findings.</summary>
    /// <param name="findings">The findings about the interface of the wire.</param>
    /// <param name="isDenying">Whether everything that the rules do not allow is denied.</param>
    /// <param name="isAllowedByOthers">Whether what is missing passes nevertheless.</param>
    /// <param name="random">Chooses the points.</param>
    /// <returns>What the findings say wrongly.</returns>
    public IReadOnlyList<string> Contradictions(IReadOnlyList<LiveFinding> findings, bool isDenying, bool isAllowedByOthers, Random random)
    {
        var claims = TamperingPoints.Of(findings, Rules, s_tcp, s_udp, random)
            .Select(knock => (Knock: knock, Passes: Passes(knock, findings, isDenying, isAllowedByOthers)))
            .Where(claim => claim.Passes is not null)
            .ToList();
        var passed = Try(claims.ConvertAll(claim => claim.Knock), s_glance);
        var late = claims.Where(claim => claim.Passes == true && !passed.Contains(claim.Knock)).Select(claim => claim.Knock).ToList();
        passed.UnionWith(late.Count == 0 ? [] : Try(late, s_patience));
        return
        [
            .. claims.Where(claim => passed.Contains(claim.Knock) != claim.Passes)
                .Select(claim => $"{claim.Knock.Direction} {claim.Knock.Protocol} {claim.Knock.Port} {claim.Knock.Remote} "
                    + (claim.Passes == true ? "is blocked and should pass" : "passes and should be blocked")),
        ];
    }

    public void Dispose()
    {
        foreach (var listeners in _listeners)
        {
            listeners.Dispose();
        }

        _wire.Dispose();
    }

    /// <summary>What the findings say about a packet: whether it passes, or nothing.</summary>
    private static bool? Passes(Knock knock, IReadOnlyList<LiveFinding> findings, bool isDenying, bool isAllowedByOthers)
    {
        var about = findings.Where(finding => finding.Direction is null || TamperingPoints.Covers(finding, knock)).ToList();
        if (about.Exists(finding => finding.Kind == LiveFindingKind.Unknown || finding is { Kind: LiveFindingKind.Missing, IsDeny: true }))
        {
            return null;
        }

        // What no rule of ours allows any longer passes where no rule of ours denies it, either.
        isAllowedByOthers |= findings.Any(finding => finding is { Kind: LiveFindingKind.Missing, IsDeny: true } && finding.Direction == knock.Direction);
        if (isAllowedByOthers && about.Exists(finding => finding.Kind == LiveFindingKind.Missing))
        {
            return null;
        }

        return about.Exists(finding => finding.Kind is LiveFindingKind.Missing or LiveFindingKind.Overridden && !finding.IsDeny) ? false
            : about.Exists(finding => finding is { Kind: LiveFindingKind.Extra, IsDeny: true }) ? false
            : about.Count > 0 || knock.IsAllowedBy(Rules) ? true
            : isDenying ? false
            : null;
    }

    private HashSet<Knock> Try(List<Knock> knocks, TimeSpan patience)
    {
        var kinds = knocks.GroupBy(knock => (knock.Direction, knock.Protocol)).Select(kind => kind.ToList()).ToList();
        var answers = Together.Run(kinds.Count, index =>
        {
            var kind = kinds[index];
            var from = kind[0].Direction == Direction.Egress ? _wire.Host : _wire.World;
            var targets = kind.ConvertAll(knock => knock.Target);
            return kind[0].Protocol == Protocol.Tcp ? Probe.Connect(from, targets, patience) : Probe.Echo(from, targets, patience);
        });
        return [.. kinds.Zip(answers).SelectMany(pair => pair.First.Zip(pair.Second)).Where(pair => pair.Second).Select(pair => pair.First)];
    }

    private static string[] BuiltIn(string table) => table switch
    {
        "raw" => ["PREROUTING", "OUTPUT"],
        "nat" => ["PREROUTING", "INPUT", "OUTPUT", "POSTROUTING"],
        "mangle" => ["PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING"],
        _ => ["INPUT", "FORWARD", "OUTPUT"],
    };
}

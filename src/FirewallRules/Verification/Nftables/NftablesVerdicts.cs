using System.Text.Json;

namespace FirewallRules.Verification;

/// <summary>Says what a statement of nftables does with a packet.</summary>
internal static class NftablesVerdicts
{
    /// <summary>The action of a statement.</summary>
    /// <param name="name">The name of the statement.</param>
    /// <param name="inner">What stands behind it.</param>
    public static LiveAction Of(string name, JsonElement inner) => name switch
    {
        "accept" or "masquerade" or "snat" => LiveAction.Accept,
        "drop" or "reject" => LiveAction.Drop,
        "return" => LiveAction.Return,
        "jump" => LiveAction.Jump,
        "goto" => LiveAction.Goto,
        "dnat" or "redirect" or "tproxy" or "fwd" => LiveAction.Divert,
        "xt" => OfTarget(inner),
        "counter" or "log" or "mangle" or "dup" or "flow" or "last" or "continue" or "ct helper" or "ct timeout" or "ct expectation" or "secmark"
            or "comment" or "reset" => LiveAction.Continue,

        // An untracked connection has no state, so that conditions on it do not hold, neither for it nor for its answers.
        "notrack" or "queue" or "synproxy" => LiveAction.Unknown,
        _ => LiveAction.Unknown,
    };

    /// <summary>Whether a statement ends the rule for some packets only, which depends on more than they show.</summary>
    public static bool IsCondition(string name, JsonElement inner)
        => name is "limit" or "quota" or "ct count" or "meter" or "set" or "map" || (name == "xt" && NftablesValues.Text(inner, "type") is "match");

    /// <summary>Adds where a diversion leads.</summary>
    public static LiveRule Divert(LiveRule rule, string name, JsonElement inner)
    {
        if (rule.Action != LiveAction.Divert || name is not ("redirect" or "dnat" or "tproxy"))
        {
            return rule;
        }

        var isToHost = name != "dnat" || NftablesValues.Text(inner, "addr") is { } address && IsLoopback(address);
        var isUnsure = name == "tproxy"
            || (inner.ValueKind == JsonValueKind.Object && inner.TryGetProperty("addr", out var to) && to.ValueKind == JsonValueKind.Object);
        var port = name != "tproxy" && inner.ValueKind == JsonValueKind.Object && inner.TryGetProperty("port", out var value) ? value : default;
        return rule with
        {
            IsDivertedToHost = isToHost,
            DivertedTo = NftablesValues.TryReadPorts(port, out var ports) ? ports : null,

            // A lookup can fail, and a proxy may not run. Then the packet stays as it is.
            Match = isUnsure ? rule.Match with { Unmodelled = rule.Match.Unmodelled ?? name } : rule.Match,
        };
    }

    private static bool IsLoopback(string address)
        => Cidr.TryParse(address, CidrStyles.BareAddress, out var to, out _) && (address == "::1" || Cidr.Parse("127.0.0.0/8").Contains(to));

    private static LiveAction OfTarget(JsonElement target) => NftablesValues.Text(target, "name") switch
    {
        "REJECT" => LiveAction.Drop,
        "DNAT" or "REDIRECT" or "TPROXY" or "NETMAP" => LiveAction.Divert,
        "SNAT" or "MASQUERADE" => LiveAction.Accept,
        "LOG" or "MARK" or "CONNMARK" or "NFLOG" or "TCPMSS" or "CLASSIFY" or "DSCP" or "TOS" or "TTL" or "HL" or "SET" or "AUDIT" or "CHECKSUM"
            or "TRACE" or "TEE" or "SECMARK" or "CONNSECMARK" or "RATEEST" or "ECN" or "TCPOPTSTRIP" or "IDLETIMER" or "LED" => LiveAction.Continue,
        _ => LiveAction.Unknown,
    };
}

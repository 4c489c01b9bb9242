namespace FirewallRules.SystemTests;

/// <summary>Every output form of the Linux emitters.</summary>
public static class OutputForms
{
    public static IReadOnlyList<OutputForm> All { get; } =
    [
        .. from mode in Enum.GetValues<NftablesMode>()
           from format in Enum.GetValues<NftablesOutput>()
           select new NftablesForm(mode, format),
        .. from variant in new[] { Xtables.Nft, Xtables.Legacy }
           from form in OfVariant(variant)
           select form,
    ];

    /// <summary>Each once: those for iptables with the newer program, for tests that take long and are about the text, whichever program reads it.</summary>
    public static IReadOnlyList<OutputForm> Once { get; } =
        [.. All.Where(form => form is not ScriptForm { Variant: Xtables.Legacy } and not RestoreForm { Variant: Xtables.Legacy })];

    /// <summary>The shell scripts, each once.</summary>
    public static IReadOnlyList<OutputForm> ScriptsOnce { get; } = [.. Once.Where(form => form is ScriptForm)];

    /// <summary>Those that close by themselves what no rule allows, each once.</summary>
    public static IReadOnlyList<OutputForm> EnforcingOnce => [.. Enforcing.Where(Once.Contains)];

    /// <summary>Those that close by themselves what no rule allows. Above the threshold, one variant stands for both.</summary>
    public static IReadOnlyList<OutputForm> Enforcing { get; } =
    [
        .. All.Where(form => form is { CanDeny: true } and not RestoreForm
            and not ScriptForm { Kind: ScriptKind.RulesAboveThreshold, Variant: Xtables.Legacy }),
    ];

    /// <summary>The shell scripts that fill ip sets.</summary>
    public static IReadOnlyList<OutputForm> WithIpsets { get; } = [.. All.Where(form => form is ScriptForm { UsesSets: true })];

    private static OutputForm[] OfVariant(string variant) =>
    [
        new ScriptForm("iptables script", variant, ScriptKind.Rules),
        new ScriptForm("iptables script above the threshold", variant, ScriptKind.RulesAboveThreshold),
        new ScriptForm("ipset script", variant, ScriptKind.SetsAndRules),
        new ScriptForm("ipset sets", variant, ScriptKind.SetsOnly),
        new RestoreForm(IpFamily.IPv4, variant),
        new RestoreForm(IpFamily.IPv6, variant),
    ];
}

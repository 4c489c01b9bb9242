using System.Globalization;

namespace FirewallRules.Cli.Output;

/// <summary>Describes a limit that was exceeded, and the ways out in terms of the command line.</summary>
internal static class LimitText
{
    public static string Describe(LimitExceededException e)
    {
        var ways = e.Remedies.Select(Describe).OfType<string>().ToList();
        return string.Create(CultureInfo.InvariantCulture, $"{e.Resource}: {e.Needed} are needed, and the limit is {e.Limit}.")
            + (ways.Count == 0 ? "" : $" Ways out: {string.Join("; ", ways)}.");
    }

    // Null for what no option does.
    private static string? Describe(LimitRemedy remedy) => remedy.Kind switch
    {
        LimitRemedyKind.Split => $"--on-overflow split{In(Amount(remedy, remedy.Amount == 1 ? "group" : "groups"))}",
        LimitRemedyKind.PrefixList =>
            $"--on-overflow prefix-list with --max-rules{Space(remedy)}, after the quota was raised, because a list counts with its maximum entries",
        LimitRemedyKind.Summarize => $"--on-overflow summarize{In(Cover(remedy))}",
        LimitRemedyKind.RaiseLimit => $"--max-rules{Space(remedy)}, after the quota was raised",
        LimitRemedyKind.RaiseLimitAndSummarize =>
            $"--on-overflow summarize with --max-rules{Space(remedy)}, after the quota was raised",
        LimitRemedyKind.FewerRules => "fewer sections, or --ipv4-only or --ipv6-only",
        LimitRemedyKind.MoreAddressesPerRule => "a higher --addresses-per-rule",
        LimitRemedyKind.LowerFirstPriority => "a lower --first-priority",
        LimitRemedyKind.FullNsg => "--full-nsg, which is one resource",
        LimitRemedyKind.PrefixListSize => $"--prefix-list-size{Space(remedy)}",
        LimitRemedyKind.LessSplitHeadroom => $"--split-headroom{Space(remedy)}",
        LimitRemedyKind.SplitFirst =>
            $"--on-overflow split{In(Amount(remedy, remedy.Amount == 1 ? "group" : "groups"))}, first for the older document, then for the newer one",
        LimitRemedyKind.SeveralOutputs => "several outputs, each for some of the sections and with its own --name-prefix",
        LimitRemedyKind.ScriptOrTerraform => $"--format aws-cli or aws-terraform{In(remedy.Amount is { } limit ? $"up to {Text(limit)}" : "")}",
        LimitRemedyKind.IpGroups => "--format azure-ip-groups-bicep, if the traffic passes an Azure Firewall",
        LimitRemedyKind.SmallerUpdate => "several updates, over versions that differ less",
        LimitRemedyKind.WiderPrefixes => "fewer and wider prefixes with --vpc-cidr",
        LimitRemedyKind.MergeLabels => "--merge-sections",
        LimitRemedyKind.FewerServices => "fewer services",
        _ => null,
    };

    private static string Cover(LimitRemedy remedy)
        => string.Join(", ",
            new[] { Amount(remedy, "prefixes"), remedy.AddedAddresses is { } added ? $"{added} additional addresses" : "" }.Where(text
                => text.Length > 0));

    private static string Amount(LimitRemedy remedy, string unit) => remedy.Amount is { } amount ? $"{Text(amount)} {unit}" : "";

    private static string Space(LimitRemedy remedy) => remedy.Amount is { } amount ? $" {Text(amount)}" : "";

    private static string In(string text) => text.Length > 0 ? $" ({text})" : "";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

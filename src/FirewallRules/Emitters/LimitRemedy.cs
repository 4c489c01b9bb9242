using System.Globalization;
using System.Numerics;

namespace FirewallRules;

/// <summary>A way to stay within a limit, with its numbers. Equal when all values are.</summary>
/// <param name="Kind">The kind of remedy.</param>
/// <param name="Amount">The number that the kind requires, see <see cref="LimitRemedyKind"/>; <see langword="null"/> where there is none.</param>
/// <param name="AddedAddresses">
/// With <see cref="LimitRemedyKind.Summarize"/>, how many addresses would be allowed in addition; otherwise <see langword="null"/>.
/// </param>
public sealed record LimitRemedy(LimitRemedyKind Kind, long? Amount = null, BigInteger? AddedAddresses = null)
{
    /// <summary>A description that refers to members of this library.</summary>
    public override string ToString() => Kind switch
    {
        LimitRemedyKind.Split => $"OnOverflow.Split{Number(" into ", Amount == 1 ? " group" : " groups")}",
        LimitRemedyKind.PrefixList => $"OnOverflow.PrefixList with a higher quota and MaxRules{Number(" = ", "")}",
        LimitRemedyKind.Summarize => $"OnOverflow.Summarize{Number(" to ", " prefixes")}{Added()}",
        LimitRemedyKind.RaiseLimit => $"a higher quota and MaxRules{Number(" = ", "")}",
        LimitRemedyKind.RaiseLimitAndSummarize => $"OnOverflow.Summarize with a higher quota and MaxRules{Number(" = ", "")}",
        LimitRemedyKind.FewerRules => "fewer sections or one address family",
        LimitRemedyKind.MoreAddressesPerRule => "a higher AddressesPerRule",
        LimitRemedyKind.LowerFirstPriority => "a lower FirstPriority",
        LimitRemedyKind.FullNsg => "FullNsg, which is one resource",
        LimitRemedyKind.PrefixListSize => $"PrefixListSize{Number(" = ", "")}",
        LimitRemedyKind.LessSplitHeadroom => $"SplitHeadroom{Number(" = ", "")}",
        LimitRemedyKind.SplitFirst =>
            $"OnOverflow.Split{Number(" into ", Amount == 1 ? " group" : " groups")}, first for the older rules, then for the newer ones",
        LimitRemedyKind.SeveralOutputs => "several outputs, each for some of the rules",
        LimitRemedyKind.ScriptOrTerraform => $"AwsSecurityGroupOutput.Cli or Terraform{Number(", whose limit is ", "")}",
        LimitRemedyKind.SmallerUpdate => "several updates, over document versions that differ less",
        LimitRemedyKind.WiderPrefixes => "fewer and wider VpcPrefixes",
        LimitRemedyKind.MergeLabels => "RuleSet.WithMergedLabels",
        LimitRemedyKind.FewerServices => "fewer services",
        LimitRemedyKind.IpGroups => "AzureIpGroupEmitter, for Azure Firewall",
        _ => Kind.ToString(),
    };

    private string Number(string before, string after) => Amount is { } amount ? string.Create(CultureInfo.InvariantCulture, $"{before}{amount}{after}") : "";

    private string Added() => AddedAddresses is { } added ? string.Create(CultureInfo.InvariantCulture, $", which allows {added} more addresses") : "";
}

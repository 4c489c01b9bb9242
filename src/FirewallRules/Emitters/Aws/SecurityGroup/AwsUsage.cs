using System.Globalization;

namespace FirewallRules.Emitters;

/// <summary>What stands at the top: what is allowed, what was added, what the user must know and do.</summary>
internal static class AwsUsage
{
    private static readonly IpFamily[] BothFamilies = [IpFamily.IPv4, IpFamily.IPv6];

    /// <summary>Lines without comment signs, in harmless ASCII.</summary>
    public static IEnumerable<string> Lines(AwsPlan plan, RuleSet asked, RuleSet? old = null)
    {
        var leftOut = LoopbackTraffic.Lines(asked, "a security group does not see what stays within a host");
        var header = OutputHeader.Lines(LoopbackTraffic.LeaveOut(asked), deny: null, BothFamilies, remove: false, old, leftOut);
        foreach (var line in header.Concat(Added(plan)).Concat(Groups(plan, old is not null)).Concat(old is null ? Apply(plan) : ApplyUpdate(plan)))
        {
            yield return line;
        }
    }

    private static IEnumerable<string> Added(AwsPlan plan)
    {
        foreach (var (rule, added) in plan.Added)
        {
            yield return OutputText.Comment($"To fit, {rule.ToTrafficString()} allows {Count(added)} more than asked for, in {added.RangeCount} ranges:");
            foreach (var range in added.Ranges)
            {
                var alone = new AddressSetBuilder().Add(range).ToAddressSet();
                yield return OutputText.Comment($"added {range} ({Count(alone)})");
            }
        }
    }

    private static IEnumerable<string> Groups(AwsPlan plan, bool isUpdate)
    {
        if (plan.Rules.Rules.Any(rule => rule.Direction == Direction.Egress))
        {
            yield return "A new security group allows all egress, and then these rules restrict nothing: revoke that rule"
                + (plan.Options.Output == AwsSecurityGroupOutput.Cli && !isUpdate ? ", with --revoke-default-egress." : ", as the script aws-cli can.");
        }

        if (plan.Groups.Count > 1)
        {
            yield return Text($"Needs {plan.Groups.Count} groups, all on the same interface, which takes 5 unless the quota is raised (to 16 at most; rules times groups at most 1000).");
        }

        if (plan.Lists.Count > 0)
        {
            yield return Text($"A prefix list counts all entries that it can have toward the rules of the group: the quota must be {Most(plan)} or more.");
        }
    }

    private static IEnumerable<string> Apply(AwsPlan plan)
    {
        var ids = plan.Groups.Count == 1 ? "GROUP-ID" : string.Join(' ', Enumerable.Range(1, plan.Groups.Count).Select(number => Text($"GROUP-ID-{number}")));
        switch (plan.Options.Output)
        {
            case AwsSecurityGroupOutput.Cli:
                yield return $"Apply: sh FILE {ids}, as often as you like; new rules are there before old ones go, and for that moment both count.";
                yield return $"Remove: sh FILE --remove {ids}. It touches only rules whose description starts with {plan.Marker}.";
                yield return "A rule that stays keeps its description, which names the document that brought it.";
                break;
            case AwsSecurityGroupOutput.Terraform:
                yield return "Terraform adds and removes rules in no fixed order: where prefixes are merged or split, addresses can be closed for seconds.";
                break;
            case AwsSecurityGroupOutput.Json:
                break;
            default:
                yield return "CloudFormation adds rules before it removes others: names follow from contents, so no rule is ever replaced.";
                break;
        }
    }

    private static IEnumerable<string> ApplyUpdate(AwsPlan plan) => plan.Options.Output switch
    {
        AwsSecurityGroupOutput.Cli =>
        [
            "Apply: sh FILE GROUP-ID, as often as you like; new rules are there before old ones go, and for that moment both count.",
            "It adds what only the newer rules have and revokes what only the older ones had; every other rule stays, and so do rules",
            $"whose description does not start with {plan.Marker}.",
        ],
        AwsSecurityGroupOutput.Json =>
        [
            "Authorize before you revoke: the arrays are what --ip-permissions of authorize-security-group-egress and -ingress takes,",
            "and then of revoke-security-group-egress and -ingress.",
        ],
        _ => Apply(plan),
    };

    private static long Most(AwsPlan plan)
        => plan.Groups[0].GroupBy(entry => (entry.Direction, entry.Family)).Max(group => group.Sum(entry => (long)entry.Count));

    private static string Count(AddressSet set) => Text($"{set.CountAddresses()} {(set.CountAddresses().IsOne ? "address" : "addresses")}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

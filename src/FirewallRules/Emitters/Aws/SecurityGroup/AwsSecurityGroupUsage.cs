using System.Globalization;
using FirewallRules.Networks;

namespace FirewallRules.Emitters;

/// <summary>The header lines: what is allowed, what was added, what remains for the user to do.</summary>
internal static class AwsSecurityGroupUsage
{
    /// <summary>Lines without comment signs, in harmless ASCII.</summary>
    public static IEnumerable<string> Lines(AwsSecurityGroupPlan plan, RuleSet requested, RuleSet? old = null)
    {
        var skipped = LoopbackTraffic.Lines(requested, "a security group does not see loopback traffic");
        var header = OutputHeader.Lines(LoopbackTraffic.Remove(requested), deny: null, IpFamilies.Both, remove: false, old, skipped);
        return header.Concat(Added(plan)).Concat(Groups(plan, old is not null)).Concat(old is null ? Apply(plan) : ApplyUpdate(plan));
    }

    private static IEnumerable<string> Added(AwsSecurityGroupPlan plan)
    {
        foreach (var (rule, added) in plan.Added)
        {
            var ranges = Text($"{added.RangeCount} {(added.RangeCount == 1 ? "range" : "ranges")}");
            yield return OutputText.Comment($"Widened: {rule.ToTrafficString()} allows {Count(added)} more than requested, in {ranges}:");
            foreach (var range in added.Ranges)
            {
                var single = new AddressSetBuilder().Add(range).ToAddressSet();
                yield return OutputText.Comment($"added {range} ({Count(single)})");
            }
        }
    }

    private static IEnumerable<string> Groups(AwsSecurityGroupPlan plan, bool isUpdate)
    {
        if (plan.Rules.Rules.Any(rule => rule.Direction == Direction.Egress))
        {
            yield return "A new security group allows all egress, so these rules do not restrict it: revoke that default rule"
                + (plan.Options.Output == AwsSecurityGroupOutput.Cli && !isUpdate ? " with --revoke-default-egress." : " (the aws-cli script can do this).");
        }

        if (plan.Groups.Count > 1)
        {
            yield return Text($"Needs {plan.Groups.Count} groups, all of them attached to each interface before this is applied. An interface has at most 5");
            yield return "groups; the quota can be raised to at most 16, and rules times groups must not exceed 1000.";
            yield return plan.Options.SplitHeadroom >= 50
                ? "Each group has room for the rules of this document and of any other one together."
                : "Where a document changes much, old and new rules together can exceed the limit of a group.";
        }

        if (plan.Lists.Count > 0)
        {
            var quota = RequiredQuota(plan);
            yield return Text($"A prefix list counts as its maximum number of entries toward the rules of the group: the quota must be at least {quota}.");
        }
    }

    private static IEnumerable<string> Apply(AwsSecurityGroupPlan plan)
    {
        var ids = plan.Groups.Count == 1 ? "GROUP-ID" : string.Join(' ', Enumerable.Range(1, plan.Groups.Count).Select(number => Text($"GROUP-ID-{number}")));
        switch (plan.Options.Output)
        {
            case AwsSecurityGroupOutput.Cli:
                yield return $"Apply: sh FILE {ids}; it can be run repeatedly. New rules are added before old ones are removed; meanwhile both count.";
                yield return $"Remove: sh FILE --remove {ids}. It removes only rules whose description starts with {plan.Descriptions.Marker}.";
                yield return "A rule that does not change keeps its description: the version of the document and the sections that it was added for.";
                break;
            case AwsSecurityGroupOutput.TerraformVariables:
            case AwsSecurityGroupOutput.Terraform:
                yield return "A prefix that moves to another group is added there first. Terraform adds and removes other rules in no fixed order: where";
                yield return "prefixes are merged or split, traffic can be blocked for seconds.";
                break;
            case AwsSecurityGroupOutput.Json:
                yield return "The arrays are for --ip-permissions of authorize-security-group-DIRECTION, such as jq '.groups[0].DIRECTION' FILE.";
                break;
            default:
                yield return "CloudFormation adds rules before it removes others: logical ids are derived from contents, so that no rule is replaced.";
                break;
        }
    }

    private static IEnumerable<string> ApplyUpdate(AwsSecurityGroupPlan plan) => plan.Options.Output switch
    {
        AwsSecurityGroupOutput.Cli =>
        [
            "Apply: sh FILE GROUP-ID; it can be run repeatedly. New rules are added before old ones are removed; meanwhile both count.",
            "It adds the rules that are new and revokes those that are obsolete. It does not change other rules, nor rules whose description",
            $"does not start with {plan.Descriptions.Marker}.",
        ],
        AwsSecurityGroupOutput.Json =>
        [
            "Authorize before you revoke: the arrays are for --ip-permissions of authorize-security-group-egress and -ingress,",
            "and of revoke-security-group-egress and -ingress.",
        ],
        _ => Apply(plan),
    };

    private static long RequiredQuota(AwsSecurityGroupPlan plan)
        => plan.Groups[0].GroupBy(entry => (entry.Direction, entry.Family)).Max(group => group.Sum(entry => (long)entry.Count));

    private static string Count(AddressSet set) => Text($"{set.CountAddresses()} {(set.CountAddresses().IsOne ? "address" : "addresses")}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

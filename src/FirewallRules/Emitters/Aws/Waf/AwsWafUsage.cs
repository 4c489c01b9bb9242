using System.Globalization;

namespace FirewallRules.Emitters;

/// <summary>The header lines: what the IP sets contain, and what remains for the user to do.</summary>
internal static class AwsWafUsage
{
    /// <summary>Lines without comment signs, in harmless ASCII.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="requested">The rules with loopback addresses.</param>
    /// <param name="old">The rules that an update starts from, if any.</param>
    /// <param name="former">The plan for them.</param>
    public static IEnumerable<string> Lines(AwsWafPlan plan, RuleSet requested, RuleSet? old, AwsWafPlan? former)
    {
        var skipped = LoopbackTraffic.Lines(requested, "a web ACL does not see loopback traffic");

        // With 'remove', the header does not speak of the default policy.
        var header = OutputHeader.Lines(plan.Rules, deny: null, plan.Rules.Families, remove: true, old, skipped, verb: "Contains the addresses of");
        return header.Append("").Concat(Sets(plan)).Concat(Scope(plan)).Concat(Apply(plan)).Concat(Former(plan, former));
    }

    private static IEnumerable<string> Sets(AwsWafPlan plan)
    {
        yield return "These are IP sets of AWS WAF: they allow nothing until a rule of a web ACL refers to them. They contain no ports: a web ACL";
        yield return "inspects the requests to its resource at any port. Let rules refer to the sets of both families, in an OrStatement:";
        foreach (var set in plan.Sets)
        {
            var count = set.Addresses.CountPrefixes();
            yield return OutputText.Comment(Text($"{set.Name} ({count} {set.Family} {(count == 1 ? "prefix" : "prefixes")}, scope {plan.ScopeWord})"));
        }

        if (plan.Sets.Any(set => set.Addresses.IsEmpty))
        {
            yield return "A set without addresses matches no request. It exists so that rules that refer to it stay valid when there are addresses.";
        }

        yield return "AWS takes seconds to minutes to apply a change everywhere. All addresses of a set change at once.";
    }

    private static IEnumerable<string> Scope(AwsWafPlan plan)
    {
        if (plan.Options is { Scope: AwsWafScope.CloudFront, Output: not AwsWafOutput.Cli })
        {
            yield return "IP sets with the scope CLOUDFRONT exist in the region us-east-1 only: "
                + (plan.Options.Output == AwsWafOutput.Terraform ? "use a provider for it." : "create the stack there.");
        }
    }

    private static IEnumerable<string> Apply(AwsWafPlan plan)
    {
        switch (plan.Options.Output)
        {
            case AwsWafOutput.Terraform:
                yield return "Provider: hashicorp/aws, version 5 or later. The outputs are the ARNs of the sets.";
                break;
            case AwsWafOutput.CloudFormation:
                yield return "Deploy: aws cloudformation deploy --stack-name NAME --template-file FILE; the outputs are the ARNs of the sets.";
                break;
            default:
                yield return "Apply: sh FILE; it can be run repeatedly, prints the ARNs of the sets, and does not change sets that have these addresses.";
                yield return "Show what would change: sh FILE --dry-run";
                yield return $"Remove: sh FILE --remove; a set that is in use is kept. A set whose description does not start with {plan.Descriptions.Marker}";
                yield return "is neither changed nor deleted.";
                break;
        }
    }

    private static IEnumerable<string> Former(AwsWafPlan plan, AwsWafPlan? former)
    {
        var names = former?.Sets.Select(set => set.Name).Except(plan.Sets.Select(set => set.Name), StringComparer.Ordinal).ToList() ?? [];
        if (names.Count > 0)
        {
            yield return OutputText.Comment($"No longer needed: {string.Join(", ", names)}", int.MaxValue);
            yield return plan.Options.Output == AwsWafOutput.Cli
                ? "When no rule refers to them, delete them with the older output and --remove."
                : "Let no rule refer to them before you apply this: AWS does not delete IP sets that are in use.";
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

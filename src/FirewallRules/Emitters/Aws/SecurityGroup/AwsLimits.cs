using System.Globalization;

namespace FirewallRules.Emitters;

/// <summary>What AWS takes, and the checks that no tool before it makes.</summary>
/// <remarks>Sources: Amazon VPC quotas; Customer-managed prefix lists; IpRange in the EC2 API reference; CloudFormation quotas.</remarks>
internal static class AwsLimits
{
    /// <summary>Rules of a group for each direction and family, unless the quota was raised.</summary>
    public const int DefaultRules = 60;

    /// <summary>Rules of a group times groups of an interface: no quota is raised beyond.</summary>
    public const int RulesTimesGroups = 1000;

    public const int GroupsPerInterface = 16;

    public const int PrefixListEntries = 1000;

    public const int EntriesPerCall = 100;

    public const int TemplateListEntries = 100;

    public const int TemplateResources = 500;

    public const int DescriptionLength = 255;

    public const int ListNameLength = 255;

    /// <exception cref="LimitExceededException">There are more.</exception>
    public static void Check(string what, long limit, long actual, params string[] remedies)
    {
        if (actual > limit)
        {
            throw new LimitExceededException(what, limit, actual, remedies);
        }
    }

    /// <summary>What is counted for a direction and a family.</summary>
    public static string RulesOf(Direction direction, IpFamily family)
        => string.Create(CultureInfo.InvariantCulture, $"{(direction == Direction.Egress ? "egress" : "ingress")} rules of a security group for {family}");

    /// <exception cref="LimitExceededException">An interface cannot have that many groups.</exception>
    public static void CheckGroups(int groups, int maxRules)
    {
        const string way = "OnOverflow.PrefixList and Summarize are the ways left";
        Check("security groups of an interface", GroupsPerInterface, groups, way);
        Check("rules of a group times groups of an interface", RulesTimesGroups, groups == 1 ? 0 : (long)groups * maxRules, way);
    }

    /// <exception cref="LimitExceededException">A list is longer than AWS takes.</exception>
    public static void CheckList(AwsPrefixList list) => Check($"entries of the prefix list {list.Name}", PrefixListEntries, list.MaxEntries, "less headroom", "OnOverflow.Split");
}

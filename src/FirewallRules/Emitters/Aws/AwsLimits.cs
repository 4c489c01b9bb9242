namespace FirewallRules.Emitters;

/// <summary>The limits of AWS.</summary>
/// <remarks>Sources: Amazon VPC quotas; customer-managed prefix lists; IpRange in the EC2 API reference; CloudFormation quotas.</remarks>
internal static class AwsLimits
{
    /// <summary>Rules of a group for each direction and family, unless the account has a higher quota.</summary>
    public const int DefaultRules = 60;

    /// <summary>Rules of a group times groups of an interface; higher quotas are not granted.</summary>
    public const int RulesTimesGroups = 1000;

    /// <summary>Groups of a network interface, with a raised quota; 5 by default.</summary>
    public const int GroupsPerInterface = 16;

    /// <summary>Entries of a managed prefix list.</summary>
    public const int PrefixListEntries = 1000;

    /// <summary>Entries of a prefix list that one call can change.</summary>
    public const int EntriesPerCall = 100;

    /// <summary>Entries of a prefix list in a CloudFormation template.</summary>
    public const int TemplateListEntries = 100;

    /// <summary>Resources of a CloudFormation template.</summary>
    public const int TemplateResources = 500;

    /// <summary>Bytes of a CloudFormation template that is part of a call and not in S3.</summary>
    public const int TemplateBytesInCall = 51_200;

    /// <summary>Bytes of a CloudFormation template in S3: 1 MB, which the source does not say in bytes.</summary>
    public const int TemplateBytes = 1_000_000;

    /// <summary>Characters of the description of a rule.</summary>
    public const int DescriptionLength = 255;

    /// <exception cref="LimitExceededException">More are needed.</exception>
    public static void Check(string resource, long limit, long needed, params LimitRemedy[] remedies)
    {
        if (needed > limit)
        {
            throw new LimitExceededException(resource, limit, needed, remedies);
        }
    }

    /// <summary>The resource that is counted for a direction and a family.</summary>
    public static string RulesOf(Direction direction, IpFamily family)
        => $"{family} {(direction == Direction.Egress ? "egress" : "ingress")} rules of a security group";
}

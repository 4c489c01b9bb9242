using System.Globalization;

namespace FirewallRules.Emitters;

/// <summary>Writes rules of a security group as Terraform.</summary>
internal static class AwsTerraformRules
{
    /// <summary>Writes the resource for rules with the same ports and family: one instance for each prefix, or one for a prefix list.</summary>
    /// <remarks>
    /// The address of an instance follows from its prefix and not from its labels, so that a prefix which gets or loses a label is updated in place.
    /// </remarks>
    /// <param name="hcl">The target.</param>
    /// <param name="block">The rules and their groups, from 0.</param>
    /// <param name="group">The expression for the id of the group; <see langword="null"/> if the rules are in several groups.</param>
    /// <param name="descriptions">The descriptions.</param>
    /// <returns>The address of the resource.</returns>
    public static string Write(HclWriter hcl, IReadOnlyList<(AwsEntry Entry, int Group)> block, string? group, AwsDescriptions descriptions)
    {
        var first = block[0].Entry;
        var ipv4 = first.Family == IpFamily.IPv4;
        var type = $"aws_vpc_security_group_{first.DirectionWord}_rule";
        var ports = $"{first.ProtocolWord}_{first.Ports.Format('_')}_{(ipv4 ? "ipv4" : "ipv6")}";
        var name = $"{descriptions.Identifier}_{first.DirectionWord}_{ports}";
        hcl.OpenResource(type, name);
        var description = HclWriter.Quoted(descriptions.WithoutVersions(first.Rule));
        if (first.List is null)
        {
            (group, description) = WriteInstances(hcl, block, group, description, descriptions);
        }

        hcl.Arguments(
            "  ",
            ("security_group_id", group!),
            ("ip_protocol", HclWriter.Quoted(first.ProtocolWord)),
            ("from_port", first.Ports.First.ToString(CultureInfo.InvariantCulture)),
            ("to_port", first.Ports.Last.ToString(CultureInfo.InvariantCulture)),
            first.List is not null ? ("prefix_list_id", ListId(first.List)) : (ipv4 ? "cidr_ipv4" : "cidr_ipv6", "each.key"),
            ("description", description));
        if (first.List is not null)
        {
            // The list must be complete before the rule exists, and must not be emptied while it does.
            hcl.DependsOn($"aws_ec2_managed_prefix_list_entry.{first.List.Identifier}");
        }
        else
        {
            // A prefix that moves to another group is in both for a moment.
            hcl.Line("\n  lifecycle {\n    create_before_destroy = true\n  }");
        }

        hcl.Close();
        return $"{type}.{name}";
    }

    // Returns the expressions for the group and the description of an instance.
    private static (string Group, string Description) WriteInstances(
        HclWriter hcl, IReadOnlyList<(AwsEntry Entry, int Group)> block, string? group, string description, AwsDescriptions descriptions)
    {
        var described = block.Any(pair => !pair.Entry.Rule.Equals(block[0].Entry.Rule));
        if (group is not null && !described)
        {
            hcl.ForEach(block.Select(pair => pair.Entry.Prefix!));
            return (group, description);
        }

        hcl.ForEach(block.Select(pair => (pair.Entry.Prefix!, Value(pair.Entry.Rule, pair.Group))));
        return group is not null ? (group, "each.value")
            : described ? (GroupOf("each.value.group"), "each.value.description")
            : (GroupOf("each.value"), description);

        string Value(Rule rule, int place)
        {
            var (text, number) = (HclWriter.Quoted(descriptions.WithoutVersions(rule)), place.ToString(CultureInfo.InvariantCulture));
            return group is not null ? text : described ? $"{{ group = {number}, description = {text} }}" : number;
        }
    }

    /// <summary>The expression for the id of a group.</summary>
    /// <param name="index">The expression for its number, from 0.</param>
    public static string GroupOf(string index) => $"var.security_group_ids[{index}]";

    /// <summary>The expression for the id of a prefix list.</summary>
    public static string ListId(AwsPrefixList list) => $"aws_ec2_managed_prefix_list.{list.Identifier}.id";
}

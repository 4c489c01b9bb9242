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
    /// <param name="block">The rules.</param>
    /// <param name="suffix">The end of the name of the resource.</param>
    /// <param name="group">The expression for the id of the group.</param>
    /// <param name="descriptions">The descriptions.</param>
    /// <returns>The address of the resource.</returns>
    public static string Write(HclWriter hcl, IReadOnlyList<AwsEntry> block, string suffix, string group, AwsDescriptions descriptions)
    {
        var first = block[0];
        var ipv4 = first.Family == IpFamily.IPv4;
        var type = $"aws_vpc_security_group_{first.DirectionWord}_rule";
        var ports = $"{first.ProtocolWord}_{first.Ports.Format('_')}_{(ipv4 ? "ipv4" : "ipv6")}";
        var name = $"{descriptions.Identifier}_{first.DirectionWord}_{ports}{suffix}";
        hcl.OpenResource(type, name);
        var description = HclWriter.Quoted(descriptions.WithoutVersions(first.Rule));
        if (first.List is null && block.Any(entry => !entry.Rule.Equals(first.Rule)))
        {
            description = "each.value";
            hcl.ForEach(block.Select(entry => (entry.Prefix!, descriptions.WithoutVersions(entry.Rule))));
        }
        else if (first.List is null)
        {
            hcl.ForEach(block.Select(entry => entry.Prefix!));
        }

        hcl.Arguments(
            "  ",
            ("security_group_id", group),
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

        hcl.Close();
        return $"{type}.{name}";
    }

    /// <summary>The expression for the id of a prefix list.</summary>
    public static string ListId(AwsPrefixList list) => $"aws_ec2_managed_prefix_list.{list.Identifier}.id";
}

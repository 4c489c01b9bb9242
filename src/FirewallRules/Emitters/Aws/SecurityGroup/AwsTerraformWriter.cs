using System.Globalization;

namespace FirewallRules.Emitters;

/// <summary>
/// Writes Terraform as <c>terraform fmt</c> would: a resource for each rule, run of ports and family, with an instance for each prefix, so
/// that one prefix more is one instance more.
/// </summary>
/// <remarks>
/// Entries of prefix lists are resources of their own, because more than 100 inside a list pass every check and fail when they are applied.
/// </remarks>
internal sealed class AwsTerraformWriter(TextWriter writer, AwsPlan plan)
{
    private readonly AwsHcl _hcl = new(writer);

    public void Write(IReadOnlyList<string> header)
    {
        foreach (var line in header)
        {
            writer.Line("# " + line);
        }

        WriteStart();
        foreach (var list in plan.Lists)
        {
            WriteList(list);
        }

        for (var i = 0; i < plan.Groups.Count; i++)
        {
            foreach (var block in plan.Groups[i].GroupBy(entry => (entry.Rule, entry.Ports, entry.Family)))
            {
                var group = plan.Groups.Count == 1 ? "var.security_group_id" : $"var.security_group_ids[{Number(i)}]";
                WriteRules(_hcl, [.. block], plan.Groups.Count == 1 ? "" : $"_group_{Number(i + 1)}", group, plan);
            }
        }
    }

    /// <summary>The resource for rules of the same kind: an instance for each prefix, or one for a list.</summary>
    /// <param name="hcl">Where it is written.</param>
    /// <param name="block">The rules.</param>
    /// <param name="suffix">What the name of the resource ends with.</param>
    /// <param name="group">The expression for the group's id.</param>
    /// <param name="plan">What it is part of.</param>
    /// <returns>The address of the resource.</returns>
    public static string WriteRules(AwsHcl hcl, IReadOnlyList<AwsEntry> block, string suffix, string group, AwsPlan plan)
    {
        var first = block[0];
        var ipv4 = first.Family == IpFamily.IPv4;
        var type = $"aws_vpc_security_group_{first.DirectionWord}_rule";
        var name = $"{plan.Options.NamePrefix.Replace('-', '_')}_{first.DirectionWord}_{first.ProtocolWord}_{first.Ports.Format('_')}_{(ipv4 ? "ipv4" : "ipv6")}{suffix}";
        hcl.Open(type, name);
        if (first.List is null)
        {
            hcl.ForEach(block.Select(entry => entry.Prefix!));
        }

        hcl.Arguments(
            "  ",
            ("security_group_id", group),
            ("ip_protocol", AwsText.Hcl(first.ProtocolWord)),
            ("from_port", Number(first.Ports.First)),
            ("to_port", Number(first.Ports.Last)),
            first.List is not null ? ("prefix_list_id", Id(first.List)) : (ipv4 ? "cidr_ipv4" : "cidr_ipv6", "each.value"),
            ("description", AwsText.Hcl(plan.DescribeStably(first.Rule))));
        if (first.List is not null)
        {
            // A rule must not open before its list is filled, nor a list be emptied while a rule goes on.
            hcl.DependsOn($"aws_ec2_managed_prefix_list_entry.{first.List.Identifier}");
        }

        hcl.Close();
        return $"{type}.{name}";
    }

    private void WriteStart()
    {
        writer.Write(AwsHcl.Provider("5.0"));
        var count = plan.Groups.Count;
        if (count == 1)
        {
            writer.Write("variable \"security_group_id\" {\n  description = \"The security group that gets the rules.\"\n  type        = string\n}\n");
            return;
        }

        writer.Write(string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            variable "security_group_ids" {
              description = "The {{count}} security groups that share the rules, in an order that stays."
              type        = list(string)

              validation {
                condition     = length(distinct(var.security_group_ids)) == {{count}}
                error_message = "Give {{count}} different security groups."
              }
            }

            """));
    }

    private void WriteList(AwsPrefixList list)
    {
        _hcl.Open("aws_ec2_managed_prefix_list", list.Identifier);
        _hcl.Arguments(
            "  ",
            ("name", AwsText.Hcl(list.Name)),
            ("address_family", AwsText.Hcl(list.Family == IpFamily.IPv4 ? "IPv4" : "IPv6")),
            ("max_entries", Number(list.MaxEntries)));
        _hcl.Close();
        _hcl.Open("aws_ec2_managed_prefix_list_entry", list.Identifier);
        _hcl.ForEach(list.Addresses.Select(prefix => prefix.ToString()));
        _hcl.Arguments("  ", ("prefix_list_id", Id(list)), ("cidr", "each.value"), ("description", AwsText.Hcl(plan.Marker)));
        _hcl.Close();
    }

    private static string Id(AwsPrefixList list) => $"aws_ec2_managed_prefix_list.{list.Identifier}.id";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}

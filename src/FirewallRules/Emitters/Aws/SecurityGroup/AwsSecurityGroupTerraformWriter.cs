using System.Globalization;

namespace FirewallRules.Emitters;

/// <summary>Writes Terraform: a resource for each rule, port range and family, with an instance for each prefix.</summary>
/// <remarks>
/// Entries of prefix lists are separate resources, because a list with more than 100 inline entries passes validation and fails when it is
/// applied.
/// </remarks>
internal sealed class AwsSecurityGroupTerraformWriter(TextWriter writer, AwsSecurityGroupPlan plan)
{
    private readonly HclWriter _hcl = new(writer);

    public void Write(IReadOnlyList<string> header)
    {
        _hcl.Comments(header);
        WriteStart();
        foreach (var list in plan.Lists)
        {
            WriteList(list);
        }

        for (var i = 0; i < plan.Groups.Count; i++)
        {
            foreach (var block in plan.Groups[i].GroupBy(entry => (entry.Direction, entry.Rule.Protocol, entry.Ports, entry.Family, entry.List)))
            {
                var (suffix, group) = plan.Groups.Count == 1
                    ? ("", "var.security_group_id")
                    : ($"_group_{Number(i + 1)}", $"var.security_group_ids[{Number(i)}]");
                AwsTerraformRules.Write(_hcl, [.. block], suffix, group, plan.Descriptions);
            }
        }
    }

    private void WriteStart()
    {
        _hcl.AwsProvider("5.0");
        if (plan.Groups.Count == 1)
        {
            _hcl.OpenVariable("security_group_id");
            _hcl.Arguments("  ", ("description", HclWriter.Quoted("The security group that gets the rules.")), ("type", "string"));
            _hcl.Close();
            return;
        }

        var count = Number(plan.Groups.Count);
        _hcl.OpenVariable("security_group_ids");
        _hcl.Arguments(
            "  ",
            ("description", HclWriter.Quoted($"The {count} security groups that share the rules, in an order that stays.")),
            ("type", "list(string)"));
        _hcl.EmptyLine();
        _hcl.Line("  validation {");
        _hcl.Arguments(
            "    ",
            ("condition", $"length(distinct(var.security_group_ids)) == {count}"),
            ("error_message", HclWriter.Quoted($"Give {count} different security groups.")));
        _hcl.Close("  ");
        _hcl.Close();
    }

    private void WriteList(AwsPrefixList list)
    {
        _hcl.OpenResource("aws_ec2_managed_prefix_list", list.Identifier);
        _hcl.Arguments(
            "  ",
            ("name", HclWriter.Quoted(list.Name)),
            ("address_family", HclWriter.Quoted(list.Family == IpFamily.IPv4 ? "IPv4" : "IPv6")),
            ("max_entries", Number(list.MaxEntries)));
        _hcl.Close();
        _hcl.OpenResource("aws_ec2_managed_prefix_list_entry", list.Identifier);
        _hcl.ForEach(list.Addresses.Select(prefix => prefix.ToString()));
        _hcl.Arguments(
            "  ",
            ("prefix_list_id", AwsTerraformRules.ListId(list)),
            ("cidr", "each.value"),
            ("description", HclWriter.Quoted(plan.Descriptions.Marker)));
        _hcl.Close();
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}

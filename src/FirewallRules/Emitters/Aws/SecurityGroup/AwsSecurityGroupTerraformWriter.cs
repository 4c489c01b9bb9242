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

        // The group is a value and no part of an address: neither the tenth document nor a further group renames a resource.
        var blocks = plan.Groups.SelectMany((group, i) => group.Select(entry => (Entry: entry, Group: i)))
            .GroupBy(pair => (pair.Entry.Direction, pair.Entry.Rule.Protocol, pair.Entry.Ports, pair.Entry.Family, pair.Entry.List));
        foreach (var block in blocks)
        {
            var group = plan.Groups.Count == 1 ? AwsTerraformRules.GroupOf("0") : null;
            AwsTerraformRules.Write(_hcl, [.. block.OrderBy(pair => pair.Entry.Prefix is { } prefix ? Cidr.Parse(prefix) : default)], group, plan.Descriptions);
        }
    }

    private void WriteStart()
    {
        _hcl.AwsProvider("5.0");
        var count = plan.Groups.Count;
        var description = count == 1
            ? "A list with the security group that gets the rules; further groups are not used."
            : $"At least {Number(count)} security groups that share the rules, all attached to the same interfaces, in an order that stays.";
        var different = "length(distinct(var.security_group_ids)) == length(var.security_group_ids)";
        _hcl.OpenVariable("security_group_ids");
        _hcl.Arguments("  ", ("description", HclWriter.Quoted(description)), ("type", "list(string)"));
        _hcl.EmptyLine();
        _hcl.Line("  validation {");
        _hcl.Arguments(
            "    ",
            ("condition", $"length(var.security_group_ids) >= {Number(count)} && {different}"),
            ("error_message", HclWriter.Quoted($"Give at least {Number(count)} different security {(count == 1 ? "group" : "groups")}.")));
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

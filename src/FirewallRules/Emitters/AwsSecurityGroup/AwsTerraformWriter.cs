using System.Globalization;
using FirewallRules.Networks;

namespace FirewallRules.Emitters.AwsSecurityGroup;

/// <summary>
/// Writes Terraform as <c>terraform fmt</c> would: a resource for each rule, run of ports and family, with an instance for each prefix, so
/// that one prefix more is one instance more.
/// </summary>
/// <remarks>
/// Entries of prefix lists are resources of their own, because more than 100 inside a list pass every check and fail when they are applied.
/// </remarks>
internal sealed class AwsTerraformWriter(TextWriter writer, AwsPlan plan)
{
    // The widest argument of a block, to which fmt aligns the others.
    private const int RuleWidth = 17;
    private const int ListWidth = 14;

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
                WriteRules([.. block], i);
            }
        }
    }

    private void WriteStart()
    {
        writer.Write("\nterraform {\n  required_providers {\n    aws = {\n      source  = \"hashicorp/aws\"\n      version = \">= 5.0\"\n    }\n  }\n}\n\n");
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
        Open("aws_ec2_managed_prefix_list", list.Identifier);
        Argument("name", AwsText.Hcl(list.Name), ListWidth);
        Argument("address_family", AwsText.Hcl(list.Family == IpFamily.IPv4 ? "IPv4" : "IPv6"), ListWidth);
        Argument("max_entries", Number(list.MaxEntries), ListWidth);
        Close();
        Open("aws_ec2_managed_prefix_list_entry", list.Identifier);
        ForEach(list.Addresses.Select(prefix => prefix.ToString()));
        Argument("prefix_list_id", Id(list), ListWidth);
        Argument("cidr", "each.value", ListWidth);
        Argument("description", AwsText.Hcl(plan.Marker), ListWidth);
        Close();
    }

    private void WriteRules(IReadOnlyList<AwsEntry> block, int group)
    {
        var first = block[0];
        var ipv4 = first.Family == IpFamily.IPv4;
        var name = $"{plan.Options.NamePrefix.Replace('-', '_')}_{first.DirectionWord}_{first.ProtocolWord}_{first.Ports.Format('_')}_{(ipv4 ? "ipv4" : "ipv6")}";
        Open($"aws_vpc_security_group_{first.DirectionWord}_rule", plan.Groups.Count == 1 ? name : $"{name}_group_{Number(group + 1)}");
        if (first.List is null)
        {
            ForEach(block.Select(entry => entry.Prefix!));
        }

        Argument("security_group_id", plan.Groups.Count == 1 ? "var.security_group_id" : $"var.security_group_ids[{Number(group)}]", RuleWidth);
        Argument("ip_protocol", AwsText.Hcl(first.ProtocolWord), RuleWidth);
        Argument("from_port", Number(first.Ports.First), RuleWidth);
        Argument("to_port", Number(first.Ports.Last), RuleWidth);
        var (argument, value) = first.List is not null ? ("prefix_list_id", Id(first.List)) : (ipv4 ? "cidr_ipv4" : "cidr_ipv6", "each.value");
        Argument(argument, value, RuleWidth);
        Argument("description", AwsText.Hcl(plan.DescribeStably(first.Rule)), RuleWidth);
        if (first.List is not null)
        {
            // A rule must not open before its list is filled, nor a list be emptied while a rule goes on.
            writer.Line();
            writer.Line($"  depends_on = [aws_ec2_managed_prefix_list_entry.{first.List.Identifier}]");
        }

        Close();
    }

    private void Open(string type, string name) => writer.Line($"\nresource {AwsText.Hcl(type)} {AwsText.Hcl(name)} {{");

    private void Argument(string name, string value, int width) => writer.Line($"  {name.PadRight(width)} = {value}");

    private void ForEach(IEnumerable<string> keys)
    {
        writer.Line("  for_each = toset([");
        foreach (var key in keys)
        {
            writer.Line($"    {AwsText.Hcl(key)},");
        }

        writer.Line("  ])");
        writer.Line();
    }

    private void Close() => writer.Line("}");

    private static string Id(AwsPrefixList list) => $"aws_ec2_managed_prefix_list.{list.Identifier}.id";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}

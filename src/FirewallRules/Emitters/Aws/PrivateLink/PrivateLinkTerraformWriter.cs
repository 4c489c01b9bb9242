namespace FirewallRules.Emitters;

/// <summary>Writes Terraform with one instance for each endpoint, so that one more service is one more instance.</summary>
internal sealed class PrivateLinkTerraformWriter(TextWriter writer, PrivateLinkPlan plan)
{
    private readonly HclWriter _hcl = new(writer);

    public void Write()
    {
        _hcl.Comments(PrivateLinkUsage.Terraform(plan));
        WriteVariables();
        WriteLocals();
        WriteChecks();
        WriteEndpoints(WriteGroup());
        if (plan.IsPeering)
        {
            WriteZones();
        }
    }

    private void WriteVariables()
    {
        // The argument service_region exists since 5.100.
        _hcl.AwsProvider(plan.IsCrossRegion ? "5.100" : "5.0");
        WriteVariable("vpc_id", "The VPC that gets the endpoints.", "string");
        WriteVariable("subnet_ids", "The subnets that get the endpoints, one of each zone.", "list(string)");
        if (plan.Options.ExistingSecurityGroup)
        {
            WriteVariable("security_group_id", "The security group of the endpoints.", "string");
        }

        if (plan.IsPeering)
        {
            WriteVariable(
                "agent_vpcs", "The region of each VPC of this account that Agents run in, by the id of the VPC.", "map(string)", plan.Options.AgentVpcs);
            WriteVariable(
                "authorized_vpcs",
                "The region of each VPC of another account that Agents run in, by the id of the VPC.",
                "map(string)",
                plan.Options.AuthorizedVpcs,
                optional: true);
        }
    }

    private void WriteVariable(string name, string description, string type, IReadOnlyList<PrivateLinkVpc>? value = null, bool optional = false)
    {
        if (name != "vpc_id")
        {
            _hcl.EmptyLine();
        }

        _hcl.OpenVariable(name);
        _hcl.Arguments("  ", ("description", HclWriter.Quoted(description)), ("type", type));
        if (value is { Count: > 0 })
        {
            _hcl.Line("  default = {");
            _hcl.Arguments("    ", [.. value.Select(vpc => (HclWriter.Quoted(vpc.Id), HclWriter.Quoted(vpc.Region)))]);
            _hcl.Line("  }");
        }
        else if (optional)
        {
            _hcl.Line("  default     = {}");
        }

        _hcl.Close();
    }

    private void WriteLocals()
    {
        _hcl.EmptyLine();
        _hcl.Line("locals {");
        _hcl.Line("  # Endpoint services by private DNS name.");
        _hcl.Line("  endpoints = {");
        _hcl.Arguments(
            "    ", plan.Link.Endpoints.Select(endpoint => (HclWriter.Quoted(endpoint.PrivateDnsName), HclWriter.Quoted(endpoint.ServiceName))));
        _hcl.Line("  }");
        if (plan.IsPeering)
        {
            foreach (var name in new[] { "agent", "authorized" })
            {
                _hcl.EmptyLine();
                _hcl.Line($"  {name}_zones = {{");
                _hcl.Line($"    for pair in setproduct(keys(local.endpoints), keys(var.{name}_vpcs)) :");
                _hcl.Line($"    \"${{pair[0]}} ${{pair[1]}}\" => {{ zone = pair[0], vpc = pair[1], region = var.{name}_vpcs[pair[1]] }}");
                _hcl.Line("  }");
            }
        }

        _hcl.Line("}");
    }

    private void WriteChecks()
    {
        var (condition, place) = plan.IsCrossRegion ? ("!=", "another region than") : ("==", "the region");
        WriteCheck(
            "aws_region",
            id: null,
            $"self.id {condition} {HclWriter.Quoted(plan.Link.Region)}",
            $"The provider must be in {place} {plan.Link.Region}.");
        WriteCheck(
            "aws_vpc",
            id: "var.vpc_id",
            "self.enable_dns_support && self.enable_dns_hostnames",
            "Turn on enableDnsSupport and enableDnsHostnames of the VPC.");
    }

    private void WriteCheck(string type, string? id, string condition, string message)
    {
        _hcl.Line($"\ndata {HclWriter.Quoted(type)} {HclWriter.Quoted(plan.Identifier)} {{");
        if (id is not null)
        {
            _hcl.Arguments("  ", ("id", id));
            _hcl.EmptyLine();
        }

        _hcl.Line("  lifecycle {");
        _hcl.Line("    postcondition {");
        _hcl.Arguments("      ", ("condition", condition), ("error_message", HclWriter.Quoted(message)));
        _hcl.Close("    ");
        _hcl.Close("  ");
        _hcl.Close();
    }

    /// <returns>The addresses of the rules, which must exist before host names resolve to the endpoints.</returns>
    private string[] WriteGroup()
    {
        var group = "var.security_group_id";
        if (!plan.Options.ExistingSecurityGroup)
        {
            group = $"aws_security_group.{plan.Identifier}.id";
            _hcl.OpenResource("aws_security_group", plan.Identifier);
            _hcl.Arguments(
                "  ",
                ("name_prefix", HclWriter.Quoted(plan.Name + "-")),
                ("description", HclWriter.Quoted(plan.Label)),
                ("vpc_id", "var.vpc_id"));
            WriteTags(HclWriter.Quoted(plan.Name));
            _hcl.EmptyLine();
            _hcl.Line("  lifecycle {");
            _hcl.Line("    create_before_destroy = true");
            _hcl.Line("  }");
            _hcl.Close();
        }

        return [.. plan.Rules.GroupBy(entry => entry.Family).Select(block
            => AwsTerraformRules.Write(_hcl, [.. block.Select(entry => (entry, 0))], group, plan.Descriptions))];
    }

    private void WriteEndpoints(string[] rules)
    {
        _hcl.OpenResource("aws_vpc_endpoint", plan.Identifier);
        _hcl.Line("  for_each = local.endpoints");
        _hcl.EmptyLine();
        _hcl.Arguments(
            "  ",
            [
                ("vpc_endpoint_type", "\"Interface\""),
                ("service_name", "each.value"),
                .. plan.IsCrossRegion ? ((string, string)[])[("service_region", HclWriter.Quoted(plan.Link.Region))] : [],
                ("vpc_id", $"data.aws_vpc.{plan.Identifier}.id"),
                ("subnet_ids", "var.subnet_ids"),
                ("security_group_ids", plan.Options.ExistingSecurityGroup ? "[var.security_group_id]" : $"[aws_security_group.{plan.Identifier}.id]"),
                ("private_dns_enabled", plan.IsPeering ? "false" : "true"),
            ]);
        WriteTags("each.key");
        _hcl.DependsOn([$"data.aws_region.{plan.Identifier}", .. rules]);
        _hcl.Close();
    }

    private void WriteZones()
    {
        var (name, zone) = (plan.Identifier, $"aws_route53_zone.{plan.Identifier}");
        _hcl.OpenResource("aws_route53_zone", name);
        _hcl.Line("  for_each = local.endpoints");
        _hcl.EmptyLine();
        _hcl.Arguments("  ", ("name", "each.key"), ("comment", HclWriter.Quoted(plan.Descriptions.Marker)));
        _hcl.EmptyLine();
        _hcl.Line("  vpc {");
        _hcl.Line("    vpc_id = var.vpc_id");
        _hcl.Line("  }");
        WriteTags("each.key");
        _hcl.EmptyLine();
        _hcl.Line("  # The other VPCs are associated below, or by other accounts.");
        _hcl.Line("  lifecycle {");
        _hcl.Line("    ignore_changes = [vpc]");
        _hcl.Line("  }");

        // Until its record exists, a zone answers that the name does not exist, and an endpoint takes minutes to create.
        _hcl.DependsOn($"aws_vpc_endpoint.{name}");
        _hcl.Close();

        _hcl.OpenResource("aws_route53_record", name);
        _hcl.Line("  for_each = local.endpoints");
        _hcl.EmptyLine();
        _hcl.Arguments("  ", ("zone_id", $"{zone}[each.key].zone_id"), ("name", "each.key"), ("type", "\"A\""));
        _hcl.EmptyLine();
        _hcl.Line("  alias {");
        _hcl.Arguments(
            "    ",
            ("name", $"aws_vpc_endpoint.{name}[each.key].dns_entry[0].dns_name"),
            ("zone_id", $"aws_vpc_endpoint.{name}[each.key].dns_entry[0].hosted_zone_id"),
            ("evaluate_target_health", "false"));
        _hcl.Line("  }");
        _hcl.Close();

        WriteAssociations("aws_route53_zone_association", "agent");
        WriteAssociations("aws_route53_vpc_association_authorization", "authorized");
        _hcl.EmptyLine();
        _hcl.Line($"output \"{name}_zone_ids\" {{");
        _hcl.Arguments(
            "  ",
            ("description", HclWriter.Quoted("The private hosted zones by private DNS name.")),
            ("value", $"{{ for name, zone in {zone} : name => zone.zone_id }}"));
        _hcl.Close();
    }

    private void WriteAssociations(string type, string vpcs)
    {
        _hcl.OpenResource(type, plan.Identifier);
        _hcl.Line($"  for_each = local.{vpcs}_zones");
        _hcl.EmptyLine();
        _hcl.Arguments(
            "  ",
            ("zone_id", $"aws_route53_zone.{plan.Identifier}[each.value.zone].zone_id"),
            ("vpc_id", "each.value.vpc"),
            ("vpc_region", "each.value.region"));
        _hcl.DependsOn($"aws_route53_record.{plan.Identifier}");
        _hcl.Close();
    }

    private void WriteTags(string name)
    {
        _hcl.EmptyLine();
        _hcl.Line("  tags = {");
        _hcl.Arguments("    ", ("Name", name), ("fwrules", HclWriter.Quoted(plan.Name)));
        _hcl.Line("  }");
    }
}

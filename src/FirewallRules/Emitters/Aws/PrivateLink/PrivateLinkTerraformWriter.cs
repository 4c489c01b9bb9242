namespace FirewallRules.Emitters;

/// <summary>Writes Terraform as <c>terraform fmt</c> would: an instance for each endpoint, so that one service more is one instance more.</summary>
internal sealed class PrivateLinkTerraformWriter(TextWriter writer, PrivateLinkPlan plan)
{
    private readonly AwsHcl _hcl = new(writer);

    public void Write()
    {
        foreach (var line in PrivateLinkUsage.Terraform(plan))
        {
            writer.Line("# " + line);
        }

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
        // The argument service_region is there in 5.100.
        writer.Write(AwsHcl.Provider(plan.IsCrossRegion ? "5.100" : "5.0"));
        WriteVariable("vpc_id", "The VPC that gets the endpoints.", "string");
        WriteVariable("subnet_ids", "The subnets that get the endpoints, one of each zone.", "list(string)");
        if (plan.Options.ExistingSecurityGroup)
        {
            WriteVariable("security_group_id", "The security group of the endpoints.", "string");
        }

        if (plan.IsPeering)
        {
            WriteVariable("agent_vpcs", "The region of each VPC of this account that Agents run in, by the id of the VPC.", "map(string)", plan.Options.AgentVpcs);
            WriteVariable("authorized_vpcs", "The region of each VPC of another account that Agents run in, by the id of the VPC.", "map(string)", plan.Options.AuthorizedVpcs, optional: true);
        }
    }

    private void WriteVariable(string name, string description, string type, IReadOnlyList<PrivateLinkVpc>? value = null, bool optional = false)
    {
        writer.Line(name == "vpc_id" ? $"variable \"{name}\" {{" : $"\nvariable \"{name}\" {{");
        _hcl.Arguments("  ", ("description", AwsText.Hcl(description)), ("type", type));
        if (value is { Count: > 0 })
        {
            writer.Line("  default = {");
            _hcl.Arguments("    ", [.. value.Select(vpc => (AwsText.Hcl(vpc.Id), AwsText.Hcl(vpc.Region)))]);
            writer.Line("  }");
        }
        else if (optional)
        {
            writer.Line("  default     = {}");
        }

        _hcl.Close();
    }

    private void WriteLocals()
    {
        writer.Line();
        writer.Line("locals {");
        writer.Line("  # Endpoint services by private DNS name.");
        writer.Line("  endpoints = {");
        _hcl.Arguments("    ", [.. plan.Link.Endpoints.Select(endpoint => (AwsText.Hcl(endpoint.PrivateDnsName), AwsText.Hcl(endpoint.ServiceName)))]);
        writer.Line("  }");
        if (plan.IsPeering)
        {
            foreach (var name in new[] { "agent", "authorized" })
            {
                writer.Line();
                writer.Line($"  {name}_zones = {{");
                writer.Line($"    for pair in setproduct(keys(local.endpoints), keys(var.{name}_vpcs)) :");
                writer.Line($"    \"${{pair[0]}} ${{pair[1]}}\" => {{ zone = pair[0], vpc = pair[1], region = var.{name}_vpcs[pair[1]] }}");
                writer.Line("  }");
            }
        }

        writer.Line("}");
    }

    private void WriteChecks()
    {
        var (condition, place) = plan.IsCrossRegion ? ("!=", "another region than") : ("==", "the region");
        writer.Write($$"""

            data "aws_region" "{{plan.Identifier}}" {
              lifecycle {
                postcondition {
                  condition     = self.id {{condition}} {{AwsText.Hcl(plan.Link.Region)}}
                  error_message = "The provider must be in {{place}} {{plan.Link.Region}}."
                }
              }
            }

            data "aws_vpc" "{{plan.Identifier}}" {
              id = var.vpc_id

              lifecycle {
                postcondition {
                  condition     = self.enable_dns_support && self.enable_dns_hostnames
                  error_message = "Turn on enableDnsSupport and enableDnsHostnames of the VPC."
                }
              }
            }

            """);
    }

    /// <returns>The addresses of the rules, which must be there before names lead to the endpoints.</returns>
    private string[] WriteGroup()
    {
        var group = "var.security_group_id";
        if (!plan.Options.ExistingSecurityGroup)
        {
            group = $"aws_security_group.{plan.Identifier}.id";
            _hcl.Open("aws_security_group", plan.Identifier);
            _hcl.Arguments("  ", ("name_prefix", AwsText.Hcl(plan.Name + "-")), ("description", AwsText.Hcl(plan.Label)), ("vpc_id", "var.vpc_id"));
            WriteTags(AwsText.Hcl(plan.Name));
            writer.Line();
            writer.Line("  lifecycle {");
            writer.Line("    create_before_destroy = true");
            writer.Line("  }");
            _hcl.Close();
        }

        return [.. plan.Rules.Groups[0].GroupBy(entry => entry.Family).Select(block => AwsTerraformWriter.WriteRules(_hcl, [.. block], "", group, plan.Rules))];
    }

    private void WriteEndpoints(string[] rules)
    {
        _hcl.Open("aws_vpc_endpoint", plan.Identifier);
        writer.Line("  for_each = local.endpoints");
        writer.Line();
        _hcl.Arguments(
            "  ",
            [
                ("vpc_endpoint_type", "\"Interface\""),
                ("service_name", "each.value"),
                .. plan.IsCrossRegion ? ((string, string)[])[("service_region", AwsText.Hcl(plan.Link.Region))] : [],
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
        _hcl.Open("aws_route53_zone", name);
        writer.Line("  for_each = local.endpoints");
        writer.Line();
        _hcl.Arguments("  ", ("name", "each.key"), ("comment", AwsText.Hcl(plan.Rules.Marker)));
        writer.Line();
        writer.Line("  vpc {");
        writer.Line("    vpc_id = var.vpc_id");
        writer.Line("  }");
        WriteTags("each.key");
        writer.Line();
        writer.Line("  # The other VPCs are associated below, or by other accounts.");
        writer.Line("  lifecycle {");
        writer.Line("    ignore_changes = [vpc]");
        writer.Line("  }");

        // A zone without its record answers that the name does not exist, and an endpoint takes minutes.
        _hcl.DependsOn($"aws_vpc_endpoint.{name}");
        _hcl.Close();

        _hcl.Open("aws_route53_record", name);
        writer.Line("  for_each = local.endpoints");
        writer.Line();
        _hcl.Arguments("  ", ("zone_id", $"{zone}[each.key].zone_id"), ("name", "each.key"), ("type", "\"A\""));
        writer.Line();
        writer.Line("  alias {");
        _hcl.Arguments(
            "    ",
            ("name", $"aws_vpc_endpoint.{name}[each.key].dns_entry[0].dns_name"),
            ("zone_id", $"aws_vpc_endpoint.{name}[each.key].dns_entry[0].hosted_zone_id"),
            ("evaluate_target_health", "false"));
        writer.Line("  }");
        _hcl.Close();

        WriteAssociations("aws_route53_zone_association", "agent");
        WriteAssociations("aws_route53_vpc_association_authorization", "authorized");
        writer.Line();
        writer.Line($"output \"{name}_zone_ids\" {{");
        _hcl.Arguments(
            "  ",
            ("description", AwsText.Hcl("The private hosted zones by private DNS name.")),
            ("value", $"{{ for name, zone in {zone} : name => zone.zone_id }}"));
        _hcl.Close();
    }

    private void WriteAssociations(string type, string vpcs)
    {
        _hcl.Open(type, plan.Identifier);
        writer.Line($"  for_each = local.{vpcs}_zones");
        writer.Line();
        _hcl.Arguments(
            "  ", ("zone_id", $"aws_route53_zone.{plan.Identifier}[each.value.zone].zone_id"), ("vpc_id", "each.value.vpc"), ("vpc_region", "each.value.region"));
        _hcl.DependsOn($"aws_route53_record.{plan.Identifier}");
        _hcl.Close();
    }

    private void WriteTags(string name)
    {
        writer.Line();
        writer.Line("  tags = {");
        _hcl.Arguments("    ", ("Name", name), ("fwrules", AwsText.Hcl(plan.Name)));
        writer.Line("  }");
    }
}

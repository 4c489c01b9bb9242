namespace FirewallRules.Emitters;

/// <summary>Writes the POSIX shell script that makes the endpoints, or takes them away.</summary>
/// <remarks>What varies comes from alphabets of our own and stands in quotes or quoted here-documents; the shell expands none of it.</remarks>
internal sealed class PrivateLinkScriptWriter(TextWriter writer, PrivateLinkPlan plan)
{
    public void Write()
    {
        writer.Line("#!/bin/sh");
        foreach (var line in PrivateLinkUsage.Script(plan))
        {
            writer.Line($"# {line}".TrimEnd());
        }

        writer.Line();
        writer.Line("set -eu");
        WriteSettings();
        writer.Line();
        writer.Line("# Endpoint services and their private DNS names.");
        PrivateLinkScript.WriteFunction(writer, "endpoint_services", plan.Link.Endpoints.Select(endpoint => $"{endpoint.ServiceName} {endpoint.PrivateDnsName}"));
        writer.Line("# Rules of the security group: direction, protocol, first and last port, remote side, description.");
        PrivateLinkScript.WriteFunction(writer, "wanted_1", AwsScriptWriter.Data(plan.Rules.Groups[0], plan.Rules));
        writer.Write(PrivateLinkScript.Arguments);
        writer.Write(AwsScript.Preparation);
        writer.Write(PrivateLinkScript.Start);
        writer.Write(AwsScript.Rules);
        writer.Line("apply_rules() {");
        writer.Line(": >\"$work/lists\"");
        writer.Line("wanted_1 >\"$work/1.wanted\"");
        writer.Write(AwsScript.Main);
        writer.Line("}");
        writer.Line();
        writer.Write(PrivateLinkScript.Dns);
        writer.Write(PrivateLinkScript.Endpoints);
        if (plan.IsPeering)
        {
            writer.Write(PrivateLinkScript.Zones);
        }

        writer.Write(PrivateLinkScript.Main);
    }

    private void WriteSettings()
    {
        var own = !plan.Options.ExistingSecurityGroup;
        writer.Line($"synopsis='{PrivateLinkUsage.Synopsis(plan)}'");
        writer.Line($"name='{plan.Name}'");
        writer.Line($"marker='{plan.Rules.Marker}'");
        writer.Line($"label='{plan.Label}'");
        writer.Line($"service_region='{plan.Link.Region}'");
        writer.Line($"region={(plan.IsCrossRegion ? "" : "$service_region")}");
        writer.Line($"cross_region={(plan.IsCrossRegion ? 1 : 0)}");
        writer.Line($"peering={(plan.IsPeering ? 1 : 0)}");
        writer.Line($"existing_group={(own ? 0 : 1)}");
        writer.Line($"agent_vpcs='{string.Join(' ', plan.Options.AgentVpcs)}'");
        writer.Line($"authorized_vpcs='{string.Join(' ', plan.Options.AuthorizedVpcs)}'");

        // An endpoint opens no connection, so a group of ours allows no egress.
        writer.Line($"directions='{(own ? "ingress egress" : "ingress")}'");
        writer.Line($"revoke_default_egress={(own ? 1 : 0)}");
    }
}

namespace FirewallRules.Emitters;

/// <summary>Writes the POSIX shell script that creates or removes the endpoints.</summary>
internal sealed class PrivateLinkScriptWriter(TextWriter writer, PrivateLinkPlan plan)
{
    private readonly ShellWriter _shell = new(writer);

    public void Write()
    {
        _shell.Start(PrivateLinkUsage.Script(plan));
        _shell.Line();
        _shell.Line("set -eu");
        WriteSettings();
        _shell.Line();
        _shell.Comment("Endpoint services and their private DNS names.");
        _shell.DataFunction("endpoint_services", plan.Link.Endpoints.Select(endpoint => $"{endpoint.ServiceName} {endpoint.PrivateDnsName}"));
        _shell.Line();
        _shell.Comment("Rules of the security group: direction, protocol, first and last port, remote side, description.");
        _shell.DataFunction("wanted_1", plan.Rules.Select(plan.Descriptions.Data));
        _shell.Line();
        _shell.Code(PrivateLinkScript.Arguments);
        _shell.Code(AwsRuleScript.Preparation);
        _shell.Code(PrivateLinkScript.Start);
        _shell.Code(AwsRuleScript.Rules);
        _shell.Line("apply_rules() {");
        _shell.Line(": >\"$work/lists\"");
        _shell.Line("wanted_1 >\"$work/1.wanted\"");
        _shell.Code(AwsRuleScript.Main);
        _shell.Line("}");
        _shell.Line();
        _shell.Code(PrivateLinkScript.Dns);
        _shell.Code(PrivateLinkScript.Endpoints);
        if (plan.IsPeering)
        {
            _shell.Code(PrivateLinkScript.Zones);
        }

        _shell.Code(PrivateLinkScript.Main);
    }

    private void WriteSettings()
    {
        var own = !plan.Options.ExistingSecurityGroup;
        _shell.Assign("synopsis", PrivateLinkUsage.Synopsis(plan));
        _shell.Assign("name", plan.Name);
        _shell.Assign("marker", plan.Descriptions.Marker);
        _shell.Assign("label", plan.Label);
        _shell.Assign("service_region", plan.Link.Region);
        _shell.Line($"region={(plan.IsCrossRegion ? "" : "$service_region")}");
        _shell.Flag("cross_region", plan.IsCrossRegion);
        _shell.Flag("peering", plan.IsPeering);
        _shell.Flag("existing_group", !own);
        _shell.Assign("agent_vpcs", string.Join(' ', plan.Options.AgentVpcs));
        _shell.Assign("authorized_vpcs", string.Join(' ', plan.Options.AuthorizedVpcs));

        // An endpoint opens no connections, so its own group allows no egress.
        _shell.Assign("directions", own ? "ingress egress" : "ingress");
        _shell.Flag("revoke_default_egress", own);
    }
}

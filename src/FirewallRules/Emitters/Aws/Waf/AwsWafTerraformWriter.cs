namespace FirewallRules.Emitters;

/// <summary>Writes Terraform: a resource and an output for each IP set.</summary>
/// <remarks>
/// It has no blocks <c>terraform</c> and <c>provider</c>, so that several outputs can be in one folder. A set is created before another one is
/// destroyed, because a set that a web ACL refers to cannot be destroyed.
/// </remarks>
internal sealed class AwsWafTerraformWriter(TextWriter writer, AwsWafPlan plan)
{
    private readonly HclWriter _hcl = new(writer);

    public void Write(IReadOnlyList<string> header)
    {
        _hcl.Comments(header);
        foreach (var set in plan.Sets)
        {
            WriteSet(set);
        }
    }

    private void WriteSet(AwsWafIpSet set)
    {
        var identifier = AwsWafNames.Identifier(set.Name);
        _hcl.OpenResource("aws_wafv2_ip_set", identifier);
        _hcl.Arguments(
            "  ",
            ("name", HclWriter.Quoted(set.Name)),
            ("description", HclWriter.Quoted(plan.Descriptions.WithoutVersions(set))),
            ("scope", HclWriter.Quoted(plan.ScopeWord)),
            ("ip_address_version", HclWriter.Quoted(set.Version)),
            ("addresses", set.Addresses.IsEmpty ? "[]" : HclWriter.LongList(set.Addresses.Select(prefix => HclWriter.Quoted(prefix.ToString())))));
        _hcl.EmptyLine();
        _hcl.Line("  lifecycle {");
        _hcl.Arguments("    ", ("create_before_destroy", "true"));
        _hcl.Close("  ");
        _hcl.Close();
        _hcl.OpenOutput($"{identifier}_arn");
        _hcl.Arguments(
            "  ",
            ("description", HclWriter.Quoted($"The ARN of the IP set {set.Name}, for an ip_set_reference_statement.")),
            ("value", $"aws_wafv2_ip_set.{identifier}.arn"));
        _hcl.Close();
    }
}

namespace FirewallRules.Emitters;

/// <summary>A resource of a CloudFormation template.</summary>
/// <param name="Id">The logical id.</param>
/// <param name="Type">The type, such as <c>AWS::EC2::SecurityGroupEgress</c>.</param>
/// <param name="Properties">The properties.</param>
internal sealed record AwsTemplateResource(string Id, string Type, IReadOnlyList<AwsTemplateProperty> Properties)
{
    /// <summary>Ids of resources that must exist before this one although it does not refer to them.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];

    /// <summary>A rule of a security group.</summary>
    /// <param name="entry">The rule.</param>
    /// <param name="group">The name of the group, as part of what identifies the resource.</param>
    /// <param name="groupId">The property with the id of the group.</param>
    /// <param name="descriptions">The descriptions.</param>
    /// <remarks>
    /// CloudFormation replaces a rule whose prefix or ports change, and deletes it before it adds the new one. So the logical id is derived from
    /// those: another prefix is another resource, and new resources are created before old ones are deleted. A description is updated in place.
    /// </remarks>
    public static AwsTemplateResource Rule(AwsEntry entry, string group, AwsTemplateProperty groupId, AwsDescriptions descriptions)
    {
        var egress = entry.Direction == Direction.Egress;
        var remote = entry.List is not null
            ? AwsTemplateProperty.Attribute(egress ? "DestinationPrefixListId" : "SourcePrefixListId", ListId(entry.List), "PrefixListId")
            : AwsTemplateProperty.Text(entry.Family == IpFamily.IPv4 ? "CidrIp" : "CidrIpv6", entry.Prefix!);
        var content = string.Join(' ', group, entry.DirectionWord, entry.ProtocolWord, entry.Ports.ToString(), entry.Prefix ?? entry.List!.Name);
        var kind = egress ? "Egress" : "Ingress";
        return new AwsTemplateResource(kind + AwsTemplate.Hash(content), $"AWS::EC2::SecurityGroup{kind}",
        [
            groupId,
            AwsTemplateProperty.Text("IpProtocol", entry.ProtocolWord),
            AwsTemplateProperty.Number("FromPort", entry.Ports.First),
            AwsTemplateProperty.Number("ToPort", entry.Ports.Last),
            remote,
            AwsTemplateProperty.Text("Description", descriptions.WithoutVersions(entry.Rule)),
        ]);
    }

    /// <summary>The logical id of a prefix list.</summary>
    public static string ListId(AwsPrefixList list) => "List" + AwsTemplate.Hash(list.Name);
}

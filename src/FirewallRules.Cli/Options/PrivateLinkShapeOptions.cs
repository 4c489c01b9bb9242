using System.CommandLine;

namespace FirewallRules.Cli.Options;

/// <summary>The topology of the VPCs, and their prefixes.</summary>
internal sealed class PrivateLinkShapeOptions(string prefixes)
{
    private readonly WordOption _topology = new(
        "--topology",
        "topology",
        "Where the Agents' VPC is: in the region of the site (same-region), in another one (cross-region), or in another one and peered with "
            + "the VPC of the endpoints (peering) (default: same-region).",
        "same-region",
        "cross-region",
        "peering");

    public PrivateLinkPrefixOptions Prefixes { get; } = new(prefixes);

    public void AddTo(Command command)
    {
        command.Options.Add(_topology);
        Prefixes.AddTo(command);
    }

    public PrivateLinkTopology ReadTopology(ParseResult result) => result.GetValue(_topology) switch
    {
        "cross-region" => PrivateLinkTopology.CrossRegion,
        "peering" => PrivateLinkTopology.Peering,
        _ => PrivateLinkTopology.SameRegion,
    };

    public PrivateLinkOptions Read(ParseResult result) => new() { Topology = ReadTopology(result), VpcPrefixes = Prefixes.Read(result) };
}

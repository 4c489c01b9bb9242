using System.CommandLine;

namespace FirewallRules.Cli.Options;

/// <summary>How the VPCs lie, and what their prefixes are.</summary>
internal sealed class PrivateLinkShapeOptions(string prefixes)
{
    private readonly Option<string?> _topology = new Option<string?>("--topology")
    {
        HelpName = "same-region|cross-region|peering",
        Description = "Where the VPC of the Agents is: in the site's region (the default), in another one, or in another one and peered with a VPC that holds the endpoints.",
    }
    .AcceptOnlyFromAmong("same-region", "cross-region", "peering");

    private readonly PrivateLinkPrefixOptions _prefixes = new(prefixes);

    public void AddTo(Command command)
    {
        command.Options.Add(_topology);
        _prefixes.AddTo(command);
    }

    public PrivateLinkOptions Read(ParseResult result, bool needsPrefixes) => new()
    {
        Topology = result.GetValue(_topology) switch
        {
            "cross-region" => PrivateLinkTopology.CrossRegion,
            "peering" => PrivateLinkTopology.Peering,
            _ => PrivateLinkTopology.SameRegion,
        },
        VpcPrefixes = _prefixes.Read(result, needsPrefixes),
    };
}

using System.CommandLine;
using FirewallRules.Networks;

namespace FirewallRules.Cli.Commands;

/// <summary>How the VPCs lie, and what their prefixes are.</summary>
internal sealed class PrivateLinkShapeOptions
{
    private readonly Option<string?> _topology = new Option<string?>("--topology")
    {
        HelpName = "same-region|cross-region|peering",
        Description = "Where the VPC of the Agents is: in the site's region (the default), in another one, or in another one and peered with a VPC that holds the endpoints.",
    }
    .AcceptOnlyFromAmong("same-region", "cross-region", "peering");

    private readonly Option<string[]> _prefixes = new("--vpc-cidr")
    {
        HelpName = "PREFIX",
        Description = "A prefix, IPv4 or IPv6, that may connect to the endpoints: those of the VPC, or with peering of the VPCs of Agents. May be repeated.",
        AllowMultipleArgumentsPerToken = true,
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_topology);
        command.Options.Add(_prefixes);
    }

    public PrivateLinkOptions Read(ParseResult result, bool needsPrefixes)
    {
        var texts = result.GetValue(_prefixes) ?? [];
        if (needsPrefixes && texts.Length == 0)
        {
            throw CliException.Usage("Give the prefixes of the VPC with --vpc-cidr: the endpoints are never open to the world.");
        }

        var set = new AddressSetBuilder();
        try
        {
            foreach (var text in texts)
            {
                set.Add(Cidr.Parse(text));
            }

            return new PrivateLinkOptions
            {
                Topology = result.GetValue(_topology) switch
                {
                    "cross-region" => PrivateLinkTopology.CrossRegion,
                    "peering" => PrivateLinkTopology.Peering,
                    _ => PrivateLinkTopology.SameRegion,
                },
                VpcPrefixes = set.ToAddressSet(),
            };
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            throw CliException.Usage($"--vpc-cidr: {e.Message}");
        }
    }
}

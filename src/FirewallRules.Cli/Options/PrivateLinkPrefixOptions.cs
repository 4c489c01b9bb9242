using System.CommandLine;

namespace FirewallRules.Cli.Options;

/// <summary>The prefixes of a VPC.</summary>
internal sealed class PrivateLinkPrefixOptions(string description)
{
    private readonly Option<string[]> _prefixes = new("--vpc-cidr") { HelpName = "PREFIX", Description = description, AllowMultipleArgumentsPerToken = true };

    public void AddTo(Command command) => command.Options.Add(_prefixes);

    public AddressSet Read(ParseResult result, bool needed)
    {
        var texts = result.GetValue(_prefixes) ?? [];
        if (needed && texts.Length == 0)
        {
            throw CliException.Usage("Give the prefixes of the VPC with --vpc-cidr: the endpoints are never open to the world.");
        }

        try
        {
            // The options of the library refuse what is too wide for a VPC.
            return new PrivateLinkOptions { VpcPrefixes = AddressSet.Of([.. texts.Select(text => Cidr.Parse(text))]) }.VpcPrefixes;
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            throw CliException.Usage($"--vpc-cidr: {e.Message.Split(" (Parameter '")[0]}", e);
        }
    }
}

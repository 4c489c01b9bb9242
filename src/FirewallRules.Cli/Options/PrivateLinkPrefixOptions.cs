using System.CommandLine;

namespace FirewallRules.Cli.Options;

/// <summary>The prefixes of a VPC.</summary>
internal sealed class PrivateLinkPrefixOptions(string description)
{
    // Anything wider is not a VPC.
    private const int MinLength = 8;

    private readonly Option<string[]> _prefixes = new("--vpc-cidr")
    {
        HelpName = "PREFIX",
        Description = description,
        AllowMultipleArgumentsPerToken = true,
    };

    public bool IsGiven(ParseResult result) => result.GetResult(_prefixes) is { Implicit: false };

    public void AddTo(Command command) => command.Options.Add(_prefixes);

    /// <exception cref="CliException">A prefix is invalid, IPv6 or too wide, or there is none.</exception>
    public AddressSet Read(ParseResult result)
    {
        var texts = result.GetValue(_prefixes) ?? [];
        CliException.UsageIf(texts.Length == 0, "Add the prefixes of the VPC with --vpc-cidr: the endpoints are never open to all addresses.");
        var set = AddressSet.Of([.. texts.Select(Read)]);
        foreach (var prefix in set)
        {
            CliException.UsageIf(
                prefix.Family == IpFamily.IPv6,
                $"--vpc-cidr: {prefix} is an IPv6 prefix, and the endpoints have only IPv4 addresses: use the IPv4 prefixes of the VPC.");
            CliException.UsageIf(
                prefix.PrefixLength < MinLength,
                $"--vpc-cidr: {prefix} is wider than /{MinLength}, so it is not a VPC: use the prefixes of the VPC.");
        }

        return set;
    }

    private static Cidr Read(string text)
        => Cidr.TryParse(text, CidrStyles.Strict, out var prefix, out var error)
            ? prefix
            : throw CliException.Usage($"--vpc-cidr: {CidrErrorText.Describe(text, error)}.");
}

using System.CommandLine;

namespace FirewallRules.Cli.Options;

/// <summary>The prefixes of a VPC.</summary>
internal sealed class PrivateLinkPrefixOptions(string description)
{
    // Anything wider is not a VPC.
    private const int MinIPv4Length = 8;
    private const int MinIPv6Length = 16;

    private readonly Option<string[]> _prefixes = new("--vpc-cidr")
    {
        HelpName = "PREFIX",
        Description = description,
        AllowMultipleArgumentsPerToken = true,
    };

    public bool IsGiven(ParseResult result) => result.GetResult(_prefixes) is { Implicit: false };

    public void AddTo(Command command) => command.Options.Add(_prefixes);

    /// <exception cref="CliException">A prefix is invalid or too wide, or there is none.</exception>
    public AddressSet Read(ParseResult result)
    {
        var texts = result.GetValue(_prefixes) ?? [];
        CliException.UsageIf(texts.Length == 0, "Add the prefixes of the VPC with --vpc-cidr: the endpoints are never open to all addresses.");
        var set = AddressSet.Of([.. texts.Select(Read)]);
        foreach (var prefix in set.Where(IsTooWide))
        {
            throw CliException.Usage(
                $"--vpc-cidr: {prefix} is wider than /{MinIPv4Length} (IPv4) or /{MinIPv6Length} (IPv6), so it is not a VPC: use the "
                    + "prefixes of the VPC.");
        }

        return set;
    }

    private static Cidr Read(string text)
        => Cidr.TryParse(text, CidrStyles.Strict, out var prefix, out var error)
            ? prefix
            : throw CliException.Usage($"--vpc-cidr: {CidrErrorText.Describe(text, error)}.");

    private static bool IsTooWide(Cidr prefix) => prefix.PrefixLength < (prefix.Family == IpFamily.IPv4 ? MinIPv4Length : MinIPv6Length);
}

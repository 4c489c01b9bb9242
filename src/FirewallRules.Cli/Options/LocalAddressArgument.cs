namespace FirewallRules.Cli.Options;

/// <summary>The addresses on the side of a network security group.</summary>
internal static class LocalAddressArgument
{
    /// <exception cref="CliException">A prefix is invalid, or together they are all addresses of a family.</exception>
    public static AddressSet Read(string[] texts)
    {
        var set = AddressSet.Of([.. texts.Select(Read)]);
        CliException.UsageIf(
            set.Contains(AddressSet.AllIPv4) || set.Contains(AddressSet.AllIPv6),
            "--local-address: these are all addresses of a family, which is the default: leave it out.");
        return set;
    }

    private static Cidr Read(string text)
        => Cidr.TryParse(text, CidrStyles.Strict, out var prefix, out var error)
            ? prefix
            : throw CliException.Usage($"--local-address: {CidrErrorText.Describe(text, error)}.");
}

namespace FirewallRules.Cli.Options;

/// <summary>Reads addresses from the command line. Any address is a word there, and never a prefix.</summary>
internal static class RemoteArgument
{
    public const string HelpName = "CIDR,...|any";

    /// <summary>Reads the values of an option.</summary>
    /// <param name="option">The option, for messages.</param>
    /// <param name="values">Its values, each one or more prefixes, addresses or ranges separated by commas, or <c>any</c> on its own.</param>
    /// <exception cref="CliException">A value is invalid, or the values cover a whole address family.</exception>
    public static Remote Read(string option, IReadOnlyCollection<string> values)
    {
        var items = values.SelectMany(value => value.Split(',')).ToList();
        if (items is ["any" or "any-ipv4" or "any-ipv6"])
        {
            return items[0] switch { "any" => Remote.Any, "any-ipv4" => Remote.AnyIPv4, _ => Remote.AnyIPv6 };
        }

        var builder = new AddressSetBuilder();
        foreach (var item in items)
        {
            builder.Add(ReadRange(option, item));
        }

        var set = builder.ToAddressSet();
        CliException.UsageIf(
            set.IPv4 == AddressSet.AllIPv4 || set.IPv6 == AddressSet.AllIPv6,
            $"{option}: these are all addresses of a family. If that is intended, write 'any', 'any-ipv4' or 'any-ipv6'.");
        return Remote.Of(set);
    }

    /// <summary>Like <see cref="Read"/>, without <c>any</c>.</summary>
    /// <inheritdoc cref="Read" />
    public static AddressSet ReadAddresses(string option, IReadOnlyCollection<string> values)
        => Read(option, values) is { IsAnyIPv4: false, IsAnyIPv6: false } remote
            ? remote.Addresses
            : throw CliException.Usage($"{option} does not accept 'any': give the addresses.");

    private static AddressRange ReadRange(string option, string item)
    {
        CliException.UsageIf(item is "any" or "any-ipv4" or "any-ipv6", $"{option}: '{item}' cannot be combined with other addresses.");
        return AddressRange.TryParse(item, CidrStyles.BareAddress, out var range, out var error)
            ? range
            : throw CliException.Usage($"{option}: {CidrErrorText.Describe(item, error)}.");
    }
}

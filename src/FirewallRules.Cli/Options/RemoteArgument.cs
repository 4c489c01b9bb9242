namespace FirewallRules.Cli.Options;

/// <summary>Reads addresses of the user's own from the command line. Any address is a word there, and never a prefix.</summary>
internal static class RemoteArgument
{
    public const string HelpName = "CIDR,...|any";

    /// <param name="option">The option, for messages.</param>
    /// <param name="values">Its values, each with one or more prefixes, addresses or ranges, separated by commas; or <c>any</c> alone.</param>
    public static Remote Read(string option, IReadOnlyCollection<string> values)
    {
        var items = values.SelectMany(value => value.Split(',')).ToList();
        if (items is ["any" or "any-ipv4" or "any-ipv6"])
        {
            return items[0] switch { "any" => Remote.Any, "any-ipv4" => Remote.AnyIPv4, _ => Remote.AnyIPv6 };
        }

        var set = new AddressSetBuilder();
        foreach (var item in items)
        {
            set.Add(ReadRange(option, item));
        }

        try
        {
            return Remote.Of(set.ToAddressSet());
        }
        catch (ArgumentException)
        {
            throw CliException.Usage($"{option}: that is every address of a family. If it is meant, say 'any', 'any-ipv4' or 'any-ipv6'.");
        }
    }

    /// <summary>As <see cref="Read"/>, where any would make no sense.</summary>
    public static AddressSet ReadAddresses(string option, IReadOnlyCollection<string> values)
        => Read(option, values) is { IsAnyIPv4: false, IsAnyIPv6: false } remote
            ? remote.Addresses
            : throw CliException.Usage($"{option}: say which addresses; 'any' makes no sense here.");

    private static AddressRange ReadRange(string option, string item)
    {
        if (item is "any" or "any-ipv4" or "any-ipv6")
        {
            throw CliException.Usage($"{option}: '{item}' stands alone.");
        }

        try
        {
            return AddressRange.Parse(item);
        }
        catch (CidrFormatException e)
        {
            throw CliException.Usage($"{option}: {e.Message}");
        }
    }
}

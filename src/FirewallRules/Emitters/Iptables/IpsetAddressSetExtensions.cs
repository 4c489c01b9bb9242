using FirewallRules.Emitters;
using FirewallRules.Networks;

namespace FirewallRules;

/// <summary>Writes address sets as ip sets.</summary>
public static class IpsetAddressSetExtensions
{
    // The set that is filled before the swap has ".new" after its name.
    private const int MaxNameLength = 31 - 4;

    /// <summary>
    /// Writes lines for <c>ipset restore</c> that create the set if it does not exist and replace its content, atomically, with the addresses
    /// of one family. They can be loaded repeatedly, one load at a time. The writer is neither flushed nor disposed.
    /// </summary>
    /// <param name="addresses">The addresses; those of the other family are ignored.</param>
    /// <param name="writer">The target.</param>
    /// <param name="name">The name: 1–27 ASCII letters, digits, hyphens and underscores, starting with a letter.</param>
    /// <param name="family">The family.</param>
    /// <remarks>
    /// The set has the type <c>hash:net</c>. ipset refuses an existing set of this name with another size or type, and does not change it. It
    /// also refuses to load if the set with <c>.new</c> after the name exists, because another load is at work, or has failed or been
    /// interrupted; nothing is changed then. <c>ipset destroy NAME.new</c> removes what a failed load has left.
    /// </remarks>
    /// <exception cref="ArgumentException">The name is not valid, or the family is neither IPv4 nor IPv6.</exception>
    public static void ToIpsetRestore(this AddressSet addresses, TextWriter writer, string name, IpFamily family)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        ArgumentNullException.ThrowIfNull(writer);
        CheckName(name);
        IpsetScript.WriteReplacement(writer, [(name, family, addresses.Only(family))]);
    }

    /// <summary>As the other, for several sets at once: none is replaced unless all can be filled, and all are kept from other loads.</summary>
    internal static void ToIpsetRestore(TextWriter writer, IReadOnlyList<(string Name, IpFamily Family, AddressSet Addresses)> sets)
    {
        foreach (var (name, _, _) in sets)
        {
            CheckName(name);
        }

        IpsetScript.WriteReplacement(writer, [.. sets.Select(set => (set.Name, set.Family, set.Addresses.Only(set.Family)))]);
    }

    private static void CheckName(string name)
    {
        if (name is not { Length: >= 1 and <= MaxNameLength } || !char.IsAsciiLetter(name[0])
            || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
        {
            throw new ArgumentException(
                $"'{PrintableText.Of(name ?? "")}' is not a valid name of an ip set: 1 to {MaxNameLength} letters, digits, '-' and '_', "
                + "starting with a letter.",
                nameof(name));
        }
    }
}

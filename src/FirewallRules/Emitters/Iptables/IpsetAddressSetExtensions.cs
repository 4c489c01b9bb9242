using FirewallRules.Emitters;
using FirewallRules.Networks;

namespace FirewallRules;

/// <summary>Writes address sets as ip sets.</summary>
public static class IpsetAddressSetExtensions
{
    // ipset(8): a name takes at most 31 characters, and the set that is filled has ".new" behind its name.
    private const int MaxNameLength = 31 - 4;

    /// <summary>
    /// Writes lines for <c>ipset restore</c> that create the set where it is missing and swap in exactly the addresses of one family, in one
    /// step and as often as you like. The writer is neither flushed nor disposed.
    /// </summary>
    /// <param name="addresses">The addresses; those of the other family are left out.</param>
    /// <param name="writer">Where to.</param>
    /// <param name="name">The name: 1–27 ASCII letters, digits, hyphens and underscores, a letter first.</param>
    /// <param name="family">The family.</param>
    /// <remarks>The set is of type <c>hash:net</c>. One of this name that was created with another size or type is refused by ipset, and stays as it is.</remarks>
    /// <exception cref="ArgumentException">The name is no such name, or there is no such family.</exception>
    public static void ToIpsetRestore(this AddressSet addresses, TextWriter writer, string name, IpFamily family)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        ArgumentNullException.ThrowIfNull(writer);
        if (name is not { Length: >= 1 and <= MaxNameLength } || !char.IsAsciiLetter(name[0]) || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
        {
            throw new ArgumentException(
                $"'{PrintableText.Of(name ?? "")}' is no name of an ip set: 1 to {MaxNameLength} letters, digits, '-' and '_', a letter first.", nameof(name));
        }

        IpsetScript.WriteReplacement(writer, name, family, addresses.Only(family));
    }
}

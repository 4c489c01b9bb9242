using FirewallRules.Emitters;
using FirewallRules.Networks;

namespace FirewallRules;

/// <summary>Writes address sets as named sets of nftables.</summary>
public static class NftablesAddressSetExtensions
{
    /// <summary>
    /// Writes commands that create the named set if it does not exist and replace its elements with the addresses of one family. A file for
    /// <c>nft -f</c> is one transaction. The writer is neither flushed nor disposed.
    /// </summary>
    /// <param name="addresses">The addresses; those of the other family are ignored.</param>
    /// <param name="writer">The target.</param>
    /// <param name="name">The name: 1–64 ASCII letters, digits and underscores, starting with a letter, and not a keyword of nft.</param>
    /// <param name="family">The family.</param>
    /// <param name="table">The table, which is created if it does not exist; <see langword="null"/> for <c>inet/filter</c>.</param>
    /// <exception cref="ArgumentException">The name is not valid, or the family is neither IPv4 nor IPv6.</exception>
    public static void ToNftablesSet(this AddressSet addresses, TextWriter writer, string name, IpFamily family, NftablesTable? table = null)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        ArgumentNullException.ThrowIfNull(writer);
        if (!IsName(name))
        {
            throw new ArgumentException(
                $"'{PrintableText.Of(name ?? "")}' is not a valid name of an nftables set: 1 to {NftablesLimits.NameLength} letters, digits and '_', "
                + "starting with a letter, and not a keyword of nft.",
                nameof(name));
        }

        var set = addresses.Only(family);
        var nft = new NftablesScriptWriter(writer, table ?? NftablesTable.InetFilter);
        nft.AddTable();
        nft.AddSet(name, family);
        nft.FlushSet(name);
        if (!set.IsEmpty)
        {
            nft.AddElements(name, set);
        }
    }

    private static bool IsName(string name)
        => name is { Length: >= 1 and <= NftablesLimits.NameLength } && char.IsAsciiLetter(name[0])
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && !NftablesKeywords.IsReserved(name);
}

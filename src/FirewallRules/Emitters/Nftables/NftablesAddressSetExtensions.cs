using FirewallRules.Emitters;
using FirewallRules.Networks;

namespace FirewallRules;

/// <summary>Writes address sets as named sets of nftables.</summary>
public static class NftablesAddressSetExtensions
{
    private const int MaxNameLength = 64;

    /// <summary>
    /// Writes what creates the named set where it is missing and gives it exactly the addresses of one family. In a file for <c>nft -f</c>
    /// it is one transaction, with all that stands in the same file. The writer is neither flushed nor disposed.
    /// </summary>
    /// <param name="addresses">The addresses; those of the other family are left out.</param>
    /// <param name="writer">Where to.</param>
    /// <param name="name">The name: 1–64 ASCII letters, digits and underscores, a letter first, and no word of the nft language.</param>
    /// <param name="family">The family.</param>
    /// <param name="table">The table, which is created where it is missing; <see langword="null"/> for <c>inet/filter</c>.</param>
    /// <exception cref="ArgumentException">The name is no such name, or there is no such family.</exception>
    public static void ToNftablesSet(this AddressSet addresses, TextWriter writer, string name, IpFamily family, NftablesTable? table = null)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        ArgumentNullException.ThrowIfNull(writer);
        if (!IsName(name))
        {
            throw new ArgumentException(
                $"'{PrintableText.Of(name ?? "")}' is no name of a set for nftables: 1 to {MaxNameLength} letters, digits and '_', a letter first, and no word of the nft language.",
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
        => name is { Length: >= 1 and <= MaxNameLength } && char.IsAsciiLetter(name[0])
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && !NftablesWords.IsReserved(name);
}

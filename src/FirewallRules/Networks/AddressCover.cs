using System.Numerics;

namespace FirewallRules.Networks;

/// <summary>A set that was widened to fit a number of prefixes: what it holds now, and everything that was added.</summary>
/// <remarks>Made by <see cref="AddressSet.CoverWith"/>. Allowing a cover allows more than was asked for; show <see cref="Added"/> to whom it concerns.</remarks>
public sealed class AddressCover
{
    internal AddressCover(AddressSet addresses, AddressSet added) => (Addresses, Added) = (addresses, added);

    /// <summary>The widened set; it contains the original one.</summary>
    public AddressSet Addresses { get; }

    /// <summary>The addresses that were not in the original set.</summary>
    public AddressSet Added { get; }

    /// <summary>How many addresses were added.</summary>
    public BigInteger AddedCount => Added.AddressCount;
}

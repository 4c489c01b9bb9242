using System.Numerics;

namespace FirewallRules.Emitters;

/// <summary>A managed prefix list.</summary>
/// <param name="Name">The name, of lower-case letters, digits and hyphens.</param>
/// <param name="Addresses">The entries, all of one family.</param>
/// <param name="Family">The family.</param>
/// <param name="MaxEntries">The maximum number of entries, which is what counts toward the rules of a group.</param>
internal sealed record AwsPrefixList(string Name, AddressSet Addresses, IpFamily Family, int MaxEntries)
{
    /// <summary>
    /// The size of a list with so many entries: the next power of two, at most 1000. A size that follows each change of the entries could not be
    /// changed together with them (CloudFormation) and would be another quota each time.
    /// </summary>
    public static int SizeFor(int entries) => (int)Math.Min(AwsLimits.PrefixListEntries, BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, entries)));

    /// <summary>The name as an identifier of Terraform.</summary>
    public string Identifier => Name.Replace('-', '_');
}

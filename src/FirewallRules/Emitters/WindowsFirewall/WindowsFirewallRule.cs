using System.Security.Cryptography;
using System.Text;

namespace FirewallRules.Emitters;

/// <summary>One allow rule as Windows has it.</summary>
/// <param name="Title">What people read in the list of rules; also the start of the name.</param>
/// <param name="Description">Where the addresses come from, in harmless ASCII.</param>
/// <param name="Direction">The direction.</param>
/// <param name="Protocol">The protocol.</param>
/// <param name="Ports">At least one port or run of ports.</param>
/// <param name="Addresses">At least one prefix, or <c>Any</c> alone. Windows reads an empty list as any, so there is none.</param>
internal sealed record WindowsFirewallRule(
    string Title, string Description, Direction Direction, Protocol Protocol, IReadOnlyList<string> Ports, IReadOnlyList<string> Addresses)
{
    public const string Any = "Any";

    private const int HashLength = 16;

    /// <summary>
    /// A name that is the same if and only if the rule is: a rule of that name in the store need not be looked at nor written again. The
    /// description is no part of it, or every version of a document would replace the rules in which it changes nothing.
    /// </summary>
    /// <param name="group">The group, because names are unique in a store and not in a group.</param>
    public string NameIn(string group)
    {
        string[] content = [group, Title, $"{Direction}", $"{Protocol}", string.Join(',', Ports), string.Join(',', Addresses)];
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', content))));
        return $"{Title.Replace(' ', '-')}-{hash[..HashLength].ToLowerInvariant()}";
    }
}

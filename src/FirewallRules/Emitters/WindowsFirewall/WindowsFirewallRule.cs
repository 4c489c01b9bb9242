using System.Security.Cryptography;
using System.Text;

namespace FirewallRules.Emitters;

/// <summary>An allow rule of Windows.</summary>
/// <param name="Title">The display name; also the start of the name.</param>
/// <param name="Description">The source of the addresses, in harmless ASCII.</param>
/// <param name="Direction">The direction.</param>
/// <param name="Protocol">The protocol.</param>
/// <param name="Ports">At least one port or port range.</param>
/// <param name="Addresses">At least one prefix, or only <c>Any</c>. Never empty, because Windows treats an empty list as any.</param>
internal sealed record WindowsFirewallRule(
    string Title, string Description, Direction Direction, Protocol Protocol, IReadOnlyList<string> Ports, IReadOnlyList<string> Addresses)
{
    public const string Any = "Any";

    private const int HashLength = 16;

    /// <summary>
    /// A name that identifies the content of the rule, so that a rule with this name does not have to be compared or written again. The
    /// description is not included; otherwise each version of a document would replace all rules.
    /// </summary>
    /// <param name="group">The group. It is part of the name, because names are unique in a store and not only in a group.</param>
    public string NameIn(string group)
    {
        string[] content = [group, Title, $"{Direction}", $"{Protocol}", string.Join(',', Ports), string.Join(',', Addresses)];
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', content))));
        return $"{Title.Replace(' ', '-')}-{hash[..HashLength].ToLowerInvariant()}";
    }
}

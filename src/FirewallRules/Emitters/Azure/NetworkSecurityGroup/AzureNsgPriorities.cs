using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace FirewallRules.Emitters;

/// <summary>
/// Priorities that are derived from names, so that a new rule does not move the others: Azure refuses an update during which two rules of a
/// direction have the same priority.
/// </summary>
/// <remarks>
/// The hash of its name gives a rule its first choice of a priority. If several rules have the same choice, the first in ordinal order gets it,
/// and the others get their next choice after the first choices of all rules. So a new rule moves another only if both have the same choice among
/// 1000 priorities. The order of the rules does not matter, because all of them allow.
/// </remarks>
internal static class AzureNsgPriorities
{
    /// <summary>The lowest priority number of Azure.</summary>
    public const int Lowest = 100;

    /// <summary>The highest priority number of Azure, used for the deny rules.</summary>
    public const int Deny = 4096;

    private const int Window = 1000;
    private const int MaxChoices = 256;

    /// <summary>The last priority for rules that allow.</summary>
    public static int Last(int first) => Math.Min(first + Window, Deny) - 1;

    /// <summary>Whether all 1000 priorities fit, so that another first priority moves all rules by the same number.</summary>
    public static bool IsFullWindow(int first) => first + Window <= Deny;

    /// <summary>One priority for each name of a direction.</summary>
    public static Dictionary<string, int> Of(IReadOnlyList<string> names, int first)
    {
        var slots = Last(first) - first + 1;
        var taken = new HashSet<int>();
        var priorities = new Dictionary<string, int>(StringComparer.Ordinal);
        List<string> waiting = [.. names.Order(StringComparer.Ordinal)];
        for (var choice = 0; waiting.Count > 0; choice++)
        {
            waiting.RemoveAll(name =>
            {
                var priority = choice < MaxChoices ? first + Choice(name, choice, slots) : Enumerable.Range(first, slots).First(slot => !taken.Contains(slot));
                return taken.Add(priority) && priorities.TryAdd(name, priority);
            });
        }

        return priorities;
    }

    private static int Choice(string name, int choice, int slots)
        => (int)(BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.ASCII.GetBytes($"{name}/{choice}"))) % (uint)slots);
}

using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace FirewallRules.Emitters;

/// <summary>
/// Priorities that follow from names, so that a new rule does not move the others: Azure refuses an update in which two rules of a
/// direction have one priority, even for a moment.
/// </summary>
/// <remarks>
/// A rule takes the priority that the hash of its name points at. Where several point at the same, the one with the ordinally first name
/// takes it, and the others take their next choice, after all rules had their first. So a new rule moves another only when both point at
/// the same of 1000 priorities; the order of our rules among each other has no meaning, because all of them allow.
/// </remarks>
internal static class AzureNsgPriorities
{
    /// <summary>The lowest priority number that Azure takes.</summary>
    public const int Lowest = 100;

    /// <summary>The highest priority number that Azure takes, which the rules that close the rest have.</summary>
    public const int Closing = 4096;

    private const int Window = 1000;
    private const int MaxChoices = 256;

    /// <summary>The last priority that a rule which allows can have.</summary>
    public static int Last(int first) => Math.Min(first + Window, Closing) - 1;

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

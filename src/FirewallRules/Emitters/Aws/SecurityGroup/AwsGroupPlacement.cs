using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace FirewallRules.Emitters;

/// <summary>Spreads rules over groups, so that a rule stays in its group when others come and go.</summary>
/// <remarks>
/// Rendezvous hashing with a bound: each rule has a preference for each group, which follows from the rule alone, and goes to the group that it
/// prefers among those with room. A further group takes rules from all others and moves none between them.
/// </remarks>
internal static class AwsGroupPlacement
{
    /// <summary>The groups for rules of one direction and family.</summary>
    /// <param name="entries">The rules.</param>
    /// <param name="groups">The number of groups, 1–16.</param>
    /// <param name="capacity">The most rules of a group.</param>
    /// <returns>The group of each rule, from 0.</returns>
    /// <exception cref="ArgumentException">The groups do not have room for all rules.</exception>
    public static IReadOnlyDictionary<AwsEntry, int> Place(IReadOnlyList<AwsEntry> entries, int groups, int capacity)
    {
        if (entries.Count > (long)groups * capacity)
        {
            throw new ArgumentException("The groups do not have room for all rules.", nameof(groups));
        }

        var room = Enumerable.Repeat(capacity, groups).ToArray();
        var placed = new Dictionary<AwsEntry, int>(entries.Count);

        // Where a group has no more room, the rules that want it least give way, so that others do not move for them.
        foreach (var (entry, preferences) in entries.Select(entry => (entry, Preferences: Preferences(entry))).OrderByDescending(
            pair => pair.Preferences[..groups].Max()))
        {
            var group = Enumerable.Range(0, groups).Where(candidate => room[candidate] > 0).MaxBy(candidate => preferences[candidate]);
            room[group]--;
            placed.Add(entry, group);
        }

        return placed;
    }

    // 64 bytes: four for each of the groups that an interface can have.
    private static uint[] Preferences(AwsEntry entry)
    {
        var hash = SHA512.HashData(Encoding.UTF8.GetBytes(entry.Key));
        return [.. Enumerable.Range(0, AwsLimits.GroupsPerInterface).Select(group => BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(group * sizeof(uint))))];
    }
}

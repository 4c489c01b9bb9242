namespace FirewallRules.Rules;

/// <summary>The ordinal order of lists of labels: label by label, and a list before those that it starts.</summary>
internal sealed class LabelOrder : IComparer<IReadOnlyList<string>>, IEqualityComparer<IReadOnlyList<string>>
{
    public static LabelOrder Instance { get; } = new();

    public int Compare(IReadOnlyList<string>? x, IReadOnlyList<string>? y)
    {
        var (first, second) = (x ?? [], y ?? []);
        for (var i = 0; i < Math.Min(first.Count, second.Count); i++)
        {
            if (string.CompareOrdinal(first[i], second[i]) is var order && order != 0)
            {
                return order;
            }
        }

        return first.Count.CompareTo(second.Count);
    }

    public bool Equals(IReadOnlyList<string>? x, IReadOnlyList<string>? y) => Compare(x, y) == 0;

    public int GetHashCode(IReadOnlyList<string> obj)
    {
        var hash = default(HashCode);
        foreach (var label in obj)
        {
            hash.Add(label, StringComparer.Ordinal);
        }

        return hash.ToHashCode();
    }
}

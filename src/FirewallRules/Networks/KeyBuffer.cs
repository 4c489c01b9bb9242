namespace FirewallRules.Networks;

/// <summary>A growing list of <see cref="PrefixKeys"/>, and its minimal form.</summary>
internal sealed class KeyBuffer(int capacity = 0)
{
    private const int FirstCapacity = 16;

    private ulong[] _keys = capacity == 0 ? [] : new ulong[capacity];

    public int Count { get; private set; }

    public bool IsFull => Count == _keys.Length;

    public ReadOnlySpan<ulong> Keys => _keys.AsSpan(0, Count);

    /// <summary>Adds a key where there is room.</summary>
    public void Add(ulong key) => _keys[Count++] = key;

    /// <summary>Sorts the keys and merges what can be merged.</summary>
    public void Minimize()
    {
        var keys = _keys.AsSpan(0, Count);
        RadixSort.Sort(keys);
        Count = PrefixKeys.Minimize(keys);
    }

    /// <summary>Keeps the keys that are wanted.</summary>
    public void Keep(Predicate<ulong> wanted)
    {
        var kept = 0;
        foreach (var key in Keys)
        {
            if (wanted(key))
            {
                _keys[kept++] = key;
            }
        }

        Count = kept;
    }

    /// <summary>Doubles the room, unless more than half of it is free: then merging has gained enough.</summary>
    public void MakeRoom()
    {
        if (Count > _keys.Length / 2 || _keys.Length == 0)
        {
            Array.Resize(ref _keys, Math.Max(FirstCapacity, _keys.Length * 2));
        }
    }
}

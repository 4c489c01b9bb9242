using System.Buffers;
using System.Runtime.CompilerServices;

namespace FirewallRules.Networks;

/// <summary>A growing list of <see cref="PrefixKeys"/>, and its minimal form. Its room is of the shared pool.</summary>
internal sealed class KeyBuffer(int capacity = 0)
{
    private const int FirstCapacity = 16;
    private const int ManyKeys = 16 * 1024;

    private ulong[] _keys = ArrayPool<ulong>.Shared.Rent(capacity);

    /// <summary>How many keys there are; those behind may be cut off.</summary>
    public int Count { get; set; }

    public bool IsFull => Count == _keys.Length;

    public Span<ulong> Keys => _keys.AsSpan(0, Count);

    /// <summary>Adds a key where there is room.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ulong key) => _keys[Count++] = key;

    /// <summary>Sorts the keys and merges what can be merged.</summary>
    public void Minimize()
    {
        RadixSort.Sort(Keys);
        Count = PrefixKeys.Minimize(Keys);
    }

    /// <summary>Makes room, unless more than half of it is free: then merging has gained enough.</summary>
    /// <remarks>What merges badly will go on to do so: more room at once saves sorting it again and again.</remarks>
    public void MakeRoom()
    {
        if (Count > _keys.Length / 2 || _keys.Length == 0)
        {
            var factor = Count <= _keys.Length / 8 * 7 ? 2 : Count < ManyKeys ? 4 : 8;
            var keys = ArrayPool<ulong>.Shared.Rent(Math.Max(FirstCapacity, _keys.Length * factor));
            Keys.CopyTo(keys);
            Release(keys);
        }
    }

    /// <summary>Forgets the keys and gives their room back.</summary>
    public void Clear()
    {
        Count = 0;
        Release([]);
    }

    private void Release(ulong[] replacement)
    {
        ArrayPool<ulong>.Shared.Return(_keys);
        _keys = replacement;
    }
}

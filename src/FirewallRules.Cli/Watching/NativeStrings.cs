using System.Runtime.InteropServices;

namespace FirewallRules.Cli.Watching;

/// <summary>Strings for the C library: UTF-8, each ended by a zero byte, and the list by a null pointer.</summary>
internal sealed class NativeStrings(IEnumerable<string> strings) : IDisposable
{
    public nint[] Pointers { get; } = [.. strings.Select(Marshal.StringToCoTaskMemUTF8), 0];

    public void Dispose() => Array.ForEach(Pointers, Marshal.FreeCoTaskMem);
}

using System.Runtime.CompilerServices;
using FirewallRules.Networks;

namespace FirewallRules.Cli.Commands.Aggregate;

/// <summary>
/// What a method needs is found, and some of it compiled, when it is first called; for merging, that takes longer than a short list does.
/// Another processor does it while this one gets ready to read.
/// </summary>
internal static class FirstUse
{
    /// <summary>Begins, where that is of use: a native program has nothing to find.</summary>
    public static void Begin()
    {
        if (RuntimeFeature.IsDynamicCodeCompiled && Environment.ProcessorCount > 1)
        {
            // Where no thread is to be had, what is found early is found later.
            Processors.TryStart(new Thread(() => Merge()) { IsBackground = true });
        }
    }

    /// <summary>Merges a few lines of both families.</summary>
    /// <returns>How many bytes came of them.</returns>
    internal static int Merge()
    {
        // The second half is what the first is read at once before, where there is text to reach into; it is then read line by line.
        var lines = "10.0.0.0/8\n192.0.2.1\n10.1.2.3\n2001:db8::/32\n2001:db8:1::/48\n10.0.0.0/8\n192.0.2.1\n10.1.2.3\n2001:db8::/32\n2001:db8:1::/48\n"u8;
        var set = new AddressSetBuilder();
        var reader = new AddressListReader(into: set);
        reader.Append(lines);
        reader.End();
        return new AddressListWriter(set).Write(new byte[4 * AddressListWriter.MinPieceLength]);
    }
}

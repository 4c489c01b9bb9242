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

    /// <summary>Merges a few lines, of IPv4 alone: for lists that have no other, getting ready for both would take longer than it saves.</summary>
    /// <returns>How many bytes came of them.</returns>
    internal static int Merge()
    {
        // A line is read at once only where there is text to reach into behind it. The last ones, which have none, are read one by one.
        var lines = "10.0.0.0/8\n192.0.2.1\n10.1.2.3\n10.0.0.0/8\n192.0.2.1\n10.1.2.3\n10.0.0.0/8\n192.0.2.1\n10.1.2.3\n"u8;
        var set = new AddressSetBuilder();
        var reader = new AddressListReader(into: set);
        reader.Append(lines);
        reader.End();
        return new AddressListWriter(set).Write(new byte[4 * AddressListWriter.MinPieceLength]);
    }
}

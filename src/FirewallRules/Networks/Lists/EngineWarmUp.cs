namespace FirewallRules.Networks;

/// <summary>Merges a tiny list, so that the methods which a real list needs are loaded and compiled by then.</summary>
internal static class EngineWarmUp
{
    /// <summary>Reads, merges and writes a few IPv4 lines. IPv6 is left out: for lists without it, the warm-up would cost more than it saves.</summary>
    /// <returns>How many bytes the merged list has.</returns>
    public static int Run()
    {
        // The scanner reads ahead, so the last lines of a text go through the parser: there are enough lines for both.
        var lines = "10.0.0.0/8\n192.0.2.1\n10.1.2.3\n10.0.0.0/8\n192.0.2.1\n10.1.2.3\n10.0.0.0/8\n192.0.2.1\n10.1.2.3\n"u8;
        var set = new AddressSetBuilder();
        var reader = new AddressListReader(into: set);
        reader.Append(lines);
        reader.End();
        return new AddressListWriter(set).Write(new byte[4 * AddressListWriter.MinBufferLength]);
    }
}

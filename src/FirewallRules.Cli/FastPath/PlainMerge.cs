using FirewallRules.Networks;

namespace FirewallRules.Cli.FastPath;

/// <summary>
/// Merges lists without any option. Building all options and parsing a command line takes longer than reading a short list; the result is the
/// same.
/// </summary>
internal static class PlainMerge
{
    /// <summary>Whether the arguments are the verb and file names that the parser could not take for anything else.</summary>
    public static bool Fits(string[] args)
    {
        if (args.Length == 0 || args[0] != AggregateCommand.Name)
        {
            return false;
        }

        for (var i = 1; i < args.Length; i++)
        {
            if (!IsName(args[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <param name="args">Arguments that fit: the verb and the lists, or only the verb for standard input.</param>
    /// <param name="terminal">The standard streams.</param>
    /// <exception cref="CliException">A list cannot be read or is not valid.</exception>
    public static int Run(string[] args, Terminal terminal)
    {
        string[] files = ["-"];
        if (args.Length > 1)
        {
            // Not a range of the array, which takes longer to load than this.
            files = new string[args.Length - 1];
            Array.Copy(args, 1, files, 0, files.Length);
        }

        var input = new ListInput(new InputForm(ListFormat.Auto, paths: null, column: null, skipInvalid: false), terminal);
        var sets = input.ReadAll(files);
        input.Complete();
        if (sets.Length == 1)
        {
            var writer = new AddressListWriter(sets[0]);
            NoticeEverything(writer.CoversAll(IpFamily.IPv4), writer.CoversAll(IpFamily.IPv6), terminal);
            OutputFile.Write(null, terminal, stream => SetText.WritePrefixes(stream, writer));
        }
        else
        {
            WritePartitions(new AddressListPartitions(sets), terminal);
        }

        return ExitCode.Ok;
    }

    private static void WritePartitions(AddressListPartitions partitions, Terminal terminal)
    {
        NoticeEverything(partitions.CoversAll(IpFamily.IPv4), partitions.CoversAll(IpFamily.IPv6), terminal);
        OutputFile.Write(null, terminal, stream => PartitionedListWriter.Write(stream, partitions));
    }

    private static void NoticeEverything(bool allIPv4, bool allIPv6, Terminal terminal)
    {
        if (allIPv4)
        {
            terminal.Warn(SetOutput.Everything(IpFamily.IPv4));
        }

        if (allIPv6)
        {
            terminal.Warn(SetOutput.Everything(IpFamily.IPv6));
        }
    }

    // Not an option, standard input, a response file, '/h' or '/?' with or without a value, or the verb again.
    private static bool IsName(string arg)
        => arg is not ("" or AggregateCommand.Name or ['-' or '@', ..] or ['/', 'h' or '?'] or ['/', 'h' or '?', ':' or '=', ..]);
}

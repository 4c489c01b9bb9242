using FirewallRules.Networks;

namespace FirewallRules.Cli.Commands.Aggregate;

/// <summary>
/// Merges lists where no option is given. To build all options, parse a command line that has none of them and read each takes
/// longer than a small list; what comes of it is the same.
/// </summary>
internal static class PlainMerge
{
    /// <summary>Whether the arguments are the verb and names of files, to which the parser could give no other meaning.</summary>
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

    /// <param name="args">Arguments that fit: the verb and the lists, or the verb alone for standard input.</param>
    /// <param name="terminal">The standard streams.</param>
    /// <exception cref="CliException">A list is refused.</exception>
    public static int Run(string[] args, Terminal terminal)
    {
        string[] files = ["-"];
        if (args.Length > 1)
        {
            // Not a range of them: loading what makes one takes longer than this.
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

    private static void NoticeEverything(bool ofIPv4, bool ofIPv6, Terminal terminal)
    {
        if (ofIPv4)
        {
            terminal.Notice(SetOutput.Everything(IpFamily.IPv4));
        }

        if (ofIPv6)
        {
            terminal.Notice(SetOutput.Everything(IpFamily.IPv6));
        }
    }

    // Not an option or standard input, a file of arguments, '/h' or '/?' with or without a value, or the verb once more.
    private static bool IsName(string arg)
        => arg is not ("" or AggregateCommand.Name or ['-' or '@', ..] or ['/', 'h' or '?'] or ['/', 'h' or '?', ':' or '=', ..]);
}

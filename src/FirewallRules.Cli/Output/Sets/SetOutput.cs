namespace FirewallRules.Cli.Output;

/// <summary>Writes the set that a command ends with.</summary>
internal sealed class SetOutput(SetFormat format, bool ranges, bool count, IpFamily[] families, PrefixLengths lengths, FirewallSets? sets)
{
    /// <summary>What is said of a result that holds every address of the family.</summary>
    public static string Everything(IpFamily family) => $"every {family} address is in the result";

    /// <exception cref="CliException">A set of a firewall would hold every address of a family.</exception>
    public void Write(AddressSet set, Terminal terminal)
    {
        if (count)
        {
            WriteCounts(set, terminal);
            return;
        }

        WarnOfEverything(set, terminal);
        OutputFile.Write(null, terminal, stream => Write(stream, set));
    }

    // A method of its own, because what a method mentions is loaded when it is first called.
    private void WriteCounts(AddressSet set, Terminal terminal)
        => Table.Write(
            terminal,
            format == SetFormat.Json ? new TableJson<SetCounts>(CliJsonContext.Default.SetCountsArray) : null,
            ["FAMILY", "PREFIXES", "RANGES", "ADDRESSES"],
            [.. families.Select(family => SetCounts.Of(set, family, lengths))],
            row => [row.Family, row.Prefixes, Table.OrDash(row.Ranges), row.Addresses]);

    // A list that came out empty, or has one family alone, has a complement that opens everything.
    private void WarnOfEverything(AddressSet set, Terminal terminal)
    {
        // In a loop: LINQ over values is compiled at every start.
        foreach (var family in families)
        {
            if (!HasEvery(family, set))
            {
                continue;
            }

            var fact = Everything(family);
            if (sets is not null)
            {
                throw new CliException(ExitCode.Limit, $"{fact}, and a set of a firewall does not come to mean any; narrow it, or write such a rule by hand.");
            }

            terminal.Notice(fact);
        }
    }

    private static bool HasEvery(IpFamily family, AddressSet set)
        => set.Only(family) is { RangeCount: 1 } range && range == (family == IpFamily.IPv4 ? AddressSet.AllIPv4 : AddressSet.AllIPv6);

    private void Write(Stream stream, AddressSet set)
    {
        switch (format)
        {
            case SetFormat.Lines when ranges:
                SetText.WriteLines(stream, set.Ranges);
                break;
            case SetFormat.Lines when lengths.IsSplitting:
                SetText.WriteLines(stream, lengths.Split(set));
                break;
            case SetFormat.Lines:
                SetText.WritePrefixes(stream, new AddressListWriter(set));
                break;
            case SetFormat.Json when ranges:
                SetText.WriteJson(stream, set.Ranges);
                break;
            case SetFormat.Json:
                SetText.WriteJson(stream, lengths.Split(set));
                break;
            case SetFormat.Csv when ranges:
                SetText.WriteCsv(stream, set.Ranges);
                break;
            case SetFormat.Csv:
                SetText.WriteCsv(stream, lengths.Split(set));
                break;
            default:
                sets!.Write(stream, set, format);
                break;
        }
    }
}

namespace FirewallRules.Cli.Output;

/// <summary>Writes the result of a command.</summary>
internal sealed class SetOutput(SetFormat format, bool ranges, bool count, IpFamily[] families, PrefixLengths lengths, FirewallSets? sets,
    bool allowEmpty)
{
    /// <summary>The warning for a result that contains every address of the family.</summary>
    public static string Everything(IpFamily family) => $"the result contains every {family} address";

    /// <exception cref="CliException">A set of a firewall would contain no address, or every address of a family.</exception>
    public void Write(AddressSet set, Terminal terminal)
    {
        if (count)
        {
            WriteCounts(set, terminal);
            return;
        }

        if (set.IsEmpty && !allowEmpty)
        {
            throw CliException.Limit("The result has no addresses, so the sets of the firewall would be empty. Add --allow-empty if that is "
                + "intended.");
        }

        WarnOfEverything(set, terminal);
        OutputFile.Write(null, terminal, stream => Write(stream, set));
    }

    // A separate method, because the types that a method uses are loaded when it is first called.
    private void WriteCounts(AddressSet set, Terminal terminal)
        => Table.Write(
            terminal,
            format == SetFormat.Json ? new TableJson<SetCounts>(CliJsonContext.Default.SetCountsArray) : null,
            ["FAMILY", "PREFIXES", "RANGES", "ADDRESSES"],
            [.. families.Select(family => SetCounts.Of(set, family, lengths))],
            row => [row.Family, row.Prefixes, Table.OrDash(row.Ranges), row.Addresses]);

    // The complement of a list that is empty, or has one family only, contains everything.
    private void WarnOfEverything(AddressSet set, Terminal terminal)
    {
        // A loop, because LINQ over value types is compiled at every start.
        foreach (var family in families)
        {
            if (!HasEvery(family, set))
            {
                continue;
            }

            var fact = Everything(family);
            if (sets is not null)
            {
                throw CliException.Limit($"{fact}. A set of a firewall never means any address: restrict it, or write such a rule by hand.");
            }

            terminal.Warn(fact);
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

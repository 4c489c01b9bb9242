using System.CommandLine;
using System.Globalization;

namespace FirewallRules.Cli.Commands;

/// <summary>Merges lists of prefixes, addresses and ranges into the fewest prefixes, and applies set operations to them.</summary>
internal sealed class AggregateCommand
{
    public const string Name = "aggregate";

    public const string Examples =
        """
        fwrules aggregate blocklist.txt
        cat *.txt | fwrules aggregate --ipv4-only --stats
        fwrules aggregate allowed.txt --exclude internal.txt --ranges
        fwrules aggregate ip-ranges.json --json-path '$.prefixes[*].ip_prefix' --json-path '$.ipv6_prefixes[*].ipv6_prefix'
        fwrules aggregate blocklist.csv.gz --csv-column network --format nftables --set-name blocked
        fwrules aggregate blocklist.txt --max-prefixes 60 --exclude-from-cover ours.txt --curve
        fwrules aggregate --compare old.txt new.txt
        fwrules aggregate allowed.txt --contains hosts.txt
        """;

    private readonly Argument<string[]> _files = new("FILE")
    {
        Arity = ArgumentArity.ZeroOrMore,
        Description = "Lists with one prefix, address or range (first-last) per line, or JSON or CSV, gzipped or not (default: '-', standard input). "
            + "'#' and ';' start comments in lines.",
    };

    private readonly Option<string[]> _compare = new("--compare")
    {
        HelpName = "A B",
        Arity = new ArgumentArity(2, 2),
        AllowMultipleArgumentsPerToken = true,
        Description = "Compare two lists: write what is only in A and only in B, and count what is in both. The exit code is 1 if they differ.",
    };

    private readonly Option<string?> _contains = new("--contains")
    {
        HelpName = "FILE",
        Description = "Write for each entry of this list whether it is inside the result, partially inside, or outside. "
            + "The exit code is 1 if any is not inside.",
    };

    private readonly Option<bool> _stats =
        new("--stats") { Description = "Write the counts of lines, entries, prefixes and addresses to standard error." };
    private readonly SetOperations _operations = new();
    private readonly InputOptions _inputs = new();
    private readonly FamilyOptions _families = new();
    private readonly PrefixLengthOptions _lengths = new();
    private readonly WideningOptions _widening = new();
    private readonly OutputOptions _outputs = new();
    private readonly Terminal _terminal;

    private AggregateCommand(Terminal terminal) => _terminal = terminal;

    private Option[] Options
        => [.. _operations.Options, _compare, _contains, .. _lengths.Options, .. _widening.Options, .. _outputs.Options, .. _inputs.Options, _stats];

    public static Command Create(Terminal terminal)
    {
        var verb = new AggregateCommand(terminal);
        var command = new VerbCommand(Name,
            "Merge lists of prefixes, addresses and ranges into the fewest prefixes, sorted, IPv4 before IPv6. Also apply set operations, and "
                + "compare lists.",
            Examples);
        command.Arguments.Add(verb._files);
        foreach (var option in verb.Options)
        {
            command.Options.Add(option);
        }

        verb._families.AddTo(command);
        command.SetAction(verb.Run);
        return command;
    }

    private int Run(ParseResult result)
    {
        var input = new ListInput(_inputs.Read(result), _terminal);
        return (result.GetValue(_compare), result.GetValue(_contains)) switch
        {
            ([var a, var b], _) => Compare(result, a, b, input),
            (_, { } entries) => LookUp(result, entries, input),
            _ => Merge(result, input),
        };
    }

    private int Merge(ParseResult result, ListInput input)
    {
        var only = _families.Read(result);
        var excluded = _widening.Files(result, only);
        if (_widening.ReadCurve(result))
        {
            RefuseWithCurve(result);
        }

        var lengths = _lengths.Read(result, only);
        var output = _widening.ReadCurve(result) ? null : _outputs.Read(result, only, lengths);
        var set = ReadSet(result, input, excluded);
        var cover = _widening.Find(result, set, lengths.Min, excluded.Length == 0 ? AddressSet.Empty : input.ReadSet(excluded));
        input.Complete();
        if (cover is { IsCurve: true })
        {
            cover.WriteCurve(_terminal, json: _outputs.ReadFormat(result) == SetFormat.Json);
            return ExitCode.Ok;
        }

        cover?.Report(_terminal);
        set = cover?.Addresses ?? set;
        lengths.Check(set);
        output!.Write(set, _terminal);
        if (result.GetValue(_stats))
        {
            Count(input, set, lengths);
        }

        return ExitCode.Ok;
    }

    // A separate method, because the types that a method uses are loaded when it is first called: here, BigInteger.
    private void Count(ListInput input, AddressSet set, PrefixLengths lengths)
        => _terminal.Notice(
            string.Create(CultureInfo.InvariantCulture, $"{input.LineCount} lines and {input.EntryCount} entries read; ")
            + string.Create(CultureInfo.InvariantCulture, $"{lengths.Count(set.IPv4)} IPv4 and {lengths.Count(set.IPv6)} IPv6 prefixes ")
            + string.Create(CultureInfo.InvariantCulture, $"with {set.CountAddresses()} addresses written"));

    private void RefuseWithCurve(ParseResult result)
    {
        RefuseOthers(
            result, "--curve", [_outputs.Format, _lengths.Min, .. _widening.Options, .. _operations.Options, .. _families.Options,
                .. _inputs.Options]);
        TextOrJson(result, "--curve");
    }

    private int LookUp(ParseResult result, string entries, ListInput input)
    {
        RefuseOthers(result, _contains.Name, [_outputs.Format, .. _operations.Options, .. _families.Options, .. _inputs.Options]);
        var format = TextOrJson(result, _contains.Name);
        var set = ReadSet(result, input, entries);
        return Containment.Write(set, entries, input, format, _terminal) ? ExitCode.Ok : ExitCode.Different;
    }

    private int Compare(ParseResult result, string a, string b, ListInput input)
    {
        RefuseOthers(result, _compare.Name, [_outputs.Format, _outputs.Count, .. _families.Options, .. _inputs.Options]);
        if (result.GetValue(_files) is { Length: > 0 } files)
        {
            throw CliException.Usage($"--compare takes exactly two lists; '{files[0]}' is a third one.");
        }

        var format = TextOrJson(result, _compare.Name);
        RefuseSecondStandardInput([a, b]);
        var comparison = new Comparison(a, b, _families.Narrow(result, input.ReadSet([a])), _families.Narrow(result, input.ReadSet([b])));
        input.Complete();
        comparison.Write(format, _outputs.ReadCount(result), _terminal);
        return comparison.IsSame ? ExitCode.Ok : ExitCode.Different;
    }

    private AddressSet ReadSet(ParseResult result, ListInput input, params string[] readLater)
    {
        string[] files = result.GetValue(_files) is { Length: > 0 } given ? given : ["-"];
        RefuseSecondStandardInput([.. files, .. _operations.Files(result), .. readLater]);
        return _families.Narrow(result, _operations.Apply(result, input.ReadSet(files), input));
    }

    private static void RefuseSecondStandardInput(string[] files)
    {
        if (Array.IndexOf(files, "-") != Array.LastIndexOf(files, "-"))
        {
            throw CliException.Usage("Standard input can be read only once.");
        }
    }

    private SetFormat TextOrJson(ParseResult result, string mode)
        => _outputs.ReadFormat(result) is var format and (SetFormat.Lines or SetFormat.Json)
            ? format
            : throw CliException.Usage($"{mode} supports --format lines and json only.");

    private static void RefuseOthers(ParseResult result, string mode, IReadOnlyCollection<Option> allowed)
    {
        var other = result.CommandResult.Command.Options.FirstOrDefault(
            option => option.Name != mode && !allowed.Contains(option) && result.GetResult(option) is { Implicit: false });
        if (other is not null)
        {
            throw CliException.Usage($"{other.Name} does not apply with {mode}.");
        }
    }
}

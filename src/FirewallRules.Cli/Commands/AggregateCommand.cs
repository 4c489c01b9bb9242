using System.CommandLine;
using System.Globalization;

namespace FirewallRules.Cli.Commands;

/// <summary>Merges lists of prefixes, addresses and ranges into the fewest prefixes, and computes with them as sets.</summary>
internal sealed class AggregateCommand
{
    public const string Name = "aggregate";

    public const string Examples =
        """
        fwrules aggregate blocklist.txt
        cat *.txt | fwrules aggregate --ipv4-only --stats
        fwrules aggregate allowed.txt --exclude internal.txt --ranges
        fwrules aggregate ip-ranges.json --json-path '$.prefixes[*].ip_prefix' --json-path '$.ipv6_prefixes[*].ipv6_prefix'
        fwrules aggregate blocklist.csv.gz --csv-column network --format nft --set-name blocked
        fwrules aggregate blocklist.txt --max 60 --never ours.txt --curve
        fwrules aggregate --compare old.txt new.txt
        fwrules aggregate allowed.txt --contains hosts.txt
        """;

    private readonly Argument<string[]> _files = new("FILE")
    {
        Arity = ArgumentArity.ZeroOrMore,
        Description = "Lists with one prefix, address or first-last range a line, or JSON or CSV, gzipped or not; '-' or none reads standard input. '#' and ';' start comments in lines.",
    };

    private readonly Option<string[]> _compare = new("--compare")
    {
        HelpName = "A B",
        Arity = new ArgumentArity(2, 2),
        AllowMultipleArgumentsPerToken = true,
        Description = "Write what is only in A, only in B, and how much is in both; ends with 1 when they differ.",
    };

    private readonly Option<string?> _contains = new("--contains")
    {
        HelpName = "FILE",
        Description = "Write of each entry of this list whether it is inside the set, partly, or outside; ends with 1 when one is not inside.",
    };

    private readonly Option<bool> _stats = new("--stats") { Description = "Count what was read and written, on standard error." };
    private readonly SetOperations _operations = new();
    private readonly InputOptions _inputs = new();
    private readonly FamilyOptions _families = new();
    private readonly PrefixLengthOptions _lengths = new();
    private readonly CoverArguments _cover = new();
    private readonly OutputOptions _outputs = new();
    private readonly Terminal _terminal;

    private AggregateCommand(Terminal terminal) => _terminal = terminal;

    private Option[] Options
        => [.. _operations.Options, _compare, _contains, .. _lengths.Options, .. _cover.Options, .. _outputs.Options, .. _inputs.Options, _stats];

    public static Command Create(Terminal terminal)
    {
        var verb = new AggregateCommand(terminal);
        var command = new Command(Name, "Merges lists of prefixes, addresses and ranges into the fewest prefixes, IPv4 before IPv6, ascending, and computes with them as sets.");
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
        var lengths = _lengths.Read(result, _families.Read(result));
        var output = _outputs.Read(result, _families.Read(result), lengths);
        var set = ReadSet(result, input, _cover.Files(result));
        var cover = _cover.Find(result, set, lengths.Min, input.ReadSet);
        input.Complete();
        if (cover is { IsCurve: true })
        {
            cover.WriteCurve(_terminal, json: _outputs.ReadFormat(result) == SetFormat.Json);
            return ExitCode.Ok;
        }

        cover?.Say(_terminal);
        set = cover?.Addresses ?? set;
        lengths.Check(set);
        output.Write(set, _terminal);
        if (result.GetValue(_stats))
        {
            Count(input, set, lengths);
        }

        return ExitCode.Ok;
    }

    // A method of its own, because what a method mentions is loaded when it is first called: here, big numbers.
    private void Count(ListInput input, AddressSet set, PrefixLengths lengths)
        => _terminal.Notice(string.Create(
            CultureInfo.InvariantCulture,
            $"{input.LineCount} lines and {input.EntryCount} entries read; {lengths.Count(set.IPv4)} IPv4 and {lengths.Count(set.IPv6)} IPv6 prefixes with {set.AddressCount} addresses written"));

    private int LookUp(ParseResult result, string entries, ListInput input)
    {
        RefuseOthers(result, _contains, [_outputs.Format, .. _operations.Options, .. _families.Options, .. _inputs.Options]);
        var format = TextOrJson(result, _contains);
        var set = ReadSet(result, input, entries);
        return Containment.Write(set, entries, input, format, _terminal) ? ExitCode.Ok : ExitCode.Different;
    }

    private int Compare(ParseResult result, string a, string b, ListInput input)
    {
        RefuseOthers(result, _compare, [_outputs.Format, _outputs.Count, .. _families.Options, .. _inputs.Options]);
        if (result.GetValue(_files) is { Length: > 0 } files)
        {
            throw CliException.Usage($"--compare takes two lists, and '{files[0]}' is a third.");
        }

        var format = TextOrJson(result, _compare);
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

    private SetFormat TextOrJson(ParseResult result, Option mode)
        => _outputs.ReadFormat(result) is var format and (SetFormat.Lines or SetFormat.Json)
            ? format
            : throw CliException.Usage($"{mode.Name} goes with --format lines and json.");

    private static void RefuseOthers(ParseResult result, Option mode, IReadOnlyCollection<Option> allowed)
    {
        var other = result.CommandResult.Command.Options.FirstOrDefault(
            option => option != mode && !allowed.Contains(option) && result.GetResult(option) is { Implicit: false });
        if (other is not null)
        {
            throw CliException.Usage($"{mode.Name} and {other.Name} do not go together.");
        }
    }
}

using System.CommandLine;
using System.Globalization;
using FirewallRules.Cli.Commands.Aggregate;
using FirewallRules.Networks;

namespace FirewallRules.Cli.Commands;

/// <summary>Merges lists of prefixes, addresses and ranges into the fewest prefixes.</summary>
internal sealed class AggregateCommand
{
    public const string Name = "aggregate";

    public const string Examples =
        """
        fwrules aggregate blocklist.txt
        cat *.txt | fwrules aggregate --ipv4-only --stats
        fwrules aggregate allowed.txt --exclude internal.txt
        fwrules aggregate blocklist.txt --max 60
        fwrules aggregate blocklist.txt --max 60 --never ours.txt --curve
        """;

    private const int PieceLength = 256 * 1024;
    private const int ShownSkips = 10;

    private readonly Argument<string[]> _files = new("FILE")
    {
        Arity = ArgumentArity.ZeroOrMore,
        Description = "Lists with one prefix, address or first-last range a line; '-' or none reads standard input. '#' and ';' start comments.",
    };

    private readonly Option<string[]> _exclude = new("--exclude") { HelpName = "FILE", Description = "A list of what to leave out; may be repeated." };
    private readonly Option<bool> _skipInvalid = new("--skip-invalid") { Description = "Skip lines that are no entry, and say so, instead of failing." };
    private readonly Option<bool> _stats = new("--stats") { Description = "Count what was read and written, on standard error." };
    private readonly Option<string> _format = new Option<string>("--format") { DefaultValueFactory = _ => "lines", Description = "With --curve: a table or JSON." }.AcceptOnlyFromAmong("lines", "json");
    private readonly CoverArguments _cover = new();
    private readonly FamilyOptions _families = new();
    private readonly Terminal _terminal;
    private long _lines;
    private long _entries;
    private long _skipped;

    private AggregateCommand(Terminal terminal) => _terminal = terminal;

    public static Command Create(Terminal terminal)
    {
        var verb = new AggregateCommand(terminal);
        var command = new Command(Name, "Merges lists of prefixes, addresses and ranges into the fewest prefixes, IPv4 before IPv6, ascending.");
        command.Arguments.Add(verb._files);
        command.Options.Add(verb._exclude);
        command.Options.Add(verb._skipInvalid);
        command.Options.Add(verb._stats);
        verb._families.AddTo(command);
        foreach (var option in verb._cover.Options.Append(verb._format))
        {
            command.Options.Add(option);
        }

        command.SetAction(verb.Run);
        return command;
    }

    private int Run(ParseResult result)
    {
        var skipInvalid = result.GetValue(_skipInvalid);
        string[] files = result.GetValue(_files) is { Length: > 0 } given ? given : ["-"];
        string[] excluded = result.GetValue(_exclude) ?? [];
        if (files.Concat(excluded).Concat(_cover.Files(result)).Count(file => file == "-") > 1)
        {
            throw CliException.Usage("Standard input can be read only once.");
        }

        var set = ReadLists(files, skipInvalid).Except(ReadLists(excluded, skipInvalid));
        set = _families.Read(result) switch
        {
            IpFamily.IPv4 => set.IPv4,
            IpFamily.IPv6 => set.IPv6,
            _ => set,
        };
        var cover = _cover.Find(result, set, minLength: (0, 0), lists => ReadLists(lists, skipInvalid));
        if (cover is { IsCurve: true })
        {
            cover.WriteCurve(_terminal, json: result.GetValue(_format) == "json");
            return ExitCode.Ok;
        }

        cover?.Say(_terminal);
        set = cover?.Addresses ?? set;
        OutputFile.Write(null, _terminal, stream => WriteLines(stream, set));
        if (_skipped > 0)
        {
            _terminal.Notice(string.Create(CultureInfo.InvariantCulture, $"{_skipped} lines were skipped"));
        }

        if (result.GetValue(_stats))
        {
            _terminal.Notice(string.Create(
                CultureInfo.InvariantCulture,
                $"{_lines} lines and {_entries} entries read; {set.IPv4.PrefixCount} IPv4 and {set.IPv6.PrefixCount} IPv6 prefixes with {set.AddressCount} addresses written"));
        }

        return ExitCode.Ok;
    }

    private AddressSet ReadLists(IEnumerable<string> files, bool skipInvalid)
    {
        var set = new AddressSetBuilder();
        var piece = new byte[PieceLength];
        foreach (var file in files)
        {
            var reader = new AddressListReader(skipInvalid ? e => Skip(file, e) : null, set);
            try
            {
                using var stream = InputFile.Open(file, _terminal);
                while (stream.Read(piece, 0, piece.Length) is var read && read > 0)
                {
                    reader.Append(piece.AsSpan(0, read));
                }

                reader.Complete();
            }
            catch (CidrFormatException e)
            {
                throw CliException.Input($"{InputFile.DisplayName(file)}, {e.Message}", e);
            }

            _lines += reader.LineCount;
            _entries += reader.EntryCount;
        }

        return set.ToAddressSet();
    }

    private void Skip(string file, CidrFormatException e)
    {
        if (++_skipped <= ShownSkips)
        {
            _terminal.Notice($"skipped: {InputFile.DisplayName(file)}, {e.Message}");
        }
    }

    private static void WriteLines(Stream stream, AddressSet set)
    {
        var writer = new AddressListWriter(set);
        var piece = new byte[64 * 1024];
        while (writer.Write(piece) is var length && length > 0)
        {
            stream.Write(piece, 0, length);
        }
    }
}

using FirewallRules.Tests.Reference;

namespace FirewallRules.Tests.Cli.Aggregate;

/// <summary>Set operations on the command line, compared with sets that store the membership of each address.</summary>
[RandomSeeds]
public sealed class SetAlgebraTests
{
    private static readonly SmallUniverse[] Universes = SmallUniverse.OfEightBits;

    [TestCaseSource(nameof(Universes))]
    public void Every_operation_is_that_of_the_naive_sets(SmallUniverse universe)
    {
        var random = Seed.NewRandom();
        using var folder = new TemporaryFolder();
        folder.Write("all", universe.Whole.ToString());
        for (var i = 0; i < 60; i++)
        {
            var (a, b, c) = (Naive(universe, random), Naive(universe, random), Naive(universe, random));
            Write(folder, "a", a, random);
            Write(folder, "b", b, random);
            Write(folder, "c", c, random);

            Check("A B C", a.Combine(b, (x, y) => x || y).Combine(c, (x, y) => x || y));
            Check("A B", a.Combine(b, (x, y) => x || y));
            Check("A --intersect B", a.Combine(b, (x, y) => x && y));
            Check("A --intersect B --intersect C", a.Combine(b, (x, y) => x && y).Combine(c, (x, y) => x && y));
            Check("A --exclude B --exclude C", a.Combine(b, (x, y) => x && !y).Combine(c, (x, y) => x && !y));
            Check("A --symmetric-difference B", a.Combine(b, (x, y) => x != y));
            Check("A --symmetric-difference B --symmetric-difference C", a.Combine(b, (x, y) => x != y).Combine(c, (x, y) => x != y));
            Check("--symmetric-difference C A --exclude B", a.Combine(b, (x, y) => x && !y).Combine(c, (x, y) => x != y));
            Check("A --exclude C --intersect B", a.Combine(b, (x, y) => x && y).Combine(c, (x, y) => x && !y));

            // Outside the universe the complement is everything; another run removes that.
            folder.Write("complement", CliRun.Of(Files($"A --exclude B --complement")).Output);
            Check("COMPLEMENT --intersect ALL", a.Combine(b, (x, y) => !(x && !y)));
            var complement = AddressSet.Parse(File.ReadAllText(folder["complement"]));
            Assert.That(complement, Is.EqualTo(a.Combine(b, (x, y) => x && !y).ToAddressSet().Complement()));
        }

        void Check(string options, NaiveAddressSet expected)
        {
            var run = CliRun.Of(Files(options));
            Assert.That((run.ExitCode, run.Output),
                Is.EqualTo((0, string.Concat(expected.MinimalPrefixes().Select(prefix => prefix + "\n")))), options);
        }

        string Files(string options)
            => "aggregate " + string.Join(' ', options.Split(' ')
                .Select(word => word.StartsWith("--", StringComparison.Ordinal) ? word : folder[word.ToLowerInvariant()]));
    }

    [TestCaseSource(nameof(Universes))]
    public void Comparing_counts_what_the_naive_sets_count(SmallUniverse universe)
    {
        var random = Seed.NewRandom();
        using var folder = new TemporaryFolder();
        for (var i = 0; i < 60; i++)
        {
            var a = Naive(universe, random);
            var b = random.Next(5) == 0 ? a : Naive(universe, random);
            Write(folder, "a", a, random);
            Write(folder, "b", b, random);
            var (onlyA, onlyB, both) = (a.Combine(b, (x, y) => x && !y), b.Combine(a, (x, y) => x && !y), a.Combine(b, (x, y) => x && y));
            var expected = $"# only in {folder["a"]}: {Counts(onlyA)}\n{Lines("< ", onlyA)}# only in {folder["b"]}: "
                + $"{Counts(onlyB)}\n{Lines("> ", onlyB)}# in both: {Counts(both)}\n";

            var run = CliRun.Of($"aggregate --compare {folder["a"]} {folder["b"]}");

            Assert.That((run.ExitCode, run.Output, run.Error), Is.EqualTo((onlyA.Count + onlyB.Count > 0 ? 1 : 0, expected, "")));
            Assert.That(
                CliRun.Of($"aggregate --compare {folder["a"]} {folder["b"]} --count").Output,
                Is.EqualTo(string.Concat(expected.Split('\n').Where(line => line.StartsWith('#')).Select(line => line + "\n"))));
        }
    }

    [TestCaseSource(nameof(Universes))]
    public void Each_entry_matches_the_naive_set(SmallUniverse universe)
    {
        var random = Seed.NewRandom();
        using var folder = new TemporaryFolder();
        for (var i = 0; i < 60; i++)
        {
            var set = Naive(universe, random);
            Write(folder, "a", set, random);
            var entries = Enumerable.Range(0, 40).Select(_ => Entry(universe, random)).ToList();
            folder.Write("entries", string.Join('\n', entries.Select(entry => entry.Text)));
            var expected = entries.Select(entry
                => (entry.Text, Where: Where(Enumerable.Range(entry.First, entry.Last - entry.First + 1).Select(set.Contains).Distinct()
                    .ToList()))).ToList();

            var run = CliRun.Of($"aggregate {folder["a"]} --contains {folder["entries"]}");

            Assert.That(run.Output, Is.EqualTo(string.Concat(expected.Select(entry => $"{entry.Where}\t{entry.Text}\n"))));
            Assert.That(run.ExitCode, Is.EqualTo(expected.TrueForAll(entry => entry.Where == "inside") ? 0 : 1));
        }

        static string Where(List<bool> members) => members.Count == 2 ? "partial" : members[0] ? "inside" : "outside";
    }

    private static NaiveAddressSet Naive(SmallUniverse universe, Random random)
        => random.Next(10) == 0 ? new NaiveAddressSet(universe, _ => false) : NaiveAddressSet.OfRandom(universe, random);

    // The same set in one of the forms that a list can have.
    private static void Write(TemporaryFolder folder, string name, NaiveAddressSet set, Random random)
    {
        var prefixes = set.MinimalPrefixes().Select(prefix => prefix.ToString()).OrderBy(_ => random.Next()).ToList();
        folder.Write(name, random.Next(3) switch
        {
            0 => $"[{string.Join(",", prefixes.Select(prefix => $"\"{prefix}\""))}]",
            1 => string.Join("\r\n", set.ToAddressSet().Ranges),
            _ => string.Join('\n', prefixes),
        });
    }

    private static (string Text, int First, int Last) Entry(SmallUniverse universe, Random random)
    {
        var open = random.Next(universe.Bits + 1);
        var (first, second) = (random.Next(universe.Size) >> open << open, random.Next(universe.Size));
        return random.Next(3) switch
        {
            0 => (universe.Prefix(first, open).ToString(), first, first + (1 << open) - 1),
            1 => (universe.Prefix(second, 0).ToString().Split('/')[0], second, second),
            _ => (new AddressRange(universe.Address(Math.Min(first, second)), universe.Address(Math.Max(first, second))).ToString(),
                Math.Min(first, second), Math.Max(first, second)),
        };
    }

    private static string Counts(NaiveAddressSet set)
        => set.MinimalPrefixes().Count() is var prefixes
            ? $"{prefixes} {(prefixes == 1 ? "prefix" : "prefixes")}, {set.Count} {(set.Count == 1 ? "address" : "addresses")}" : "";

    private static string Lines(string sign, NaiveAddressSet set) => string.Concat(set.MinimalPrefixes().Select(prefix => $"{sign}{prefix}\n"));
}

using System.Text;

namespace FirewallRules.Tests.Cli.Aggregate;

/// <summary>Large files, and parts of them, give the same results and messages in parallel as sequentially.</summary>
[RandomSeeds]
public sealed class ParallelListsTests
{
    private const int Files = 8;

    [Test]
    [Long]
    public void The_set_counts_and_notices_are_those_of_sequential_reading()
    {
        using var folder = new TemporaryFolder();
        var random = Seed.NewRandom();
        var names = Enumerable.Range(0, Files).Select(n => folder.Write($"f{n}", Large(random, bad: n % 3))).ToList();
        var together = CliRun.Of($"aggregate --skip-invalid --stats {string.Join(' ', names)}");
        var apart = CliRun.Of("aggregate --stats", string.Concat(names.Select(name => CliRun.Of($"aggregate --skip-invalid {name}").Output)));

        Assert.That((together.ExitCode, together.Output), Is.EqualTo((0, apart.Output)));
        Assert.That(
            together.Error,
            Does.StartWith($"fwrules: skipped: {names[1]}, line 1: 'bad0'").And.EndsWith(apart.Error[apart.Error.IndexOf("; ", StringComparison.Ordinal)..]));
        Assert.That(together.Error.Split('\n'), Has.Length.EqualTo(8 + 2));
        for (var i = 0; i < 5; i++)
        {
            Assert.That(CliRun.Of($"aggregate --skip-invalid --stats {string.Join(' ', names)}"), Is.EqualTo(together));
        }
    }

    [Test]
    public void The_first_bad_file_on_the_command_line_is_reported([Values(0, 3, 7)] int first)
    {
        using var folder = new TemporaryFolder();
        var random = Seed.NewRandom();

        // Those behind it fail sooner, because they are short.
        var last = string.Concat(Enumerable.Repeat(Large(random), 5)) + "bad";
        var names = Enumerable.Range(0, Files).Select(n => folder.Write($"f{n}", n > first ? "worse" : n == first ? last : Large(random))).ToArray();
        Assert.That(IsParallel(names), Is.EqualTo(Environment.ProcessorCount > 1));
        for (var i = 0; i < 5; i++)
        {
            Assert.That(
                CliRun.Of($"aggregate {string.Join(' ', names)}").Refused(3),
                Does.StartWith($"fwrules: {names[first]}, line ").And.Contain("'bad' is invalid"));
        }
    }

    [TestCase("")]
    [TestCase("--skip-invalid --stats")]
    [TestCase("--count")]
    public void One_large_list_is_read_in_parts_with_the_same_result(string options)
    {
        using var folder = new TemporaryFolder();
        var random = Seed.NewRandom();
        var bad = options.Contains("skip", StringComparison.Ordinal) ? 1 : 0;
        var text = string.Concat(Enumerable.Range(0, 5).Select(_ => Large(random) + string.Concat(Enumerable.Repeat("bad\n", bad * random.Next(5)))));
        var file = folder.Write("list", text);
        Assert.That(IsParallel(file), Is.EqualTo(Environment.ProcessorCount > 1));

        var parts = CliRun.Of($"aggregate {options} {file}");
        var whole = CliRun.Of($"aggregate {options}", text);

        Assert.That((parts.ExitCode, parts.Output), Is.EqualTo((0, whole.Output)));
        Assert.That(parts.Error, Is.EqualTo(whole.Error.Replace("standard input", file, StringComparison.Ordinal)));
    }

    [Test]
    public void The_first_bad_line_of_a_large_list_is_reported([Values(0, 1, 4, 5)] int before)
    {
        using var folder = new TemporaryFolder();
        var random = Seed.NewRandom();
        var text = string.Concat(Enumerable.Range(0, 6).Select(n => (n == before ? "10.0.0.1/8\n" : "") + Large(random) + (n > before ? "worse\n" : "")));
        var file = folder.Write("list", text);
        for (var i = 0; i < 5; i++)
        {
            Assert.That(
                CliRun.Of($"aggregate {file}").Refused(3),
                Does.StartWith($"fwrules: {file}, line {(before * 60_000) + 1}: '10.0.0.1/8' is invalid"));
        }
    }

    // A list that is replaced at once while it is read is the old one to its end.
    [Test]
    public void Parts_are_of_the_file_that_was_opened()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("list", string.Concat(Enumerable.Repeat("10.0.0.0/8\n", 600_000)));
        using var handle = File.OpenHandle(file, share: FileShare.ReadWrite | FileShare.Delete);
        var part = ListPart.Split(file, RandomAccess.GetLength(handle), handle).Last();
        File.Move(folder.Write("new", "192.0.2.0/24\n"), file, overwrite: true);

        var set = new AddressSetBuilder();
        var terminal = new Terminal(() => Stream.Null, () => Stream.Null, () => TextWriter.Null);
        ListFile.Read(
            part,
            new InputForm(ListFormat.Auto, paths: null, column: null, skipInvalid: false),
            new EntrySink(set, each: null, onInvalid: null),
            new byte[1000],
            terminal);

        Assert.That(set.ToAddressSet().ToString(), Is.EqualTo("10.0.0.0/8"));
    }

    [TestCase("[")]
    [TestCase("\u001f\u008b")]
    [TestCase("PK\u0003\u0004")]
    public void Only_lines_are_read_in_parts(string start)
    {
        using var folder = new TemporaryFolder();
        var file = folder["list"];
        File.WriteAllBytes(file, [.. Encoding.Latin1.GetBytes(start), .. Encoding.ASCII.GetBytes(new string('\n', 5 * 1024 * 1024))]);

        Assert.That(IsParallel(file), Is.False);
        CliRun.Of($"aggregate {file}").Refused(3);
    }

    private static bool IsParallel(params string[] files)
    {
        var terminal = new Terminal(() => Stream.Null, () => Stream.Null, () => TextWriter.Null);
        return ParallelLists.Over(
            files,
            new InputForm(ListFormat.Auto, paths: null, column: null, skipInvalid: false),
            new byte[ListFile.BufferLength],
            terminal) is not null;
    }

    private static string Large(Random random, int bad = 0)
    {
        var text = new StringBuilder();
        for (var i = 0; i < bad; i++)
        {
            text.Append("bad").Append(i).Append('\n');
        }

        for (var i = 0; i < 60_000; i++)
        {
            text.Append(i % 10 == 0 ? $"2001:db8:{random.Next(65536):x}::/48\n" : $"10.{random.Next(256)}.{random.Next(256)}.{random.Next(256)}\n");
        }

        return text.ToString();
    }
}

using System.Text;
using FirewallRules.Cli;

namespace FirewallRules.Tests.Cli.Aggregate;

[RandomSeeds]
public sealed class CsvReaderTests
{
    [TestCase("id,network\n1,10.0.0.0/8\n2,11.0.0.0/8\n", "network", "10.0.0.0/8|11.0.0.0/8")]
    [TestCase("\ufeffnetwork,id\r\n10.0.0.0/8,1\r\n\r\n11.0.0.0/8,2", "network", "10.0.0.0/8|11.0.0.0/8")]
    [TestCase("\"id\";\"net;work\"\n\"1\";\"10.0.0.0/8\"\n", "net;work", "10.0.0.0/8")]
    [TestCase("a\tb\n,;\t10.0.0.0/8\n", "b", "10.0.0.0/8")]
    [TestCase("\"a\nb\",\"c \"\"d\"\"\"\n\"x\r\n,\"\"y\",10.0.0.1\n", "c \"d\"", "10.0.0.1")]
    [TestCase("\"a\n,b\";c\n1;10.0.0.1\n", "c", "10.0.0.1")]
    [TestCase("network\n10.0.0.0/8\n", "network", "10.0.0.0/8")]
    [TestCase("network,network\n10.0.0.0/8,x\n", "network", "10.0.0.0/8")]
    [TestCase("a,b\n1, 10.0.0.0-10.0.0.9 \n2,\n3,\"\"\n4,10.0.0.0 255.0.0.0\n", "b", "10.0.0.0-10.0.0.9|10.0.0.0 255.0.0.0")]
    [TestCase("10.0.0.0/8,x\n2001:db8::,y", "1", "10.0.0.0/8|2001:db8::")]
    [TestCase("prefix,name\n10.0.0.0/8,x", "1", "10.0.0.0/8")]
    [TestCase("name,ip address\nx,10.0.0.0/8", "2", "10.0.0.0/8")]
    [TestCase("abcd::,1\n10.0.0.0/8,2", "1", "abcd::|10.0.0.0/8")]
    [TestCase("", "1", "")]
    [TestCase("\n\n", "1", "")]
    [TestCase("network", "network", "")]
    public void Reads_one_column(string text, string column, string entries)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var size = 1; size <= 70; size++)
        {
            var read = ReadList.Of(Reader(column), bytes, () => size);

            Assert.That((read.Entries, read.Failure), Is.EqualTo((entries, "")), $"in pieces of {size}");
        }
    }

    [TestCase("a,b\n1,x\n", "b", "row 2, column b: 'x' is invalid")]
    [TestCase("a,b\n\"1\n1\",::1\n\n2,::/129", "b", "row 4, column b: '::/129' is invalid")]
    [TestCase("4a,b\n", "1", "row 1, column 1: '4a' is invalid")]
    [TestCase("a,b\n::1\n", "b", "row 2 has no column b: it ends with column 1")]
    [TestCase("a,b\n", "c", "row 1 has no column 'c'")]
    [TestCase("A\n", "a", "row 1 has no column 'a'")]
    [TestCase("", "a", "the list is empty and has no column 'a'")]
    [TestCase("a,b\n1,\"::1", "b", "row 2: unclosed quote")]
    [TestCase("a,b\n1,\"::1\"x\n", "b", "row 2: unexpected text after a quoted cell")]
    [TestCase("a,b\n1\"2,::1\n", "b", "row 2: quote inside an unquoted cell")]
    public void Reports_row_and_reason(string text, string column, string failure)
        => Assert.That(ReadList.Of(Reader(column), text).Failure, Does.StartWith(failure));

    [Test]
    public void A_cell_that_is_too_long_is_not_cut_to_another_prefix()
    {
        for (var blanks = 4080; blanks < 4110; blanks++)
        {
            var read = ReadList.Of(Reader("1"), $"\"{new string(' ', blanks)}10.0.0.0/24\"\n");

            Assert.That((read.Entries, read.Failure),
                Is.EqualTo(blanks + 11 <= 4096 ? ("10.0.0.0/24", "") : ("", "row 1: a cell is too long to hold an address")), $"{blanks} blanks");
        }
    }

    [Test]
    public void An_endless_first_row_is_not_buffered()
        => Assert.That(ReadList.Of(Reader("1"), new string('x', 100_000)).Failure,
            Is.EqualTo("row 1 is longer than 65536 bytes, so this is not CSV"));

    [Test]
    public void Skips_bad_entries_and_continues()
    {
        var read = ReadList.Of(Reader("b"), "a,b\n1,x\n2\n3,::1\n", skipInvalid: true);

        Assert.That((read.Entries, read.Lines, read.Failure), Is.EqualTo(("::1", 4L, "")));
        Assert.That(read.Skipped.Split('|'), Has.Length.EqualTo(2));
    }

    [Test]
    public void Random_tables_against_what_they_were_made_of()
    {
        var random = Seed.NewRandom();
        for (var i = 0; i < 5_000; i++)
        {
            var (columns, delimiter, end) = (random.Next(1, 5), ",;\t"[random.Next(3)], random.Next(2) == 0 ? "\n" : "\r\n");
            var wanted = random.Next(columns);
            var entries = Enumerable.Range(0, random.Next(6)).Select(n => $"10.{n}.{random.Next(256)}.0/24").ToList();

            // Another delimiter in the first row would be taken for this one, unless it is quoted.
            var heading = Enumerable.Range(0, columns).Select(n => n == wanted ? "the column" : $"c{n}")
                .Select(cell => random.Next(2) == 0 ? cell : $"\"{cell}\"");
            var rows = entries.Select(entry
                => string.Join(delimiter, Enumerable.Range(0, columns).Select(n => n == wanted ? entry : RandomCell(random))
                    .Select(cell => Quote(cell, random))));
            var text = string.Join(end, rows.Prepend(string.Join(delimiter, heading))) + (random.Next(2) == 0 ? end : "");
            var size = random.Next(1, 40);

            foreach (var column in new[] { "the column", $"{wanted + 1}" })
            {
                var read = ReadList.Of(Reader(column), Encoding.UTF8.GetBytes(text), () => size);
                Assert.That((read.Entries, read.Lines, read.Failure), Is.EqualTo((string.Join('|', entries), entries.Count + 1L, "")), text);
            }
        }
    }

    [Test]
    public void Garbage_is_the_same_in_pieces()
        => ReadList.SameInPieces(
            Reader("2"),
            random => [.. Enumerable.Range(0, random.Next(80))
                .Select(_ => (byte)(random.Next(10) == 0 ? random.Next(256) : ",\"\r\n1:"[random.Next(6)]))],
            20_000);

    [TestCase("0")]
    [TestCase("99999999999")]
    public void A_column_has_a_number_from_one(string column) => Assert.Throws<CliException>(() => CsvColumn.Parse(column));

    private static Func<EntrySink, IListReader> Reader(string column) => sink => new CsvReader(CsvColumn.Parse(column), sink);

    private static string RandomCell(Random random)
        => string.Concat(Enumerable.Range(0, random.Next(4)).Select(_ => "ab\",;\t\r\n "[random.Next(9)]));

    private static string Quote(string cell, Random random)
        => cell.Any(c => !char.IsLetter(c)) || random.Next(3) == 0 ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}

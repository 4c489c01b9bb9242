namespace FirewallRules.Tests.Conventions;

public sealed class TestDataTests
{
    [Test]
    public void Every_file_is_listed_in_the_README_with_its_source()
    {
        var folder = SourceRoot.Combine("tests", "Data");
        var readme = File.ReadAllText(Path.Combine(folder, "README.md"));
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(Path.GetFileName)
            .Except(["README.md"], StringComparer.Ordinal)
            .Select(file => file!.Replace("_merged.", ".", StringComparison.Ordinal))
            .ToList();

        Assert.That(files, Is.Not.Empty);
        Assert.That(files, Is.All.Matches<string>(file => readme.Contains($"`{file}`", StringComparison.Ordinal)));
    }
}

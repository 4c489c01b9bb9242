namespace FirewallRules.Tests;

/// <summary>Compares a text with the approved one byte for byte, and stores the received text when they differ.</summary>
internal static class Approved
{
    public const string Variable = "FIREWALLRULES_APPROVE";

    /// <param name="name">The file name below Approved/, such as <c>PublicApi.txt</c>; slashes make folders.</param>
    /// <param name="text">The text as it is now.</param>
    public static void Verify(string name, string text)
    {
        var approved = SourceRoot.Combine("tests", "FirewallRules.Tests", "Approved", name);
        var received = Path.ChangeExtension(approved, ".received" + Path.GetExtension(approved));
        if (Environment.GetEnvironmentVariable(Variable) == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(approved)!);
            File.WriteAllText(approved, text);
            File.Delete(received);
            return;
        }

        var expected = File.Exists(approved) ? File.ReadAllText(approved) : "";
        if (text == expected)
        {
            File.Delete(received);
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(received)!);
        File.WriteAllText(received, text);
        Assert.Fail($"""
            {name} differs from what was approved, {FirstDifference(expected, text)}.
            Received: {SourceRoot.Relative(received)}
            If the change is intended, accept it:
            {Variable}=1 dotnet test tests/FirewallRules.Tests --filter "FullyQualifiedName={TestContext.CurrentContext.Test.FullName}"
            """);
    }

    private static string FirstDifference(string expected, string text)
    {
        var (before, after) = (expected.Split('\n'), text.Split('\n'));
        var line = 0;
        while (line < before.Length && line < after.Length && before[line] == after[line])
        {
            line++;
        }

        return $"first on line {line + 1}: approved '{before.ElementAtOrDefault(line)}', received '{after.ElementAtOrDefault(line)}'";
    }
}

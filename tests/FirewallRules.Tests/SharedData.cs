namespace FirewallRules.Tests;

/// <summary>Real lists and documents that are kept beside the checkout and not in it.</summary>
internal static class SharedData
{
    public const string Variable = "FIREWALLRULES_SHARED";

    /// <summary>The bytes of a file below <c>data</c>; ends the test as ignored where there is none.</summary>
    public static byte[] Read(params string[] parts)
    {
        var root = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? given : SourceRoot.Combine("..", "shared");
        var path = Path.GetFullPath(Path.Combine([root, "data", .. parts]));
        if (!File.Exists(path))
        {
            Assert.Ignore($"There is no {path}: point {Variable} at the folder that holds data/{string.Join('/', parts)} to run this test.");
        }

        return File.ReadAllBytes(path);
    }
}

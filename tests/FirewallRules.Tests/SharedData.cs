namespace FirewallRules.Tests;

/// <summary>Real lists and documents that are kept beside the checkout and not in it.</summary>
internal static class SharedData
{
    public const string Variable = "FIREWALLRULES_SHARED";

    /// <summary>The bytes of a file below <c>data</c>; ends the test as ignored where there is none.</summary>
    public static byte[] Read(params string[] parts)
    {
        var path = Path.GetFullPath(Path.Combine([Root, "data", .. parts]));
        if (!File.Exists(path))
        {
            Assert.Ignore($"There is no {path}: point {Variable} at the folder that holds data/{string.Join('/', parts)} to run this test.");
        }

        return File.ReadAllBytes(path);
    }

    /// <summary>A folder beside <c>data</c>; ends the test as ignored where there is none.</summary>
    public static string Folder(string name)
    {
        var path = Path.GetFullPath(Path.Combine(Root, name));
        if (!Directory.Exists(path))
        {
            Assert.Ignore($"There is no {path}: point {Variable} at the folder that holds {name} to run this test.");
        }

        return path;
    }

    private static string Root => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? given : SourceRoot.Combine("..", "shared");
}

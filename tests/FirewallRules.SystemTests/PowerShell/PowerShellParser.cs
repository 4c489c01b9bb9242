namespace FirewallRules.SystemTests;

/// <summary>A grammar of PowerShell, for machines that have no PowerShell. It is fetched from npm once a run, into a folder of its own.</summary>
/// <remarks>It takes typographic quotes for text, which PowerShell takes for quotes: that outputs are ASCII is tested elsewhere.</remarks>
internal static class PowerShellParser
{
    private static readonly string[] s_packages = ["web-tree-sitter@0.27.1", "tree-sitter-powershell@0.26.4"];

    private static readonly Lazy<string> s_folder = new(Install);

    /// <summary>The faults in a script, each with its place; empty where there is none.</summary>
    public static IReadOnlyList<string> FaultsOf(string script)
    {
        var path = Scratch.NewPath() + ".ps1";
        File.WriteAllText(path, script);
        // Parsing takes milliseconds; without the option node spends seconds on optimising a parser that is thrown away.
        var lines = Shell.Run("node", ["--liftoff-only", CheckerPath, s_folder.Value, path]).MustSucceed().Output.TrimEnd('\n').Split('\n');
        Assert.That(lines[^1], Does.Match(": [1-9][0-9]* nodes$"), "the checker has read the script");
        return lines[..^1];
    }

    private static string CheckerPath => Path.Combine(AppContext.BaseDirectory, "PowerShell", "parse.mjs");

    // Without scripts, because the packages would compile themselves for this machine; the compiled grammar for WebAssembly lies in them.
    private static string Install()
    {
        var folder = Scratch.NewFolder();
        var install = Shell.Run(
            "npm", ["install", "--prefix", folder, "--ignore-scripts", "--no-save", "--no-audit", "--no-fund", .. s_packages], timeout: TimeSpan.FromMinutes(3));
        if (!install.Succeeded)
        {
            FullRun.Missing("npm cannot fetch the grammar of PowerShell");
        }

        return folder;
    }
}

using System.Reflection;
using System.Text.Json.Nodes;

namespace FirewallRules.SystemTests;

/// <summary>The Bicep compiler itself, which the restore of a full run brings as a package.</summary>
internal static class BicepCompiler
{
    private static readonly string? s_folder = typeof(BicepCompiler).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(attribute => attribute.Key == "BicepFolder")?.Value;

    /// <summary>The ARM templates of Bicep files, all compiled in one process; a warning is a failure as an error is.</summary>
    public static IReadOnlyList<JsonNode> Build(IReadOnlyList<string> texts)
    {
        var folder = Written(texts);
        var result = Run(["build", "--no-restore", "--pattern", Path.Combine(folder, "*.bicep")]);
        Assert.That((result.ExitCode, Complaints(result)), Is.EqualTo((0, "")));
        return [.. texts.Select((_, i) => JsonNode.Parse(File.ReadAllText(Path.Combine(folder, $"{i}.json")))!)];
    }

    /// <summary>The texts in the layout of the compiler's formatter.</summary>
    public static IReadOnlyList<string> Format(IReadOnlyList<string> texts)
    {
        var folder = Written(texts);
        Run(["format", "--newline-kind", "LF", "--insert-final-newline", "--pattern", Path.Combine(folder, "*.bicep")]).MustSucceed();
        return [.. texts.Select((_, i) => File.ReadAllText(Path.Combine(folder, $"{i}.bicep")))];
    }

    /// <summary>The errors and warnings of the compiler for a text.</summary>
    public static string ComplaintsOf(string text)
        => Complaints(Run(["build", "--no-restore", "--stdout", Path.Combine(Written([text]), "0.bicep")]));

    private static string Complaints(CommandResult result)
        => string.Join(
            '\n',
            (result.Output + result.Error)
                .Split('\n')
                .Where(line => line.Contains("Error", StringComparison.Ordinal) || line.Contains("Warning", StringComparison.Ordinal)));

    private static string Written(IReadOnlyList<string> texts)
    {
        var folder = Scratch.NewFolder();
        foreach (var (text, i) in texts.Select((text, i) => (text, i)))
        {
            File.WriteAllText(Path.Combine(folder, $"{i}.bicep"), text);
        }

        return folder;
    }

    private static CommandResult Run(string[] arguments)
    {
        if (string.IsNullOrEmpty(s_folder) || !OperatingSystem.IsLinux())
        {
            FullRun.Missing($"this build has no Bicep compiler: build with {FullRun.Variable}=1 on Linux");
        }

        return Shell.Run(Path.Combine(s_folder, "tools", "bicep"), arguments);
    }
}

using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FirewallRules.Tests.Conventions;

/// <summary>Compiles C# texts with the references of this process and the usings that the SDK adds.</summary>
internal static class CSharpCode
{
    /// <summary>The path of the file that no one wrote.</summary>
    public const string Generated = "ImplicitUsings.g.cs";

    private const string ImplicitUsings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly CSharpParseOptions ParseOptions = new CSharpParseOptions(LanguageVersion.CSharp14, DocumentationMode.None)
        .WithPreprocessorSymbols(Enumerable.Range(8, Environment.Version.Major - 7).Select(major => $"NET{major}_0_OR_GREATER"))
        // Lets a block begin with the directives of a file-based app, such as #:package.
        .WithFeatures([new("FileBasedProgram", "true")]);

    private static readonly (string Name, PortableExecutableReference Reference)[] Trusted =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(path => (Path.GetFileNameWithoutExtension(path), MetadataReference.CreateFromFile(path))),
    ];

    /// <param name="sources">Path and text of each file.</param>
    /// <param name="kind">A program, with its statements at the top, or a library.</param>
    /// <param name="without">The assemblies that are not referenced, because the sources are theirs.</param>
    public static CSharpCompilation Compile(IEnumerable<(string Path, string Text)> sources, OutputKind kind, params string[] without)
        => CSharpCompilation.Create(
            $"code-{Guid.NewGuid():N}",
            [.. sources.Append((Generated, ImplicitUsings)).Select(source => CSharpSyntaxTree.ParseText(source.Item2, ParseOptions, source.Item1))],
            Trusted.Where(assembly => !without.Contains(assembly.Name, StringComparer.Ordinal)).Select(assembly => assembly.Reference),
            new CSharpCompilationOptions(kind, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));

    public static SyntaxNode Parse(string text) => CSharpSyntaxTree.ParseText(text, ParseOptions).GetRoot();

    public static IReadOnlyList<string> Errors(CSharpCompilation compilation)
        => [.. compilation.GetDiagnostics().Where(one => one.Severity == DiagnosticSeverity.Error).Select(one => one.ToString())];

    /// <summary>The program as an assembly of this process.</summary>
    public static Assembly Load(CSharpCompilation program)
    {
        using var image = new MemoryStream();
        Assert.That(program.Emit(image).Success, Is.True, string.Join('\n', Errors(program)));
        return Assembly.Load(image.ToArray());
    }
}

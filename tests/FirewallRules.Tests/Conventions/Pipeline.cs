using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FirewallRules.Tests.Conventions;

/// <summary>The order of the library's folders. A file uses what its own layer and the layers before it declare.</summary>
internal static class Pipeline
{
    private const int Vocabulary = 1;
    private const int Rules = 4;

    private static readonly Dictionary<string, int> Layers = new(StringComparer.Ordinal)
    {
        ["Networks"] = 0,
        ["Converters"] = Vocabulary,
        ["IpRanges"] = 2,
        ["Catalogs"] = 3,
        ["Rules"] = Rules,
        ["Emitters"] = 5,
        ["Verification"] = 6,
    };

    // What all platforms share. Every other folder below these layers is a platform, and platforms do not see each other.
    private static readonly string[] Shared = ["Emitters", "Emitters/Text", "Emitters/Aws", "Emitters/Azure", "Verification", "Verification/Model"];

    // The only shared file that knows the platforms.
    private static readonly string[] Registries = ["Emitters/BuiltInEmitters.cs"];

    /// <summary>The layer of a file, or null where its folder has none.</summary>
    /// <param name="path">The path below src/FirewallRules.</param>
    public static int? LayerOf(string path)
        => path.Contains('/') ? Layers.TryGetValue(path[..path.IndexOf('/')], out var layer) ? layer : null
            : path.Split('.')[0] is "Rule" or "RuleSet" ? Rules
            : Vocabulary;

    public static bool MaySee(string path, string other)
        => !(LayerOf(other) > LayerOf(path))
            && (PlatformOf(other) is not { } platform || platform == PlatformOf(path) || IsReadBack(path, platform)
                || Registries.Contains(path, StringComparer.Ordinal));

    /// <summary>Each use of something that the file may not see.</summary>
    /// <param name="library">Its files have paths below src/FirewallRules.</param>
    public static IEnumerable<string> Violations(CSharpCompilation library)
        => library.SyntaxTrees.Where(tree => tree.FilePath != CSharpCode.Generated)
            .AsParallel().AsOrdered()
            .SelectMany(tree => Violations(library.GetSemanticModel(tree)))
            .Distinct(StringComparer.Ordinal);

    private static string? PlatformOf(string path)
    {
        var folder = path[..Math.Max(path.LastIndexOf('/'), 0)];
        var isLayered = folder.StartsWith("Emitters/", StringComparison.Ordinal) || folder.StartsWith("Verification/", StringComparison.Ordinal);
        return isLayered && !Shared.Contains(folder, StringComparer.Ordinal) ? folder : null;
    }

    // The reader of a platform knows what the emitters of the same platform write.
    private static bool IsReadBack(string path, string platform)
        => path.Split('/') is ["Verification", var own, _] && $"{platform}/".StartsWith($"Emitters/{own}/", StringComparison.Ordinal);

    /// <summary>Whether the syntax can refer to a declaration of another file: a name, or what calls a member without its name.</summary>
    private static bool MayUse(SyntaxNode node)
        => node is SimpleNameSyntax or BaseObjectCreationExpressionSyntax or ElementAccessExpressionSyntax or BinaryExpressionSyntax
            or PrefixUnaryExpressionSyntax or CastExpressionSyntax;

    /// <summary>Whether a name without a symbol may hide a breach: not a keyword, nor a new alias, nor what follows a generated member.</summary>
    private static bool MustResolve(SyntaxNode node, SemanticModel model)
        => model.GetTypeInfo(node).Type is null or IErrorTypeSymbol
            && node is not IdentifierNameSyntax { Identifier.Text: "nameof" or "notnull" or "unmanaged" }
            && node.Parent is not NameEqualsSyntax
            && !node.AncestorsAndSelf().OfType<ExpressionSyntax>().Any(one => one.ToString().Contains("JsonContext.Default", StringComparison.Ordinal));

    private static IEnumerable<string> Violations(SemanticModel model)
    {
        var path = model.SyntaxTree.FilePath;
        foreach (var node in model.SyntaxTree.GetRoot().DescendantNodes().Where(MayUse))
        {
            var info = model.GetSymbolInfo(node);
            if (node is SimpleNameSyntax && info.Symbol is null && info.CandidateSymbols.IsEmpty && MustResolve(node, model))
            {
                yield return $"{path} uses {node}, which is not resolved";
            }

            foreach (var symbol in info.CandidateSymbols.Prepend(info.Symbol).OfType<ISymbol>().Where(symbol => symbol is not INamespaceSymbol))
            {
                var homes = symbol.Locations.Where(location => location.IsInSource).Select(location => location.SourceTree!.FilePath).ToList();
                if (homes.Count > 0 && !homes.Exists(home => MaySee(path, home)))
                {
                    yield return $"{path} uses {symbol.ToDisplayString()} of {homes[0]}";
                }
            }
        }
    }
}

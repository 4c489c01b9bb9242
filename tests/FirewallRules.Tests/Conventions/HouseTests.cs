using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.Extensions.DependencyInjection;

namespace FirewallRules.Tests.Conventions;

/// <summary>How the sources are laid out.</summary>
public sealed class HouseTests
{
    private static readonly IReadOnlyList<string> Sources = SourceRoot.SourceFiles("src");

    private static readonly int MaxLineLength = int.Parse(
        File.ReadLines(SourceRoot.Combine(".editorconfig")).Single(line => line.StartsWith("max_line_length", StringComparison.Ordinal)).Split('=')[1],
        CultureInfo.InvariantCulture);

    // One offender a line, and all of them.
    public static void AssertNone(IEnumerable<string> offenders)
    {
        var all = string.Join('\n', offenders);
        Assert.That(all.Length, Is.Zero, all);
    }

    [Test]
    public void No_file_is_longer_than_400_lines() => AssertNone(Offenders(Sources, file => LineCount(file) > 400));

    [Test]
    public void The_median_file_is_short()
    {
        var lengths = Sources.Select(LineCount).Order().ToArray();

        Assert.That(lengths[lengths.Length / 2], Is.LessThanOrEqualTo(70));
    }

    [TestCase("src")]
    [TestCase("tests")]
    [TestCase("benchmarks")]
    public void No_line_is_longer_than_the_editorconfig_says(string folder)
        => AssertNone(
            from file in SourceRoot.SourceFiles(folder)
            from line in File.ReadLines(file).Select((text, i) => (Number: i + 1, text.Length))
            where line.Length > MaxLineLength
            select $"{SourceRoot.Relative(file)}:{line.Number} has {line.Length} characters");

    [Test]
    public void A_file_declares_at_most_one_public_type()
        => AssertNone(Offenders(Sources, file => PublicTypes(file).Distinct(StringComparer.Ordinal).Count() > 1));

    [Test]
    public void The_library_has_at_most_one_conditional_block()
        => AssertNone(Sources
            .SelectMany(file => CSharpCode.Parse(File.ReadAllText(file)).DescendantTrivia(descendIntoTrivia: true)
                .Where(trivia => trivia.IsKind(SyntaxKind.IfDirectiveTrivia))
                .Select(_ => SourceRoot.Relative(file)))
            .Skip(1));

    [TestCase(typeof(Cidr))]
    [TestCase(typeof(IpRangesClient))]
    public void One_using_reaches_every_public_type(Type member)
        => AssertNone(
            from type in member.Assembly.GetExportedTypes()
            let expected = AddsServices(type) ? "Microsoft.Extensions.DependencyInjection" : nameof(FirewallRules)
            where type.Namespace != expected
            select $"{type} is not in {expected}");

    // .NET programs find methods that add services without a using of the library that has them.
    private static bool AddsServices(Type type)
        => type is { IsAbstract: true, IsSealed: true }
            && type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly) is { Length: > 0 } methods
            && methods.All(method => method.IsDefined(typeof(ExtensionAttribute))
                && (method.GetParameters()[0].ParameterType == typeof(IServiceCollection)
                    || method.GetParameters()[0].ParameterType == typeof(IHealthChecksBuilder)));

    [Test]
    public void An_internal_type_is_in_the_namespace_of_its_folder()
    {
        var offered = typeof(Cidr).Assembly.GetExportedTypes().Select(type => type.Name.Split('`')[0]).ToHashSet(StringComparer.Ordinal);

        AssertNone(
            from file in SourceRoot.SourceFiles("src", "FirewallRules")
            let folders = SourceRoot.Relative(file).Split('/')[2..^1]
            from type in Types(file)
            let name = type.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().Single().Name.ToString()
            where name != string.Join('.', [nameof(FirewallRules), .. offered.Contains(NameOf(type)) ? [] : folders.Take(1)])
            select $"{SourceRoot.Relative(file)} has {NameOf(type)} in {name}");
    }

    [Test]
    public void Files_are_plain_UTF8_with_LF_line_ends()
        => AssertNone(Offenders([.. Sources, .. SourceRoot.SourceFiles("tests")], file => !IsPlain(File.ReadAllBytes(file))));

    private static string[] Offenders(IEnumerable<string> files, Func<string, bool> offends)
        => [.. files.Where(offends).Select(SourceRoot.Relative)];

    private static int LineCount(string file) => File.ReadAllBytes(file).Count(unit => unit == '\n');

    private static bool IsPlain(byte[] file)
        => file.Length > 0 && file[^1] == '\n' && !file.Contains((byte)'\r') && !file.AsSpan().StartsWith(Encoding.UTF8.Preamble);

    private static IEnumerable<string> PublicTypes(string file)
        => Types(file).Where(type => type.Modifiers.Any(SyntaxKind.PublicKeyword)).Select(NameOf);

    private static IEnumerable<MemberDeclarationSyntax> Types(string file)
        => CSharpCode.Parse(File.ReadAllText(file)).DescendantNodes(node => node is not BaseTypeDeclarationSyntax)
            .OfType<MemberDeclarationSyntax>()
            .Where(member => member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax);

    private static string NameOf(MemberDeclarationSyntax type)
        => type is BaseTypeDeclarationSyntax declared ? declared.Identifier.Text : ((DelegateDeclarationSyntax)type).Identifier.Text;
}

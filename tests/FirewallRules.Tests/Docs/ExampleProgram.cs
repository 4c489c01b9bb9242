using FirewallRules.Tests.Conventions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FirewallRules.Tests.Docs;

/// <summary>A program of the documentation. It has the usings that it shows and the implicit ones of the SDK, and no others.</summary>
internal sealed class ExampleProgram(string text)
{
    private readonly CSharpCompilation _compilation
        = CSharpCode.Compile([("Program.cs", text)], OutputKind.ConsoleApplication, "FirewallRules.Tests");

    public IReadOnlyList<string> Errors => CSharpCode.Errors(_compilation);

    /// <summary>Runs the program in this process and returns what it wrote to the console, which no other test may use at the same time.</summary>
    public string Run(params string[] arguments)
    {
        var console = Console.Out;
        using var output = new StringWriter { NewLine = "\n" };
        Console.SetOut(output);
        try
        {
            CSharpCode.Load(_compilation).EntryPoint!.Invoke(null, [arguments]);
        }
        finally
        {
            Console.SetOut(console);
        }

        return output.ToString();
    }
}

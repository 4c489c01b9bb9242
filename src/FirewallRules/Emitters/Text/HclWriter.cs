using System.Text;

namespace FirewallRules.Emitters;

/// <summary>Writes Terraform's language with the layout of <c>terraform fmt</c>.</summary>
internal sealed class HclWriter(TextWriter writer)
{
    private const string ListStart = "[\n";

    /// <summary>A string with its quotes.</summary>
    public static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"", text.Length + 2);
        for (var i = 0; i < text.Length; i++)
        {
            _ = text[i] switch
            {
                '"' or '\\' => quoted.Append('\\').Append(text[i]),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                '$' or '%' when i + 1 < text.Length && text[i + 1] == '{' => quoted.Append(text[i]).Append(text[i]),
                _ => quoted.Append(text[i]),
            };
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>A list of strings on one line.</summary>
    public static string List(IEnumerable<string> values) => $"[{string.Join(", ", values.Select(Quoted))}]";

    /// <summary>A list with one item a line.</summary>
    public static string LongList(IEnumerable<string> expressions) => $"{ListStart}{string.Concat(expressions.Select(expression => $"  {expression},\n"))}]";

    public void Comments(IEnumerable<string> lines) => writer.WriteComments(lines, "#");

    public void EmptyLine() => writer.Line();

    public void Line(string line) => writer.Line(line);

    /// <summary>The versions of the AWS provider, between empty lines.</summary>
    /// <param name="version">The oldest version.</param>
    public void AwsProvider(string version)
    {
        writer.Line("\nterraform {\n  required_providers {\n    aws = {");
        Arguments("      ", ("source", Quoted("hashicorp/aws")), ("version", Quoted($">= {version}")));
        writer.Line("    }\n  }\n}\n");
    }

    /// <summary>Opens a resource, after an empty line.</summary>
    public void OpenResource(string type, string name) => writer.Line($"\nresource {Quoted(type)} {Quoted(name)} {{");

    public void OpenVariable(string name) => writer.Line($"variable {Quoted(name)} {{");

    /// <summary>Opens an output, after an empty line.</summary>
    public void OpenOutput(string name) => writer.Line($"\noutput {Quoted(name)} {{");

    public void Close(string indent = "") => writer.Line(indent + "}");

    /// <summary>Consecutive arguments, aligned to the widest name. A list of several lines ends the alignment, as with <c>terraform fmt</c>.</summary>
    /// <param name="indent">The indentation.</param>
    /// <param name="arguments">Names and expressions.</param>
    public void Arguments(string indent, params IEnumerable<(string Name, string Expression)> arguments)
    {
        var aligned = new List<(string Name, string Expression)>();
        foreach (var argument in arguments)
        {
            if (!argument.Expression.StartsWith(ListStart, StringComparison.Ordinal))
            {
                aligned.Add(argument);
                continue;
            }

            WriteAligned(indent, aligned);
            aligned.Clear();
            writer.Line($"{indent}{argument.Name} = {argument.Expression.Replace("\n", "\n" + indent, StringComparison.Ordinal)}");
        }

        WriteAligned(indent, aligned);
    }

    /// <summary>Makes one instance of the resource for each key; an empty line follows.</summary>
    public void ForEach(IEnumerable<string> keys)
    {
        writer.Line("  for_each = toset([");
        foreach (var key in keys)
        {
            writer.Line($"    {Quoted(key)},");
        }

        writer.Line("  ])");
        writer.Line();
    }

    /// <summary>Makes one instance of the resource for each key, with the expression of a value; an empty line follows.</summary>
    public void ForEach(IEnumerable<(string Key, string Expression)> instances)
    {
        List<(string Name, string Expression)> pairs = [.. instances.Select(instance => (Quoted(instance.Key), instance.Expression))];
        writer.Line("  for_each = {");
        WriteAligned("    ", pairs);
        writer.Line("  }");
        writer.Line();
    }

    /// <summary>Resources that must exist before this one although it does not refer to them; after an empty line.</summary>
    public void DependsOn(params IEnumerable<string> addresses) => writer.Line($"\n  depends_on = [{string.Join(", ", addresses)}]");

    private void WriteAligned(string indent, List<(string Name, string Expression)> arguments)
    {
        var width = arguments.Count == 0 ? 0 : arguments.Max(argument => argument.Name.Length);
        foreach (var (name, expression) in arguments)
        {
            writer.Line($"{indent}{name.PadRight(width)} = {expression}");
        }
    }
}

namespace FirewallRules.Emitters;

/// <summary>Writes blocks of Terraform as <c>terraform fmt</c> would.</summary>
internal sealed class AwsHcl(TextWriter writer)
{
    /// <summary>What every module starts with.</summary>
    /// <param name="version">The oldest version of the provider.</param>
    public static string Provider(string version)
        => $"\nterraform {{\n  required_providers {{\n    aws = {{\n      source  = \"hashicorp/aws\"\n      version = \">= {version}\"\n    }}\n  }}\n}}\n\n";

    /// <summary>Opens a resource, after an empty line.</summary>
    public void Open(string type, string name) => writer.Line($"\nresource {AwsText.Hcl(type)} {AwsText.Hcl(name)} {{");

    /// <summary>Arguments that follow one another: fmt aligns them to the widest.</summary>
    /// <param name="indent">What each line starts with.</param>
    /// <param name="arguments">Names and expressions, each of one line.</param>
    public void Arguments(string indent, params (string Name, string Expression)[] arguments)
    {
        var width = arguments.Max(argument => argument.Name.Length);
        foreach (var (name, expression) in arguments)
        {
            writer.Line($"{indent}{name.PadRight(width)} = {expression}");
        }
    }

    /// <summary>One instance of the resource for each key.</summary>
    public void ForEach(IEnumerable<string> keys)
    {
        writer.Line("  for_each = toset([");
        foreach (var key in keys)
        {
            writer.Line($"    {AwsText.Hcl(key)},");
        }

        writer.Line("  ])");
        writer.Line();
    }

    /// <summary>Resources that must be there first, and are not referred to; after an empty line.</summary>
    public void DependsOn(params string[] addresses) => writer.Line($"\n  depends_on = [{string.Join(", ", addresses)}]");

    public void Close() => writer.Line("}");
}

namespace FirewallRules.Tests.Conventions;

/// <summary>A part of the library and how far right it stands.</summary>
/// <param name="Order">A stage sees itself, its peers of the same order, and all with a lower one.</param>
/// <param name="Place">A folder below src/FirewallRules, a file of the root (<c>Section.cs</c>, with its <c>Section.*.cs</c>), or empty for the rest of the root.</param>
internal sealed record Stage(int Order, string Place)
{
    /// <summary>Its folders do not see one another.</summary>
    public bool HasIslands { get; init; }

    public bool Holds(string path)
    {
        var folder = path.Contains('/') ? path[..path.IndexOf('/')] : "";
        return Place.EndsWith(".cs", StringComparison.Ordinal)
            ? folder.Length == 0 && (path == Place || path.StartsWith(Place[..^2], StringComparison.Ordinal))
            : folder == Place;
    }

    /// <summary>The island of a file: the folder within the stage; empty for files of the stage itself and of its folder Text, which all islands share.</summary>
    public string Island(string path) => HasIslands && path.Split('/') is { Length: > 2 } parts && parts[1] != "Text" ? parts[1] : "";
}

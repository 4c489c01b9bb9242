using System.Text.Json;

namespace FirewallRules.Cli.Input;

/// <summary>One step of a path: to the member of a name, to the element of an index, or to each child.</summary>
/// <param name="Name">The name; null where any child, or one by its index, is meant.</param>
/// <param name="Index">The index from 0; null where any child, or one by its name, is meant.</param>
/// <param name="IsDeep">Whether it is looked for at every depth (<c>..</c>), not among the children alone.</param>
internal sealed record JsonPathSegment(string? Name, int? Index, bool IsDeep)
{
    public bool IsWildcard => Name is null && Index is null;

    public bool TakesMember(ref Utf8JsonReader name) => IsWildcard || (Name is not null && name.ValueTextEquals(Name));

    public bool TakesElement(int index) => IsWildcard || Index == index;
}

using System.Text.Json;

namespace FirewallRules.Cli.Input;

/// <summary>One segment of a path: a member by name, an element by index, or all children.</summary>
/// <param name="Name">The name; null for an index or all children.</param>
/// <param name="Index">The index from 0; null for a name or all children.</param>
/// <param name="IsDeep">Whether it matches at every depth (<c>..</c>), not only among the children.</param>
internal sealed record JsonPathSegment(string? Name, int? Index, bool IsDeep)
{
    public bool IsWildcard => Name is null && Index is null;

    public bool TakesMember(ref Utf8JsonReader name) => IsWildcard || (Name is not null && name.ValueTextEquals(Name));

    public bool TakesElement(int index) => IsWildcard || Index == index;
}

using System.Globalization;
using System.Text;

namespace FirewallRules.Cli.Input;

/// <summary>The position of a reader in a JSON document: the open nodes with their states.</summary>
internal sealed class JsonPlace
{
    // The maximum depth of Utf8JsonReader, and the document itself.
    private readonly Level[] _levels = new Level[65];
    private int _depth = -1;

    /// <summary>The state of the innermost open node; 0 outside.</summary>
    public UInt128 State => _depth < 0 ? 0 : _levels[_depth].State;

    public bool IsOutside => _depth < 0;

    public bool IsInArray => _depth >= 0 && _levels[_depth].IsArray;

    public bool IsEmpty => _levels[_depth].Children == 0;

    /// <summary>Counts a child of the innermost node and returns its index.</summary>
    public int NextChild() => _levels[_depth].Children++;

    /// <summary>Sets the state of the next child, and its name where it is needed for messages.</summary>
    public void Expect(UInt128 state, string? name) => (_levels[_depth].ChildState, _levels[_depth].ChildName) = (state, name);

    /// <summary>The state that was set for the next child.</summary>
    public UInt128 Expected => _levels[_depth].ChildState;

    public void Enter(UInt128 state, bool isArray) => _levels[++_depth] = new Level { State = state, IsArray = isArray };

    public void Leave() => _depth--;

    /// <summary>The path to the child that was read last.</summary>
    public override string ToString()
    {
        var path = new StringBuilder("$");
        foreach (var level in _levels.AsSpan(0, _depth + 1))
        {
            _ = level switch
            {
                { IsArray: true } => path.Append(CultureInfo.InvariantCulture, $"[{level.Children - 1}]"),
                { ChildName: { } name } when name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') => path.Append('.')
                    .Append(name),
                _ => path.Append("['").Append(level.ChildName).Append("']"),
            };
        }

        return path.ToString();
    }

    private struct Level
    {
        public UInt128 State;
        public UInt128 ChildState;
        public string? ChildName;
        public int Children;
        public bool IsArray;
    }
}

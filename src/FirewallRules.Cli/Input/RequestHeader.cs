namespace FirewallRules.Cli.Input;

/// <summary>A header of a request. Its value may be secret, and is not part of any text.</summary>
internal sealed class RequestHeader(string name, string value)
{
    public string Name { get; } = name;

    public string Value { get; } = value;

    public override string ToString() => Name;
}

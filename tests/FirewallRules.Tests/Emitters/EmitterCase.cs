namespace FirewallRules.Tests.Emitters;

/// <summary>An emitter with options, and the name of its approved files.</summary>
public sealed record EmitterCase(string Name, string Extension, IRuleEmitter Emitter)
{
    public override string ToString() => Name;
}

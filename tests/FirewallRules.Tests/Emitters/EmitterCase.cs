namespace FirewallRules.Tests.Emitters;

/// <summary>An emitter with options, under the name of its golden files.</summary>
public sealed record EmitterCase(string Name, string Extension, IRuleEmitter Emitter)
{
    public override string ToString() => Name;
}

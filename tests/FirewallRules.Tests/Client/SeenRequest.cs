namespace FirewallRules.Tests.Client;

/// <summary>A request as the server saw it.</summary>
internal sealed record SeenRequest(string Target, string Protocol, IReadOnlyDictionary<string, string> Headers)
{
    public string? Header(string name) => Headers.GetValueOrDefault(name);
}

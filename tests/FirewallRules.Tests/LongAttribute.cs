namespace FirewallRules.Tests;

/// <summary>A test that takes many seconds.</summary>
internal sealed class LongAttribute() : FullRunOnlyAttribute("Long", "takes long");

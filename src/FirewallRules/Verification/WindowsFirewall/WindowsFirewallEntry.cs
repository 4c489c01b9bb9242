namespace FirewallRules.Verification;

/// <summary>A rule of a listing with its filters.</summary>
/// <param name="rule">The rule, which can have the properties of its filters itself.</param>
/// <param name="filters">The filters that were found for it.</param>
/// <param name="problems">What is not known about its filters.</param>
internal sealed class WindowsFirewallEntry(LiveJson rule, IReadOnlyList<LiveJson> filters, IReadOnlyList<string> problems)
{
    /// <summary>What is not known about the filters. Untrusted text.</summary>
    public IReadOnlyList<string> Problems => problems;

    /// <summary>The texts of a property that are not empty.</summary>
    /// <exception cref="LiveStateFormatException">They are no texts.</exception>
    public IReadOnlyList<string> Texts(string property)
        => [.. (filters.Prepend(rule).FirstOrDefault(part => part.Find(property) is not null)?.TextsOf(property) ?? [])
            .Select(text => text.Trim()).Where(text => text.Length > 0)];

    /// <summary>The first text of a property; empty where there is none.</summary>
    public string Text(string property) => Texts(property) is [var first, ..] ? first : "";

    /// <summary>The exception for a property.</summary>
    public LiveStateFormatException Fail(string property, string what) => (rule.Find(property) ?? rule).Fail(what);
}

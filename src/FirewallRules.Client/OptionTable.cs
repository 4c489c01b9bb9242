using System.Globalization;
using FirewallRules.Networks;

namespace FirewallRules.Client;

/// <summary>The options of a section of configuration by their names, which ignore case as all keys of configuration do.</summary>
internal sealed class OptionTable() : Dictionary<string, OptionShape>(StringComparer.OrdinalIgnoreCase)
{
    public void Add(string name, Action<string> set) => Add(name, new OptionShape.Value(set));

    public void Add(string name, Action<bool> set)
        => Add(name, text => set(bool.TryParse(text, out var value) ? value : throw Invalid(text, "true or false")));

    public void Add(string name, Action<int> set)
        => Add(name, text => set(
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : throw Invalid(text, "a whole number")));

    public void Add(string name, Action<double> set)
        => Add(name, text => set(
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : throw Invalid(text, "a number")));

    public void Add(string name, Action<TimeSpan> set)
        => Add(name, text => set(
            TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : throw Invalid(text, "a time such as 00:01:30")));

    public void Add(string name, Action<Site> set) => Add(name, text => set(Site.Parse(text)));

    // The query of an address may be secret, and the message may be logged.
    public void Add(string name, Action<Uri> set)
        => Add(name, text => set(
            Uri.TryCreate(text, UriKind.Absolute, out var value) ? value : throw Invalid(text.Split('?')[0], "an absolute address")));

    private static FormatException Invalid(string text, string expected) => new($"'{PrintableText.Of(text)}' is not {expected}.");
}

using FirewallRules.Networks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace FirewallRules.Client;

/// <summary>Reads options from configuration. Unlike a binder it needs no reflection, and a key that it does not know is an error.</summary>
internal sealed class OptionsReader
{
    private readonly List<string> _failures = [];

    private OptionsReader()
    {
    }

    /// <exception cref="OptionsValidationException">A key is unknown, or a value cannot be read; the message lists all of them.</exception>
    public static void Read<T>(string name, IConfiguration configuration, OptionTable options)
    {
        var reader = new OptionsReader();
        reader.Read(configuration, options);
        if (reader._failures.Count > 0)
        {
            throw new OptionsValidationException(name, typeof(T), reader._failures);
        }
    }

    private void Read(IConfiguration section, OptionTable options)
    {
        foreach (var child in section.GetChildren())
        {
            switch (options.GetValueOrDefault(child.Key))
            {
                case null:
                    Fail(child, $"unknown option; the options are {string.Join(", ", options.Keys)}.");
                    break;

                // The JSON provider of the 8.0 packages has an empty text for null.
                case OptionShape.Value value when !string.IsNullOrEmpty(child.Value) || HasChildren(child):
                    Set(child, value.Set);
                    break;

                case OptionShape.List when !string.IsNullOrEmpty(child.Value):
                    Fail(child, "a list is expected.");
                    break;

                case OptionShape.List list:
                    foreach (var item in child.GetChildren())
                    {
                        Set(item, list.Add);
                    }

                    break;

                case OptionShape.Section when !string.IsNullOrEmpty(child.Value):
                    Fail(child, "a section is expected.");
                    break;

                case OptionShape.Section inner:
                    Read(child, inner.Options);
                    break;
            }
        }
    }

    private void Set(IConfigurationSection section, Action<string> set)
    {
        if (HasChildren(section))
        {
            Fail(section, "a single value is expected.");
            return;
        }

        try
        {
            set(section.Value ?? "");
        }
        catch (FormatException e)
        {
            Fail(section, e.Message);
        }
    }

    private static bool HasChildren(IConfigurationSection section) => section.GetChildren().Any();

    private void Fail(IConfigurationSection section, string reason) => _failures.Add($"{PrintableText.Of(section.Path)}: {reason}");
}

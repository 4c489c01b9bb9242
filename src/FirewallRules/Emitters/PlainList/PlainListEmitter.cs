using FirewallRules.Emitters;
using FirewallRules.Networks;

namespace FirewallRules;

/// <summary>Writes rule sets as plain lists, for programs that have no format here.</summary>
/// <remarks>
/// JSON and CSV have one row per rule and prefix: direction, protocol, ports, family, prefix, the labels of the rule such as its sections, and
/// the documents and catalogs it comes from. There, any address is written as <c>0.0.0.0/0</c> and <c>::/0</c>. A list of lines cannot express
/// it, because a reader cannot tell it from data.
/// </remarks>
public sealed class PlainListEmitter(PlainListOptions? options = null) : IRuleEmitter
{
    private readonly PlainListOptions _options = options ?? new PlainListOptions();

    /// <inheritdoc />
    public string Name => _options.Output switch
    {
        PlainListOutput.Json => "json",
        PlainListOutput.Csv => "csv",
        _ => "lines",
    };

    /// <inheritdoc />
    public void Emit(RuleSet rules, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(writer);
        Check(rules);
        switch (_options.Output)
        {
            case PlainListOutput.Json:
                PlainListJsonWriter.Write(writer, PlainListRow.Of(rules));
                break;
            case PlainListOutput.Csv:
                PlainListCsvWriter.Write(writer, PlainListRow.Of(rules));
                break;
            default:
                WriteLines(writer, rules);
                break;
        }
    }

    private void Check(RuleSet rules)
    {
        if (!_options.AllowEmpty && rules.Rules.All(rule => rule.Remote.IsEmpty))
        {
            throw new RuleNotSupportedException(
                RuleNotSupportedReason.NoRules, "The rules allow no addresses, so the list would be empty. Set PlainListOptions.AllowEmpty to write it.");
        }
    }

    private static void WriteLines(TextWriter writer, RuleSet rules)
    {
        var addresses = rules.Rules.Aggregate(new AddressSetBuilder(), (set, rule) => set.Add(rule.Remote.Addresses)).ToAddressSet();
        foreach (var family in IpFamilies.Both)
        {
            // Rules for different ports can contain every address together, although none of them does.
            var whole = addresses.Contains(family == IpFamily.IPv4 ? AddressSet.AllIPv4 : AddressSet.AllIPv6);
            if (whole || rules.Rules.Any(rule => rule.Remote.IsAny(family)))
            {
                throw new RuleNotSupportedException(
                    RuleNotSupportedReason.AnyNotSupported,
                    $"A list of lines cannot express any {family} address. Use PlainListOutput.Json or Csv, or leave out the rule.")
                {
                    Rule = rules.Rules.FirstOrDefault(rule => rule.Remote.IsAny(family)),
                    Family = family,
                };
            }
        }

        writer.WritePrefixes(addresses, "", "\n");
    }
}

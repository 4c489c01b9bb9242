using System.Text;
using System.Text.RegularExpressions;
using FirewallRules.Emitters;
using FirewallRules.Verification;

namespace FirewallRules;

/// <summary>The live state of an Azure network security group (NSG), as <c>az network nsg show</c> prints it.</summary>
/// <remarks>
/// <para>
/// A rule belongs to this project if this project writes its name and its description starts with <c>fwrules:</c> and the name prefix. With
/// <see cref="AzureNsgOptions.FullNsg"/> all rules do, except for those that Azure adds. These are added where a listing lacks them.
/// </para>
/// <para>
/// Service tags are not resolved: <c>Internet</c> is taken for all public addresses, <c>AzureLoadBalancer</c> for the address of health probes, and any
/// other tag makes all addresses unknown where it decides. Other NSGs, and the security admin rules of a network manager, are not part of this
/// state.
/// </para>
/// </remarks>
public sealed class AzureNsgState : LiveState
{
    private readonly AzureNsgOptions _options;
    private readonly AzureNsgPolicy _policy;

    private AzureNsgState(AzureNsgListing listing, AzureNsgOptions options)
    {
        _options = options;
        List<AzureSecurityRule> rules = [.. listing.Rules, .. AzureDefaultRules.MissingIn(listing.Rules)];
        var ours = rules.Where(new OwnRules(options).Contains).ToHashSet(ReferenceEqualityComparer.Instance);
        _policy = new AzureNsgPolicy(listing.Name, AzureLocalClass.For(options, rules.Where(ours.Contains)));
        Live = _policy.Live(rules, ours.Contains);
    }

    /// <inheritdoc />
    internal override LivePolicy Live { get; }

    /// <summary>
    /// Reads an NSG: the output of <c>az network nsg show</c>, of <c>az network nsg rule list</c> or of <c>Get-AzNetworkSecurityGroup | ConvertTo-Json</c>,
    /// the answer of the REST API, or an ARM template.
    /// </summary>
    /// <param name="json">The text. Where it has several NSGs, the one with <see cref="AzureNsgOptions.NsgName"/> is read.</param>
    /// <param name="options">The options that this project's rules were written with; <see langword="null"/> for the defaults.</param>
    /// <exception cref="LiveStateFormatException">The text is something else.</exception>
    public static AzureNsgState Parse(string json, AzureNsgOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        return Parse(Encoding.UTF8.GetBytes(json), options);
    }

    /// <inheritdoc cref="Parse(string, AzureNsgOptions)" />
    public static AzureNsgState Parse(ReadOnlyMemory<byte> json, AzureNsgOptions? options = null)
    {
        var used = options ?? new AzureNsgOptions();
        return new AzureNsgState(AzureNsgListing.Read(json, used.NsgName), used);
    }

    /// <inheritdoc />
    internal override LivePolicy Expect(RuleSet rules)
    {
        var template = rules.ToAzureNsg(_options with { Output = AzureNsgOutput.Arm, FullNsg = true });
        return _policy.Expected(AzureNsgListing.Read(Encoding.UTF8.GetBytes(template), _options.NsgName).Rules);
    }

    // The same test as that of the script.
    private sealed class OwnRules(AzureNsgOptions options)
    {
        private readonly string _marker = AzureText.Marker(options.NamePrefix) + " ";
        private readonly Regex _name = new(
            $"^({AzureNsgNames.Pattern(options.NamePrefix, Direction.Egress)}|{AzureNsgNames.Pattern(options.NamePrefix, Direction.Ingress)})$",
            RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

        public bool Contains(AzureSecurityRule rule)
            => !rule.IsDefault && (options.FullNsg || (rule.Description.StartsWith(_marker, StringComparison.Ordinal) && _name.IsMatch(rule.Name)));
    }
}

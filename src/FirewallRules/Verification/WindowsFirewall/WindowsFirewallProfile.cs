namespace FirewallRules.Verification;

/// <summary>A profile: the settings for the networks of a kind.</summary>
/// <param name="Name">The name.</param>
/// <param name="IsOn">Whether the firewall is on; <see langword="null"/> if that is not known.</param>
/// <param name="Inbound">What happens to incoming connections that no rule decides.</param>
/// <param name="Outbound">What happens to outgoing connections that no rule decides.</param>
/// <param name="AllowsInboundRules">Whether rules that allow incoming connections apply.</param>
/// <param name="MergesLocalRules">Whether rules of this computer apply beside those of group policies.</param>
internal sealed record WindowsFirewallProfile(
    string Name, bool? IsOn, LiveAction Inbound, LiveAction Outbound, bool? AllowsInboundRules, bool? MergesLocalRules)
{
    /// <summary>The names of all profiles, in the order of their flags.</summary>
    public static IReadOnlyList<string> Names { get; } = ["Domain", "Private", "Public"];

    /// <summary>The name in findings.</summary>
    public string Label => LabelOf(Name);

    /// <summary>What happens to connections that no rule decides.</summary>
    public LiveAction DefaultOf(Direction direction) => direction == Direction.Egress ? Outbound : Inbound;

    public static string LabelOf(string name) => $"profile {name}";

    /// <summary>The three profiles.</summary>
    /// <exception cref="LiveStateFormatException">One is missing or twice in the listing.</exception>
    public static IReadOnlyList<WindowsFirewallProfile> Read(LiveJson profiles)
    {
        var read = new Dictionary<string, WindowsFirewallProfile>(StringComparer.OrdinalIgnoreCase);
        foreach (var profile in profiles.Items)
        {
            var name = profile.TextsOf("Name").FirstOrDefault() ?? throw profile.Fail("has no 'Name'");
            var known = Names.FirstOrDefault(one => one.Equals(name, StringComparison.OrdinalIgnoreCase))
                ?? throw profile.Required("Name").Fail("is none of Domain, Private and Public");
            if (!read.TryAdd(known, Read(known, profile)))
            {
                throw profile.Fail($"is a second profile {known}");
            }
        }

        return [.. Names.Select(name => read.GetValueOrDefault(name) ?? throw profiles.Fail($"has no profile {name}"))];
    }

    private static WindowsFirewallProfile Read(string name, LiveJson profile)
    {
        return new WindowsFirewallProfile(
            name,
            WindowsFirewallWords.Setting(Text("Enabled"), notConfigured: true),
            WindowsFirewallWords.DefaultAction(Text("DefaultInboundAction"), LiveAction.Drop),
            WindowsFirewallWords.DefaultAction(Text("DefaultOutboundAction"), LiveAction.Accept),
            WindowsFirewallWords.Setting(Text("AllowInboundRules"), notConfigured: true),
            WindowsFirewallWords.Setting(Text("AllowLocalFirewallRules"), notConfigured: true));

        string Text(string property) => profile.TextsOf(property).FirstOrDefault() ?? "";
    }
}

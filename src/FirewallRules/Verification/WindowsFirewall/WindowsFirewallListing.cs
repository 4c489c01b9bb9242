namespace FirewallRules.Verification;

/// <summary>Reads the tables of rules, filters and profiles that the command prints, and joins them.</summary>
internal sealed class WindowsFirewallListing
{
    private const string Source = "the output of the command for the Windows Firewall";
    private const string Id = "InstanceID";

    // Each table of filters, and the property that it always has.
    private static readonly (string Table, string Property)[] Tables =
    [
        ("AddressFilters", "RemoteAddress"),
        ("PortFilters", "Protocol"),
        ("ApplicationFilters", "Program"),
        ("ServiceFilters", "Service"),
        ("InterfaceFilters", "InterfaceAlias"),
        ("InterfaceTypeFilters", "InterfaceType"),
        ("SecurityFilters", "Authentication"),
    ];

    private WindowsFirewallListing(IReadOnlyList<WindowsFirewallProfile> profiles, IReadOnlyList<WindowsFirewallEntry> rules)
        => (Profiles, Rules) = (profiles, rules);

    public IReadOnlyList<WindowsFirewallProfile> Profiles { get; }

    public IReadOnlyList<WindowsFirewallEntry> Rules { get; }

    /// <exception cref="LiveStateFormatException">The text is something else.</exception>
    public static WindowsFirewallListing Read(ReadOnlyMemory<byte> json)
    {
        var root = LiveJson.Parse(json, Source);
        var profiles = WindowsFirewallProfile.Read(root.Required("Profiles"));
        var rules = root.Required("Rules").Items.ToList();
        var tables = Tables.Select(table => (table.Table, table.Property, ById: (root.Find(table.Table)?.Items ?? [])
            .GroupBy(filter => Only(filter, Id) ?? "", StringComparer.OrdinalIgnoreCase)
            .ToDictionary(same => same.Key, same => same.ToList(), StringComparer.OrdinalIgnoreCase))).ToList();
        return new WindowsFirewallListing(
            profiles,
            rules.ConvertAll(rule => Join(rule, tables)));
    }

    private static WindowsFirewallEntry Join(
        LiveJson rule, IEnumerable<(string Table, string Property, Dictionary<string, List<LiveJson>> ById)> tables)
    {
        var id = Only(rule, Id) ?? Only(rule, "Name") ?? throw rule.Fail($"has no '{Id}'");
        var (found, problems) = (new List<LiveJson>(), new List<string>());
        foreach (var (table, property, byId) in tables.Where(table => rule.Find(table.Property) is null))
        {
            // Two stores can have rules with one name, whose filters are not told apart.
            var filters = byId.GetValueOrDefault(id) ?? [];
            if (filters.Count > 0 && filters.TrueForAll(filter => filter.Raw == filters[0].Raw))
            {
                found.Add(filters[0]);
            }
            else
            {
                problems.Add(filters.Count == 0 ? $"the listing has no {table} for it" : $"several rules with this name have different {table}");
            }
        }

        return new WindowsFirewallEntry(rule, found, problems);
    }

    private static string? Only(LiveJson rule, string property) => rule.TextsOf(property).FirstOrDefault();
}

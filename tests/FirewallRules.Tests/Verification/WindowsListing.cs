using System.Globalization;
using System.Text.Json.Nodes;
using FirewallRules.Tests.Emitters.Readers;

namespace FirewallRules.Tests.Verification;

/// <summary>The rules and profiles of a Windows host, and what PowerShell prints about them.</summary>
internal sealed class WindowsListing
{
    private static readonly (string Table, string[] Properties)[] Tables =
    [
        ("AddressFilters", ["LocalAddress", "RemoteAddress"]),
        ("PortFilters", ["Protocol", "LocalPort", "RemotePort", "DynamicTarget", "DynamicTransport"]),
        ("ApplicationFilters", ["Program", "Package"]),
        ("ServiceFilters", ["Service"]),
        ("InterfaceFilters", ["InterfaceAlias"]),
        ("InterfaceTypeFilters", ["InterfaceType"]),
        ("SecurityFilters", ["Authentication", "Encryption", "OverrideBlockRules", "LocalUser", "RemoteUser", "RemoteMachine"]),
    ];

    private static readonly HashSet<string> Filtered = Tables.SelectMany(table => table.Properties).ToHashSet(StringComparer.Ordinal);

    private static readonly Dictionary<string, int> Numbers = new(StringComparer.Ordinal)
    {
        ["Enabled True"] = 1,
        ["Enabled False"] = 2,
        ["Direction Inbound"] = 1,
        ["Direction Outbound"] = 2,
        ["Action Allow"] = 2,
        ["Action Block"] = 4,
        ["Profile Any"] = 0,
        ["Profile Domain"] = 1,
        ["Profile Private"] = 2,
        ["Profile Domain, Private"] = 3,
        ["Profile Public"] = 4,
        ["PolicyStoreSourceType Local"] = 1,
        ["PolicyStoreSourceType GroupPolicy"] = 2,
        ["Authentication NotRequired"] = 0,
        ["Authentication Required"] = 1,
        ["Encryption NotRequired"] = 0,
        ["InterfaceType Any"] = 0,
        ["InterfaceType Wireless"] = 2,
        ["DynamicTarget Any"] = 0,
        ["EnforcementStatus Enforced"] = 1,
        ["DefaultInboundAction Block"] = 4,
        ["DefaultInboundAction Allow"] = 2,
        ["DefaultInboundAction NotConfigured"] = 0,
        ["DefaultOutboundAction Block"] = 4,
        ["DefaultOutboundAction Allow"] = 2,
        ["DefaultOutboundAction NotConfigured"] = 0,
        ["AllowInboundRules True"] = 1,
        ["AllowInboundRules False"] = 0,
        ["AllowInboundRules NotConfigured"] = 2,
        ["AllowLocalFirewallRules True"] = 1,
        ["AllowLocalFirewallRules False"] = 0,
        ["AllowLocalFirewallRules NotConfigured"] = 2,
    };

    /// <summary>The rules, each with all of its properties.</summary>
    public List<Dictionary<string, string[]>> Rules { get; } = [];

    /// <summary>The profiles by name.</summary>
    public Dictionary<string, Dictionary<string, string[]>> Profiles { get; } = new[] { "Domain", "Private", "Public" }.ToDictionary(
        name => name,
        name => new Dictionary<string, string[]>(StringComparer.Ordinal)
        {
            ["Name"] = [name],
            ["Enabled"] = ["True"],
            ["DefaultInboundAction"] = ["Block"],
            ["DefaultOutboundAction"] = ["Allow"],
            ["AllowInboundRules"] = ["True"],
            ["AllowLocalFirewallRules"] = ["True"],
        },
        StringComparer.Ordinal);

    /// <summary>A host to which an output was applied.</summary>
    public static WindowsListing Of(RuleSet rules, WindowsFirewallOptions options)
    {
        var listing = new WindowsListing();
        var output = rules.ToWindowsFirewall(options);
        if (options.Output == WindowsFirewallOutput.Netsh)
        {
            var store = new NetshStore();
            store.Run(output);
            foreach (var line in store.Lines)
            {
                var words = line.Split(' ').Where(word => word.Contains('=', StringComparison.Ordinal)).Select(word => word.Split('=', 2))
                    .GroupBy(word => word[0], StringComparer.Ordinal).ToDictionary(word => word.Key, word => word.Last()[1], StringComparer.Ordinal);
                var isOut = words["dir"] == "out";
                listing.Add(
                    line.Split('"')[1], isOut ? Direction.Egress : Direction.Ingress, words["protocol"], words[isOut ? "remoteport" : "localport"].Split(','),
                    [.. words["remoteip"].Split(',').Select(Returned)]);
            }

            return listing;
        }

        foreach (var rule in PowerShellReader.Plan(output, out var group, out _))
        {
            var added = listing.Add(
                rule.DisplayName, rule.Direction, rule.Protocol == Protocol.Tcp ? "TCP" : "UDP", rule.Ports, [.. rule.Addresses.Select(Returned)]);
            (added["Name"], added["InstanceID"], added["Group"]) = ([rule.Name], [rule.Name], [group]);
        }

        return listing;
    }

    /// <summary>Adds an enabled rule that allows.</summary>
    public Dictionary<string, string[]> Add(
        string displayName, Direction direction, string protocol, IEnumerable<string> ports, string[] addresses)
    {
        var id = $"{{{Rules.Count.ToString(CultureInfo.InvariantCulture)}}}";
        var rule = new Dictionary<string, string[]>(StringComparer.Ordinal)
        {
            ["InstanceID"] = [id],
            ["Name"] = [id],
            ["DisplayName"] = [displayName],
            ["Group"] = [],
            ["Enabled"] = ["True"],
            ["Profile"] = ["Any"],
            ["Platform"] = [],
            ["Direction"] = [direction == Direction.Egress ? "Outbound" : "Inbound"],
            ["Action"] = ["Allow"],
            ["Owner"] = [],
            ["EnforcementStatus"] = ["ProfileInactive", "Enforced"],
            ["PolicyStoreSource"] = ["PersistentStore"],
            ["PolicyStoreSourceType"] = ["Local"],
            ["LocalAddress"] = ["Any"],
            ["RemoteAddress"] = addresses,
            ["Protocol"] = [protocol],
            ["LocalPort"] = direction == Direction.Egress ? ["Any"] : [.. ports],
            ["RemotePort"] = direction == Direction.Egress ? [.. ports] : ["Any"],
            ["DynamicTarget"] = ["Any"],
            ["DynamicTransport"] = ["Any"],
            ["Program"] = ["Any"],
            ["Package"] = [],
            ["Service"] = ["Any"],
            ["InterfaceAlias"] = ["Any"],
            ["InterfaceType"] = ["Any"],
            ["Authentication"] = ["NotRequired"],
            ["Encryption"] = ["NotRequired"],
            ["OverrideBlockRules"] = ["False"],
            ["LocalUser"] = ["Any"],
            ["RemoteUser"] = ["Any"],
            ["RemoteMachine"] = ["Any"],
        };
        Rules.Add(rule);
        return rule;
    }

    /// <summary>The rule whose name contains a text.</summary>
    public Dictionary<string, string[]> Rule(string part) => Rules.Single(rule => rule["Name"][0].Contains(part, StringComparison.Ordinal));

    public WindowsFirewallState Read(WindowsFirewallOptions? options = null, WindowsForm form = WindowsForm.Command)
        => WindowsFirewallState.Parse(ToJson(form), options);

    public string ToJson(WindowsForm form = WindowsForm.Command)
    {
        var json = new JsonObject
        {
            [nameof(Profiles)] = new JsonArray([.. Profiles.Values.Select(profile => Write(profile, profile.Keys, form))]),
            [nameof(Rules)] = new JsonArray([.. Rules.Select(rule => Write(rule, rule.Keys.Where(key => IsOfRule(key, form)), form))]),
        };
        foreach (var (table, properties) in form == WindowsForm.Joined ? [] : Tables)
        {
            json[table] = new JsonArray([.. Rules.Select(rule => Write(rule, properties.Append("InstanceID"), form))]);
        }

        return json.ToJsonString();
    }

    /// <summary>An address as Windows returns it.</summary>
    public static string Returned(string address)
    {
        if (!Cidr.TryParse(address, out var prefix) || prefix.Family == IpFamily.IPv6)
        {
            return address;
        }

        var mask = uint.MaxValue << (32 - prefix.PrefixLength);
        return prefix.PrefixLength == 32 ? $"{prefix.FirstAddress}"
            : $"{prefix.FirstAddress}/"
                + string.Join('.', new[] { 24, 16, 8, 0 }.Select(shift => ((mask >> shift) & 255).ToString(CultureInfo.InvariantCulture)));
    }

    private static bool IsOfRule(string property, WindowsForm form) => form == WindowsForm.Joined || !Filtered.Contains(property);

    private static JsonObject Write(Dictionary<string, string[]> values, IEnumerable<string> properties, WindowsForm form)
        => new(properties.Select(property => KeyValuePair.Create(property, Write(NumberKey(values, property), values[property], form))));

    // A profile and a rule number the values of this property differently.
    private static string NumberKey(Dictionary<string, string[]> values, string property)
        => property == "Enabled" && values.ContainsKey("AllowInboundRules") ? "AllowInboundRules" : property;

    private static JsonNode? Write(string property, string[] texts, WindowsForm form)
    {
        if (form != WindowsForm.ConvertToJson)
        {
            return new JsonArray([.. texts.Select(text => JsonValue.Create(text))]);
        }

        return texts switch
        {
            [] => null,
            [var one] => Value(property, one),
            _ => new JsonObject { ["value"] = new JsonArray([.. texts.Select(text => Value(property, text))]), ["Count"] = texts.Length },
        };
    }

    private static JsonValue Value(string property, string text)
        => Numbers.TryGetValue($"{property} {text}", out var number) ? JsonValue.Create(number)
            : property == "OverrideBlockRules" ? JsonValue.Create(text == "True")
            : JsonValue.Create(text);
}

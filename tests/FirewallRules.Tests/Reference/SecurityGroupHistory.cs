using FirewallRules.Emitters;

namespace FirewallRules.Tests.Reference;

/// <summary>Applies plans to groups one call at a time, as Terraform or CloudFormation would, and checks the groups after each call.</summary>
/// <remarks>
/// Terraform: rules are created and removed in any order, but one that moves to another group is created there before it is removed. CloudFormation:
/// all new rules are created, then the old ones are removed.
/// </remarks>
internal sealed class SecurityGroupHistory(int maxRules, Random random)
{
    private readonly HashSet<(int Group, string Key)> _rules = [];
    private readonly Dictionary<(int Group, Direction Direction, IpFamily Family), int> _counts = [];
    private readonly Dictionary<string, (Direction, IpFamily)> _kinds = new(StringComparer.Ordinal);

    /// <summary>How many rules that both plans had have moved to another group.</summary>
    public int Moved { get; private set; }

    /// <summary>What went wrong, a line each.</summary>
    public List<string> Wrong { get; } = [];

    public void Apply(AwsSecurityGroupPlan plan, bool createsFirst)
    {
        var wanted = plan.Groups.SelectMany((group, i) => group.Select(entry => (i, entry))).ToDictionary(pair => pair.entry.Key, StringComparer.Ordinal);
        var before = _rules.ToDictionary(rule => rule.Key, rule => rule.Group, StringComparer.Ordinal);
        foreach (var (key, (_, entry)) in wanted)
        {
            _kinds[key] = (entry.Direction, entry.Family);
        }

        List<(int Group, string Key)> creates = [.. wanted.Select(pair => (pair.Value.i, pair.Key)).Where(rule => !_rules.Contains(rule))];
        List<(int Group, string Key)> removes = [.. _rules.Where(rule => !wanted.TryGetValue(rule.Key, out var same) || same.i != rule.Group)];
        Moved += removes.Count(rule => wanted.ContainsKey(rule.Key));
        var common = before.Keys.Where(wanted.ContainsKey).ToHashSet(StringComparer.Ordinal);
        foreach (var (rule, create) in Order(creates, removes, common, createsFirst))
        {
            Call(rule, create);
            if (!create && common.Contains(rule.Key) && !_rules.Any(other => other.Key == rule.Key))
            {
                Wrong.Add($"{rule.Key} was closed");
            }
        }

        if (!_rules.SetEquals(wanted.Select(pair => (pair.Value.i, pair.Key))))
        {
            Wrong.Add("the groups do not have the wanted rules");
        }
    }

    private List<((int Group, string Key) Rule, bool Create)> Order(
        List<(int Group, string Key)> creates, List<(int Group, string Key)> removes, HashSet<string> common, bool createsFirst)
    {
        var time = new Dictionary<string, double>(StringComparer.Ordinal);
        var calls = new List<((int Group, string Key) Rule, bool Create, double Time)>();
        foreach (var rule in creates)
        {
            calls.Add((rule, true, time[rule.Key] = random.NextDouble()));
        }

        foreach (var rule in removes)
        {
            var earliest = createsFirst ? 1 : common.Contains(rule.Key) ? time[rule.Key] : 0;
            calls.Add((rule, false, earliest + (random.NextDouble() * (2 - earliest))));
        }

        return [.. calls.OrderBy(call => call.Time).Select(call => (call.Rule, call.Create))];
    }

    private void Call((int Group, string Key) rule, bool create)
    {
        var (direction, family) = _kinds[rule.Key];
        var kind = (rule.Group, direction, family);
        var changed = create ? _rules.Add(rule) : _rules.Remove(rule);
        var count = _counts[kind] = _counts.GetValueOrDefault(kind) + (create ? 1 : -1);
        if (!changed)
        {
            Wrong.Add($"{(create ? "InvalidPermission.Duplicate" : "InvalidPermission.NotFound")}: {rule.Key}");
        }

        if (count > maxRules)
        {
            Wrong.Add($"RulesPerSecurityGroupLimitExceeded: group {rule.Group}, {rule.Key}");
        }
    }
}

namespace FirewallRules.Verification;

/// <summary>
/// Rules in a row that let no packet come back to them. They are decided together: one after the other would take quadratic time where there is a
/// rule for each prefix.
/// </summary>
internal sealed class LiveBatch
{
    private readonly List<Run> _runs = [];

    public bool IsEmpty => _runs.Count == 0;

    public void Add(LiveAction action, AddressSet addresses)
    {
        if (_runs.Count > 0 && _runs[^1].Action == action)
        {
            _runs[^1].Add(addresses);
        }
        else
        {
            _runs.Add(new Run(action, addresses));
        }
    }

    /// <summary>The addresses that each action decides, with all of them together; of several actions for an address, the first one counts.</summary>
    public (IReadOnlyDictionary<LiveAction, AddressSet> Decided, AddressSet All) Take(LiveBudget budget)
    {
        var taken = First(0, _runs.Count, budget);
        _runs.Clear();
        return taken;
    }

    private (Dictionary<LiveAction, AddressSet> Decided, AddressSet All) First(int start, int end, LiveBudget budget)
    {
        if (end - start == 1)
        {
            var addresses = _runs[start].Addresses;
            budget.Take(addresses.RangeCount);
            return (new() { [_runs[start].Action] = addresses }, addresses);
        }

        var middle = (start + end) / 2;
        var (first, covered) = First(start, middle, budget);
        var (second, others) = First(middle, end, budget);
        budget.Take(covered.RangeCount + others.RangeCount);
        foreach (var (action, addresses) in second)
        {
            var rest = addresses.Except(covered);
            first[action] = first.TryGetValue(action, out var before) ? before.Union(rest) : rest;
        }

        return (first, covered.Union(others));
    }

    /// <summary>Rules in a row with the same action.</summary>
    private sealed class Run(LiveAction action, AddressSet first)
    {
        private AddressSetBuilder? _builder;

        public LiveAction Action { get; } = action;

        public AddressSet Addresses => _builder?.ToAddressSet() ?? first;

        public void Add(AddressSet addresses) => (_builder ??= new AddressSetBuilder().Add(first)).Add(addresses);
    }
}

using System.Text.Json;

namespace FirewallRules.Verification;

/// <summary>The elements of a set or map.</summary>
internal sealed class NftablesSet
{
    private readonly List<JsonElement> _elements = [];
    private bool _isRead;

    public IReadOnlyList<JsonElement> Elements => _elements;

    /// <summary>Whether rules add or remove elements as packets pass.</summary>
    public bool IsChanging { get; set; }

    /// <summary>The addresses of a set of addresses alone; <see langword="null"/> for another one.</summary>
    public AddressSet? Addresses
    {
        get
        {
            if (!_isRead)
            {
                var builder = new AddressSetBuilder();
                field = _elements.TrueForAll(element => NftablesValues.TryAddAddress(element, builder)) ? builder.ToAddressSet() : null;
                _isRead = true;
            }

            return field;
        }
    }

    public void Add(JsonElement elements)
    {
        if (elements.ValueKind == JsonValueKind.Array)
        {
            _elements.AddRange(elements.EnumerateArray().Select(NftablesValues.Bare));
            _isRead = false;
        }
    }
}

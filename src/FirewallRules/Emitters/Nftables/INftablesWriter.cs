namespace FirewallRules.Emitters;

/// <summary>The commands of an output; there is one implementation for each language.</summary>
internal interface INftablesWriter : IDisposable
{
    void Begin(IEnumerable<string> header, IEnumerable<string> usage);

    void AddTable();

    void DeleteTable();

    void AddSet(string name, IpFamily family);

    /// <summary>Adds a set of protocols whose elements expire.</summary>
    void AddProtocolSet(string name);

    /// <summary>Adds TCP to such a set, where it is not.</summary>
    void AddTcp(string name, TimeSpan lifetime);

    void FlushSet(string name);

    void DeleteSet(string name);

    void AddElements(string name, AddressSet addresses);

    void AddChain(string name);

    void AddBaseChain(string name, NftablesHook hook, int priority, bool drop);

    void FlushChain(string name);

    void DeleteChain(string name);

    void AddRule(string chain, string comment, params IEnumerable<NftablesStatement> statements);

    void End();
}

namespace FirewallRules.Emitters;

/// <summary>The commands of an output; there is one implementation for each language.</summary>
internal interface INftablesWriter : IDisposable
{
    void Begin(IEnumerable<string> header, IEnumerable<string> usage);

    void AddTable();

    void DeleteTable();

    void AddSet(string name, IpFamily family);

    void FlushSet(string name);

    void DeleteSet(string name);

    void AddElements(string name, AddressSet addresses);

    void AddChain(string name);

    void AddBaseChain(string name, Direction direction, bool drop);

    void FlushChain(string name);

    void DeleteChain(string name);

    void AddRule(string chain, string comment, params IEnumerable<NftablesStatement> statements);

    void End();
}

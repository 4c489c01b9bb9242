namespace FirewallRules.Emitters;

/// <summary>The commands that outputs are made of; one implementation a language.</summary>
internal interface INftablesWriter
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

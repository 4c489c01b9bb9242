namespace FirewallRules;

/// <summary>Why a text is not accepted as an ip-ranges document.</summary>
public enum IpRangesFormatError
{
    /// <summary>The text is not valid JSON.</summary>
    InvalidJson,

    /// <summary>The text is empty or consists of white space.</summary>
    Empty,

    /// <summary>The document is larger than <see cref="IpRangesDocument.MaxBytes"/>.</summary>
    TooLarge,

    /// <summary>The JSON is nested too deeply.</summary>
    TooDeep,

    /// <summary>A JSON value has the wrong type or is out of range.</summary>
    WrongType,

    /// <summary>A string or key is not valid Unicode.</summary>
    InvalidText,

    /// <summary>An object has the same key twice.</summary>
    DuplicateKey,

    /// <summary>A string is not a canonical prefix.</summary>
    InvalidPrefix,

    /// <summary>A prefix is in a list of the other family.</summary>
    WrongFamily,

    /// <summary>A prefix is wider than <see cref="IpRangesReadOptions"/> accept.</summary>
    PrefixTooWide,

    /// <summary>The document has no section with prefixes.</summary>
    NoSections,

    /// <summary>The document is a bare section, and <see cref="IpRangesReadOptions.Section"/> is not set.</summary>
    UnnamedSection,

    /// <summary>The document has prefix lists outside of sections in addition to sections.</summary>
    MixedForms,

    /// <summary>
    /// A prefix contains addresses that no host on the Internet has, such as private ones, and
    /// <see cref="IpRangesReadOptions.AllowSpecialPurpose"/> is not set.
    /// </summary>
    SpecialPurpose,

    /// <summary>
    /// The prefixes of a section have more addresses together than the widest prefix that <see cref="IpRangesReadOptions"/> accept.
    /// </summary>
    TooManyAddresses,

    /// <summary>An object with prefix lists has a name that no <see cref="Section"/> can have, so its addresses would be lost.</summary>
    InvalidName,
}

namespace FirewallRules.Tests.Verification;

/// <summary>How a listing is written.</summary>
public enum WindowsForm
{
    /// <summary>As the command of this project does: every property is a list of texts.</summary>
    Command,

    /// <summary>As ConvertTo-Json of Windows PowerShell 5.1 does: numbers in the place of names, a list of one as a single value.</summary>
    ConvertToJson,

    /// <summary>The properties of the filters in the rules.</summary>
    Joined,
}

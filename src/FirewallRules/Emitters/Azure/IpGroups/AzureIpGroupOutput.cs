namespace FirewallRules;

/// <summary>The language of the IP groups.</summary>
public enum AzureIpGroupOutput
{
    /// <summary>An ARM template (JSON).</summary>
    Arm = 0,

    /// <summary>A Bicep file with the content of the ARM template.</summary>
    Bicep = 1,
}

namespace FirewallRules;

/// <summary>The language of the output. <c>default</c> is <see cref="Arm"/>.</summary>
public enum AzureNsgOutput
{
    /// <summary>An Azure Resource Manager template (JSON).</summary>
    Arm = 0,

    /// <summary>A Bicep file with the same content.</summary>
    Bicep = 1,

    /// <summary>A POSIX shell script for the Azure CLI that adds rules first and then removes those of an older output.</summary>
    Cli = 2,

    /// <summary>Terraform configuration for the azurerm provider.</summary>
    Terraform = 3,
}

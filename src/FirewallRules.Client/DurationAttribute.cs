using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace FirewallRules.Client;

/// <summary>The shortest and the longest time that an option may be, in seconds, both inclusive. Unlike a range of texts it needs no reflection.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DurationAttribute(double shortest, double longest) : ValidationAttribute
{
    public override bool IsValid(object? value)
        => value is TimeSpan time && time >= TimeSpan.FromSeconds(shortest) && time <= TimeSpan.FromSeconds(longest);

    public override string FormatErrorMessage(string name)
        => string.Create(CultureInfo.InvariantCulture, $"{name} has to be {TimeSpan.FromSeconds(shortest):c} to {TimeSpan.FromSeconds(longest):c}.");
}

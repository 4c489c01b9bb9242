using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace FirewallRules.Client;

/// <summary>
/// The minimum and maximum of a time option, in seconds, both inclusive. Unlike a range with strings it needs no reflection.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DurationAttribute(double min, double max) : ValidationAttribute
{
    public override bool IsValid(object? value)
        => value is TimeSpan time && time >= TimeSpan.FromSeconds(min) && time <= TimeSpan.FromSeconds(max);

    public override string FormatErrorMessage(string name)
        => string.Create(CultureInfo.InvariantCulture, $"{name} must be from {TimeSpan.FromSeconds(min):c} to {TimeSpan.FromSeconds(max):c}.");
}

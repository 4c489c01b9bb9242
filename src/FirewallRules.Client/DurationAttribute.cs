using System.ComponentModel.DataAnnotations;

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
        => $"{name} must be from {DurationText.Of(TimeSpan.FromSeconds(min))} to {DurationText.Of(TimeSpan.FromSeconds(max))}.";
}

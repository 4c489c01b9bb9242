using System.Reflection;

namespace FirewallRules.Client;

/// <summary>The version of this package, without a build number.</summary>
internal static class PackageVersion
{
    public static string Text { get; } =
        (typeof(PackageVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0").Split('+')[0];
}

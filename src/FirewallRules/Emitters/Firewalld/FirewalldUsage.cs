using System.Globalization;

namespace FirewallRules.Emitters;

/// <summary>The header lines about applying the output and about what takes precedence.</summary>
internal static class FirewalldUsage
{
    public static IEnumerable<string> Lines(FirewalldOptions options)
    {
        var verb = options.Remove ? "Remove" : "Apply";
        yield return $"{verb}: sh FILE, as root; it can be run repeatedly.";
        yield return options.Remove
            ? $"It removes what was written for the name prefix {options.NamePrefix} from /etc/firewalld, and reloads firewalld."
            : $"It writes ipsets/{options.NamePrefix}-* and policies/{options.NamePrefix}-* to /etc/firewalld, and reloads firewalld if a file changes.";
        yield return "While firewalld reloads, established connections continue and new ones are dropped.";
        yield return "A reload discards settings that are not permanent: if there are any, the script names them and stops.";
        if (options.Remove)
        {
            yield break;
        }

        var priority = options.Priority.ToString(CultureInfo.InvariantCulture);
        yield return $"The policies have the priority {priority}: only policies with a lower number take precedence over them; zones do not.";
        yield return "Forwarded traffic, such as that of containers, is not covered.";
    }
}

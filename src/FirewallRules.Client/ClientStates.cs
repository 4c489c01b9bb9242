using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FirewallRules.Client;

/// <summary>The state of new clients of one name. It is made anew when the options change, and takes over what was seen.</summary>
internal sealed class ClientStates(string name, IOptionsMonitor<IpRangesClientOptions> options, TimeProvider? time, ILogger<IpRangesClient> logger)
{
    private Snapshot? _last;

    /// <exception cref="OptionsValidationException">An option is invalid, and there were no valid options before.</exception>
    public ClientState Current
    {
        get
        {
            while (true)
            {
                var (given, last) = (options.Get(name), _last);
                if (last is not null && ReferenceEquals(last.Given, given))
                {
                    return last.State;
                }

                Interlocked.CompareExchange(ref _last, new Snapshot(given, new ClientState(given, time, logger, last?.State)), last);
            }
        }
    }

    private sealed record Snapshot(IpRangesClientOptions Given, ClientState State);
}

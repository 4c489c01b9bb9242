using System.Threading.Channels;

namespace FirewallRules.Tests.Client;

/// <summary>A clock on which a delay lasts until the test lets it pass, and says how long it is. Timeouts never come.</summary>
internal sealed class StepTime : TimeProvider
{
    // What the test waits for happens in a moment of real time; where it does not, the test ends in words.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Channel<Delay> _delays = Channel.CreateUnbounded<Delay>();
    private DateTimeOffset _now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private Delay? _current;

    public override DateTimeOffset GetUtcNow() => _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _now.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var delay = new Delay(dueTime, () => callback(state));
        if (state is Task)
        {
            _delays.Writer.TryWrite(delay);
        }

        return delay;
    }

    /// <summary>Waits until somebody waits.</summary>
    /// <returns>For how long.</returns>
    public async Task<TimeSpan> WaitAsync()
    {
        Assert.That(_current, Is.Null, "A delay that did not pass.");
        _current = await _delays.Reader.ReadAsync().AsTask().WaitAsync(Patience);
        return _current.Time;
    }

    /// <summary>Lets the delay pass, and waits until somebody waits again.</summary>
    public async Task<TimeSpan> PassAsync()
    {
        _now += _current!.Time;
        var fire = _current.Fire;
        _current = null;
        fire();
        return await WaitAsync();
    }

    private sealed record Delay(TimeSpan Time, Action Fire) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => default;
    }
}

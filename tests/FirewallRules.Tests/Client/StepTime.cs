using System.Threading.Channels;

namespace FirewallRules.Tests.Client;

/// <summary>A clock on which a delay lasts until the test ends it, and whose length is reported. Timeouts never fire.</summary>
internal sealed class StepTime : TimeProvider
{
    // The awaited event takes a moment of real time; otherwise the test fails with a message.
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

    /// <summary>Waits until a delay is pending.</summary>
    /// <returns>For how long.</returns>
    public async Task<TimeSpan> WaitAsync()
    {
        Assert.That(_current, Is.Null, "A delay that did not pass.");
        _current = await _delays.Reader.ReadAsync().AsTask().WaitAsync(Patience);
        return _current.Time;
    }

    /// <summary>Ends the delay, and waits until the next one is pending.</summary>
    public Task<TimeSpan> PassAsync()
    {
        Pass();
        return WaitAsync();
    }

    /// <summary>Ends the delay.</summary>
    public void Pass()
    {
        _now += _current!.Time;
        var fire = _current.Fire;
        _current = null;
        fire();
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

namespace FirewallRules.Tests.Client;

/// <summary>
/// A clock that stands still until something waits: a delay (a timer whose state is a task) passes at once, and the timeouts that fall into it
/// fire on the way. A timeout alone fires when a test says so, because only it knows that nothing else will happen.
/// </summary>
internal sealed class VirtualTime : TimeProvider
{
    private readonly DateTimeOffset _start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
#pragma warning disable MA0158 // System.Threading.Lock is not in .NET 8.
    private readonly object _gate = new();
#pragma warning restore MA0158
    private readonly List<VirtualTimer> _timers = [];
    private DateTimeOffset _now;

    public VirtualTime() => _now = _start;

    public TimeSpan Elapsed => GetUtcNow() - _start;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        if (state is Task && dueTime > TimeSpan.Zero)
        {
            ThreadPool.QueueUserWorkItem(_ => PassUntil(timer));
        }

        return timer;
    }

    public void Advance(TimeSpan time)
    {
        var end = GetUtcNow() + time;
        while (TakeNext(end) is { } due)
        {
            due.Fire();
        }

        lock (_gate)
        {
            _now = end;
        }
    }

    /// <summary>Lets the timer that is due first fire.</summary>
    public void AdvanceToNextTimer() => TakeNext(DateTimeOffset.MaxValue)?.Fire();

    private void PassUntil(VirtualTimer delay)
    {
        while (Waits(delay) && TakeNext(DateTimeOffset.MaxValue) is { } due)
        {
            due.Fire();
        }
    }

    private bool Waits(VirtualTimer timer)
    {
        lock (_gate)
        {
            return _timers.Contains(timer);
        }
    }

    private VirtualTimer? TakeNext(DateTimeOffset end)
    {
        lock (_gate)
        {
            var next = _timers.Where(timer => timer.Due <= end).MinBy(timer => timer.Due);
            if (next is not null)
            {
                _timers.Remove(next);
                _now = next.Due > _now ? next.Due : _now;
            }

            return next;
        }
    }

    private sealed class VirtualTimer(VirtualTime time, Action fire) : ITimer
    {
        public DateTimeOffset Due { get; private set; }

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                time._timers.Remove(this);
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    Due = time._now + dueTime;
                    time._timers.Add(this);
                }
            }

            return true;
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}

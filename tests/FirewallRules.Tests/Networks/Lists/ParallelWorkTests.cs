using FirewallRules.Networks;

namespace FirewallRules.Tests.Networks;

public sealed class ParallelWorkTests
{
    [Test]
    public void Each_worker_gets_its_number_once([Values(1, 2, 8)] int count)
    {
        var calls = new int[count];
        ParallelWork.Run(count, number => Interlocked.Increment(ref calls[number]));

        Assert.That(calls, Is.All.EqualTo(1));
    }

    [Test]
    public void An_exception_of_one_worker_is_thrown_after_all_have_ended([Values(0, 1, 3)] int thrower)
    {
        var ended = 0;

        Assert.That(() => ParallelWork.Run(4, Work), Throws.TypeOf<FormatException>().With.Message.EqualTo("bad"));
        Assert.That(ended, Is.EqualTo(3));

        void Work(int number)
        {
            if (number == thrower)
            {
                throw new FormatException("bad");
            }

            // The caller is the first to end, and the others one after the other.
            Thread.Sleep(50 * number);
            Interlocked.Increment(ref ended);
        }
    }
}

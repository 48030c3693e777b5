using ClusterProbe.Agent.Web;
using Microsoft.Extensions.Logging;

namespace ClusterProbe.Agent;

/// <summary>Runs something again and again until the agent stops. A defect costs one turn, and is logged.</summary>
/// <param name="name">The loop's name, for the log and for <c>/livez</c>.</param>
/// <param name="liveness">Told at each turn.</param>
/// <param name="logger">Where defects go.</param>
/// <param name="time">The clock.</param>
internal sealed class Loop(string name, Liveness liveness, ILogger logger, TimeProvider time)
{
    /// <summary>How long a turn can take before the loop counts as stuck.</summary>
    private static readonly TimeSpan LongestTurn = TimeSpan.FromMinutes(5);

    /// <summary>Runs until cancelled.</summary>
    /// <param name="turn">One turn; returns how long to wait before the next one.</param>
    /// <param name="cancellationToken">Ends the loop.</param>
    public async Task RunAsync(Func<CancellationToken, Task<TimeSpan>> turn, CancellationToken cancellationToken)
    {
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                liveness.Beat(name, LongestTurn);
                var wait = await TurnAsync(turn, cancellationToken).ConfigureAwait(false);
                liveness.Beat(name, wait + LongestTurn);
                await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
        finally
        {
            liveness.End(name);
        }
    }

    private async Task<TimeSpan> TurnAsync(Func<CancellationToken, Task<TimeSpan>> turn, CancellationToken cancellationToken)
    {
        try
        {
            return await turn(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            logger.LoopDefect(exception, name);
            return TimeSpan.FromSeconds(5);
        }
    }
}

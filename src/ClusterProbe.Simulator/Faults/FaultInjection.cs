using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace ClusterProbe.Simulator.Faults;

/// <summary>Lets requests run into the faults that are meant for them.</summary>
/// <param name="faults">The faults; the first one that matches and is not over applies.</param>
/// <param name="next">Answers as if nothing were wrong.</param>
/// <param name="stopping">Ends what hangs when the server stops.</param>
internal sealed class FaultInjection(ImmutableArray<Fault> faults, RequestDelegate next, CancellationToken stopping)
{
    private readonly int[] _met = new int[faults.Length];

    public async Task HandleAsync(HttpContext context)
    {
        var index = Array.FindIndex([.. faults], fault => fault.Matches(context.Request.Method, context.Request.Path.Value ?? ""));
        while (index >= 0 && index < faults.Length && !Meets(index, context.Request)) index++;
        if (index < 0 || index == faults.Length)
        {
            await next(context).ConfigureAwait(false);
            return;
        }

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        await ApplyAsync(faults[index], context, ended.Token).ConfigureAwait(false);
    }

    private bool Meets(int index, HttpRequest request)
        => faults[index].Matches(request.Method, request.Path.Value ?? "") && Interlocked.Increment(ref _met[index]) <= faults[index].Times;

    private async Task ApplyAsync(Fault fault, HttpContext context, CancellationToken ended)
    {
        if (fault.Delay != TimeSpan.Zero) await WaitAsync(fault.Delay, ended).ConfigureAwait(false);
        if (ended.IsCancellationRequested) context.Abort();
        else if (fault.StopAfter is { } limit) await SendPartAsync(fault, context, limit, ended).ConfigureAwait(false);
        else await AnswerAsync(fault, context).ConfigureAwait(false);
    }

    private async Task SendPartAsync(Fault fault, HttpContext context, int limit, CancellationToken ended)
    {
        var network = context.Response.Body;
        using var whole = new MemoryStream();
        context.Response.Body = whole;
        await AnswerAsync(fault, context).ConfigureAwait(false);
        context.Response.Body = network;

        // With the whole length promised, a connection that closes after a part is a truncated answer.
        context.Response.ContentLength = whole.Length;
        await network.WriteAsync(whole.GetBuffer().AsMemory(0, Math.Min(limit, (int)whole.Length)), ended).ConfigureAwait(false);
        await network.FlushAsync(ended).ConfigureAwait(false);
        if (fault.Hang) await WaitAsync(Timeout.InfiniteTimeSpan, ended).ConfigureAwait(false);
    }

    private Task AnswerAsync(Fault fault, HttpContext context)
    {
        if (fault.Answer is not { } answer) return next(context);
        context.Response.StatusCode = answer.Code;
        context.Response.ContentType = answer.ContentType;
        if (answer.RetryAfterSeconds is { } seconds) context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return context.Response.WriteAsync(answer.Body, context.RequestAborted);
    }

    private static async Task WaitAsync(TimeSpan delay, CancellationToken ended)
        => await Task.Delay(delay, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}

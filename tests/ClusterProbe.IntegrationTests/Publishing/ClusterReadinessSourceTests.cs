using System.Diagnostics;
using System.Text.Json.Nodes;
using ClusterProbe.Kubernetes.Publishing;
using ClusterProbe.Kubernetes.Publishing.Clusters;

namespace ClusterProbe.IntegrationTests.Publishing;

/// <summary>Profiles as they come, change and go, with no more permissions than are declared.</summary>
[Category("ControlPlane")]
[NonParallelizable]
internal sealed class ClusterReadinessSourceTests
{
    private const string Path = "/apis/clusterprobe.io/v1alpha1/clusterreadinesses";

    [Test]
    [CancelAfter(60_000)]
    public async Task Watch_Changes_ArriveWithinASecond(CancellationToken cancellationToken)
    {
        var controlPlane = await PublishingControlPlane.Started;
        var api = await PublishingControlPlane.WithAsync(PublishingPermissions.Cluster);
        var source = new ClusterReadinessSource(api, PublishingControlPlane.CheckCodes, TimeProvider.System);
        await using var sets = source.WatchAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        Assert.That(await sets.MoveNextAsync());
        Assert.That(sets.Current.Error, Is.Null);

        var clock = Stopwatch.StartNew();
        var item = await PublishingControlPlane.CreateReadinessAsync();
        await UntilAsync(set => set.Objects.Any(each => each.Name == item.Name));
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(10)), "creation and arrival, on a busy machine");

        // A status is no news; the edit behind it is.
        await new ClusterReadinessPublisher(api, PublishingControlPlane.CheckCodes, TimeProvider.System).PublishAsync(item, FullStatus.Cluster, cancellationToken);
        await controlPlane.PatchAsync($"{Path}/{item.Name}", Spec("buildNamespaces", new JsonArray("other")), cancellationToken);
        clock.Restart();
        Assert.That(await sets.MoveNextAsync());
        var edited = sets.Current.Objects.Single(each => each.Name == item.Name);
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(1)));
        Assert.That((edited.Generation, edited.Profile?.BuildNamespaces.Single()), Is.EqualTo((item.Generation + 1, "other")));

        await controlPlane.DeleteAsync($"{Path}/{item.Name}", cancellationToken);
        await UntilAsync(set => set.Objects.All(each => each.Name != item.Name));

        async Task UntilAsync(Predicate<ClusterReadinessSet> condition)
        {
            while (await sets.MoveNextAsync())
            {
                if (condition(sets.Current)) return;
            }
        }
    }

    [Test]
    public async Task List_Invalid_IsGivenWithItsErrors()
    {
        // What the schema can't know: that there is no such check.
        var item = await PublishingControlPlane.CreateReadinessAsync(new JsonObject
        {
            ["ciSystem"] = "harness",
            ["waivers"] = new JsonArray(new JsonObject { ["code"] = "CP9999", ["reason"] = "a", ["owner"] = "b" }),
        });
        Assert.That(item.Profile, Is.Null);
        Assert.That(item.Errors.Single().Path, Is.EqualTo("spec.waivers[0].code"));
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Watch_WithoutPermission_SaysSo(CancellationToken cancellationToken)
    {
        var api = await PublishingControlPlane.WithAsync([]);
        await foreach (var set in new ClusterReadinessSource(api, [], TimeProvider.System).WatchAsync(cancellationToken))
        {
            Assert.That(set.Error?.HttpStatus, Is.EqualTo(403));
            break;
        }
    }

    private static JsonObject Spec(string field, JsonNode value) => new() { ["spec"] = new JsonObject { [field] = value } };
}

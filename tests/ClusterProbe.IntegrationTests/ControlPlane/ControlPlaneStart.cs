namespace ClusterProbe.IntegrationTests;

/// <summary>Starts the programs of a control plane and waits until the API server is ready.</summary>
internal static class ControlPlaneStart
{
    private const int Attempts = 3;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(25);

    public static async Task<ControlPlane> RunAsync(ControlPlaneOptions options, CancellationToken cancellationToken)
    {
        var binaries = await ControlPlaneBinaries.FindAsync(cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await StartAsync(binaries, options, cancellationToken);
            }
            catch (PortTakenException) when (attempt < Attempts)
            {
                // Another process was faster to use a port that was free a moment ago.
            }
        }
    }

    private static async Task<ControlPlane> StartAsync(string binaries, ControlPlaneOptions options, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        var files = ControlPlaneFiles.Create(options.Users);
        var watchdog = Watchdog.Start(files.Folder);
        var controlPlane = new ControlPlane(files, watchdog, options);
        try
        {
            await RunAsync("etcd", Etcd(files));
            await StartApiServerAsync(controlPlane, watchdog, options, limit.Token);
            if (options.Scheduler) await RunAsync("kube-scheduler", Component(files, files.SchedulerPort));
            if (options.ControllerManager) await RunAsync("kube-controller-manager", [.. Component(files, files.ControllerManagerPort), .. ControllerManager(files)]);
            await controlPlane.CreateServiceAccountAsync("default", "default", limit.Token);
            return controlPlane;
        }
        catch
        {
            await controlPlane.DisposeAsync();
            throw;
        }

        Task RunAsync(string program, IEnumerable<string> arguments) => watchdog.RunAsync(Path.Combine(binaries, program), arguments);
    }

    /// <summary>Starts the API server and waits until it is ready.</summary>
    public static async Task StartApiServerAsync(ControlPlane controlPlane, Watchdog watchdog, ControlPlaneOptions options, CancellationToken cancellationToken)
    {
        var binaries = await ControlPlaneBinaries.FindAsync(cancellationToken);
        await watchdog.RunAsync(Path.Combine(binaries, "kube-apiserver"), [.. ApiServer(controlPlane.Files), .. options.ApiServerFlags]);
        await WaitUntilReadyAsync(controlPlane, watchdog, cancellationToken);
    }

    private static async Task WaitUntilReadyAsync(ControlPlane controlPlane, Watchdog watchdog, CancellationToken cancellationToken)
    {
        while (!await IsReadyAsync(controlPlane.Admin, cancellationToken))
        {
            await Task.WhenAny(watchdog.FirstExit, Task.Delay(PollInterval, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
            if (!watchdog.FirstExit.IsCompleted) continue;
            var log = await File.ReadAllTextAsync(controlPlane.Files[$"{await watchdog.FirstExit}.log"], cancellationToken);
            throw log.Contains("address already in use", StringComparison.Ordinal) ? new PortTakenException(log) : new InvalidOperationException(log);
        }
    }

    private static async Task<bool> IsReadyAsync(HttpClient admin, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await admin.GetAsync(new Uri("readyz", UriKind.Relative), cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // On a busy machine even connecting can take longer than the client waits for.
            return false;
        }
    }

    private static string[] Etcd(ControlPlaneFiles files) =>
    [
        "--data-dir", files["etcd"], "--unsafe-no-fsync", "--log-level", "warn",
        "--listen-client-urls", files.Etcd, "--advertise-client-urls", files.Etcd,
        "--listen-peer-urls", files.EtcdPeer, "--initial-advertise-peer-urls", files.EtcdPeer,
        "--initial-cluster", $"default={files.EtcdPeer}",
    ];

    private static string[] ApiServer(ControlPlaneFiles files) =>
    [
        "--etcd-servers", files.Etcd, "--bind-address", "127.0.0.1", "--secure-port", $"{files.Server.Port}",
        "--advertise-address", "127.0.0.1", "--endpoint-reconciler-type", "none",
        "--tls-cert-file", files["serving.crt"], "--tls-private-key-file", files["serving.key"], "--client-ca-file", files["ca.crt"],
        "--authorization-mode", "Node,RBAC", "--token-auth-file", files["tokens.csv"],
        "--service-account-issuer", "https://kubernetes.default.svc", "--service-account-key-file", files["service-account.key"],
        "--service-account-signing-key-file", files["service-account.key"], "--service-cluster-ip-range", "10.96.0.0/16",
        "--allow-privileged=true", "--enable-admission-plugins", "NodeRestriction",
    ];

    private static string[] Component(ControlPlaneFiles files, int port) =>
        ["--kubeconfig", files.KubeConfig, "--bind-address", "127.0.0.1", "--secure-port", $"{port}", "--leader-elect=false", "--kube-api-qps", "1000", "--kube-api-burst", "1000"];

    private static string[] ControllerManager(ControlPlaneFiles files) =>
    [
        "--controllers", "*,-node-lifecycle-controller", "--service-account-private-key-file", files["service-account.key"],
        "--root-ca-file", files["ca.crt"],
    ];

    private sealed class PortTakenException(string log) : Exception(log);
}

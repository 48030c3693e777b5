using System.Diagnostics;

namespace ClusterProbe.IntegrationTests;

/// <summary>Runs the real kubectl as the administrator.</summary>
internal static class Kubectl
{
    extension(ControlPlane controlPlane)
    {
        /// <summary>Runs kubectl and returns what it said, whether or not it succeeded.</summary>
        public async Task<KubectlResult> KubectlAsync(IEnumerable<string> arguments, string stdin = "", CancellationToken cancellationToken = default)
        {
            var program = Path.Combine(await ControlPlaneBinaries.FindAsync(cancellationToken), "kubectl");
            using var process = Process.Start(new ProcessStartInfo(program, ["--kubeconfig", controlPlane.KubeConfigPath, "--cache-dir", controlPlane.Files["kubectl-cache"], .. arguments])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.StandardInput.WriteAsync(stdin.AsMemory(), cancellationToken);
            process.StandardInput.Close();
            await process.WaitForExitAsync(cancellationToken);
            return new KubectlResult(process.ExitCode, await output, await errors);
        }

        /// <summary>Applies manifests as a user does (<c>kubectl apply -f -</c>). Fails the test when that fails.</summary>
        public async Task ApplyAsync(string yaml, CancellationToken cancellationToken = default)
            => (await controlPlane.KubectlAsync(["apply", "-f", "-"], yaml, cancellationToken)).EnsureSuccess();

        /// <summary>Installs the custom resource definitions of other projects and waits until they are served.</summary>
        /// <param name="file">A file name in the folder <c>CLUSTERPROBE_CRDS</c>; without that variable the test is skipped.</param>
        public async Task InstallDefinitionsAsync(string file, CancellationToken cancellationToken = default)
        {
            var folder = Environment.GetEnvironmentVariable("CLUSTERPROBE_CRDS");
            if (string.IsNullOrEmpty(folder)) Assert.Ignore("CLUSTERPROBE_CRDS names no folder with the definitions of Istio, Karpenter and others.");
            var path = Path.Combine(folder!, file);
            (await controlPlane.KubectlAsync(["apply", "--server-side", "-f", path], cancellationToken: cancellationToken)).EnsureSuccess();
            (await controlPlane.KubectlAsync(["wait", "--for=condition=Established", "--timeout=30s", "-f", path], cancellationToken: cancellationToken)).EnsureSuccess();
        }
    }
}

/// <summary>What kubectl said.</summary>
internal sealed record KubectlResult(int ExitCode, string Output, string Errors)
{
    public string EnsureSuccess()
    {
        Assert.That(ExitCode, Is.Zero, Errors);
        return Output;
    }
}

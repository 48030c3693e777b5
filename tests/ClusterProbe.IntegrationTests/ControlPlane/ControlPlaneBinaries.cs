using System.ComponentModel;
using System.Diagnostics;

namespace ClusterProbe.IntegrationTests;

/// <summary>Finds etcd, the Kubernetes programs and kubectl where everyone in this field keeps them.</summary>
internal static class ControlPlaneBinaries
{
    private const string HowToGet =
        "No control plane binaries: set KUBEBUILDER_ASSETS to a folder with etcd, kube-apiserver and kubectl, "
        + "or install setup-envtest (go install sigs.k8s.io/controller-runtime/tools/setup-envtest@latest).";

    /// <summary>The folder. Without one the test is skipped, and where skipping would hide that nothing is tested (CI=true), it fails.</summary>
    public static async Task<string> FindAsync(CancellationToken cancellationToken)
    {
        var folder = Environment.GetEnvironmentVariable("KUBEBUILDER_ASSETS") is { Length: > 0 } assets ? assets : await AskSetupEnvtestAsync(cancellationToken);
        if (folder is not null && File.Exists(Path.Combine(folder, "kube-apiserver"))) return folder;
        if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail(HowToGet);
        Assert.Ignore(HowToGet);
        return "";
    }

    private static async Task<string?> AskSetupEnvtestAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("setup-envtest", ["use", "-p", "path"]) { RedirectStandardOutput = true })!;
            var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0 ? output.Trim() : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}

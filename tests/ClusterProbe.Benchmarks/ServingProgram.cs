using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace ClusterProbe.Benchmarks;

/// <summary>A program that serves metrics on a port of this machine.</summary>
/// <param name="Name">What it is called in results.</param>
/// <param name="Port">The port.</param>
/// <param name="File">The program's file.</param>
/// <param name="Arguments">Its arguments.</param>
internal sealed record ServingProgram(string Name, int Port, string File, string[] Arguments)
{
    public Uri Metrics => new($"http://127.0.0.1:{Port}/metrics");

    /// <summary>An agent.</summary>
    public static ServingProgram Agent(string name, string binary, string kubeConfig, string nodeName)
    {
        var port = FreePort();
        return new(name, port, binary, ["agent", "--kubeconfig", kubeConfig, "--node-name", nodeName, "--listen", $"127.0.0.1:{port}"]);
    }

    /// <summary>Prometheus' node_exporter.</summary>
    public static ServingProgram NodeExporter(string file)
    {
        var port = FreePort();
        return new("node_exporter", port, file, [$"--web.listen-address=127.0.0.1:{port}"]);
    }

    /// <summary>Starts it; what it prints is thrown away.</summary>
    public Process Start()
    {
        var start = new ProcessStartInfo(File, Arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_GCgen0size"] = "100000"; // as the shipped manifests set it
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

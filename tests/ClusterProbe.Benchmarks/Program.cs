using System.CommandLine;
using ClusterProbe.Benchmarks;

return await new RootCommand("Measures ClusterProbe.") { ServeCommand.Create() }.Parse(args).InvokeAsync();

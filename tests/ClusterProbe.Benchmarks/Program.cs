using System.CommandLine;
using ClusterProbe.Benchmarks;

return await new RootCommand("Measures ClusterProbe.") { ServeCommand.Create(), ScaleCommand.Create(), CompareCommand.Create(), RulesCommand.Create(), ResidentCommand.Create(), FleetCommand.Create(), LeaderCommand.Create() }.Parse(args).InvokeAsync();

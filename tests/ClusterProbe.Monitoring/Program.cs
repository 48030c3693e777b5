using System.CommandLine;
using ClusterProbe.Monitoring;

return await new RootCommand("Makes and tries ClusterProbe's dashboards and rules.") { GenerateCommand.Create() }.Parse(args).InvokeAsync();
